"""users.info, users.list, users.lookupByEmail."""

from sandbox.slack_objects import user_object
from sandbox.values import Json, Refused
from sandbox.web_api.registry import Call, method
from sandbox.workspace import Person

_EMAIL_SCOPE = "users:read.email"


@method("users.info", takes="user include_locale", scopes=("users:read",))
def user_info(call: Call) -> Json:
    """One person; their e-mail only with the scope for it."""
    person = call.core.workspace.people.get(call.text("user"))
    if person is None:
        raise Refused("user_not_found")
    return {"user": _shown(call, person)}


@method("users.list", takes="limit cursor include_locale", scopes=("users:read",))
def user_list(call: Call) -> Json:
    """Everybody, page by page: members, guests, bots, other organisations' people in shared channels, and leavers."""
    everybody = [_shown(call, person) for person in call.core.workspace.people.values()]
    page, cursor = call.page(everybody, default=200, most=1000)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail", takes="email", scopes=(_EMAIL_SCOPE,))
def lookup_by_email(call: Call) -> Json:
    """The person with that e-mail address."""
    email = call.text("email").casefold()
    for person in call.core.workspace.people.values():
        if (person.email or "").casefold() == email and not person.deleted:
            return {"user": _shown(call, person)}
    raise Refused("users_not_found")


def _shown(call: Call, person: Person) -> Json:
    core = call.core
    return user_object(person, core.workspace, core.clock, with_email=_EMAIL_SCOPE in core.scopes)
