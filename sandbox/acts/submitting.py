"""Submitting and closing modals, and keeping the page up to date with the one on top."""

from sandbox.acts.choosing import entered
from sandbox.acts.payloads import acknowledged, bad_answer, interaction, reasons
from sandbox.core import Core
from sandbox.inputs import Values, input_errors
from sandbox.posting import whole_view
from sandbox.slack_objects import view_object
from sandbox.values import Json, Refused
from sandbox.views import View
from sandbox.workspace import Person

_FIELDS = {"clear": set[str](), "update": {"view"}, "push": {"view"}, "errors": {"errors"}}


def modal_of(core: Core, user: str) -> Json | None:
    """The modal on top of that person's screen, as the page shows it."""
    top = core.views.top(user)
    return view_object(top, core.workspace) if top else None


def tell_modal(core: Core, user: str) -> None:
    """Sends the person's pages the modal that is on top now."""
    core.live.publish("modal", {user}, view=modal_of(core, user))


async def submit(core: Core, person: Person, view_id: str, state: Values) -> Json:
    """The person submits a modal; returns the answer of the bot, or of Slack's own client before it."""
    view = _on_screen(core, person, view_id)
    view.entered = {**view.entered, **entered(core, person, view.blocks, state)}
    if errors := input_errors(view.blocks, view.values()):
        return {"response_action": "errors", "errors": errors}
    payload = interaction(core, "view_submission", person)
    payload |= {"trigger_id": core.triggers.issue(person.id), "response_urls": []}
    payload["view"] = view_object(view, core.workspace)
    body = acknowledged(core, await core.deliveries.send("interactive", payload))
    try:
        return _respond(core, view, body)
    except Refused as refused:
        raise bad_answer(core, reasons(refused)) from refused


async def close(core: Core, person: Person, view_id: str) -> None:
    """The person closes a modal; the bot is notified if the view asked for that."""
    view = _on_screen(core, person, view_id)
    cleared = bool(view.body.get("clear_on_close"))
    closed = core.views.close(view)
    tell_modal(core, person.id)
    for one in closed:
        if one.body.get("notify_on_close"):
            payload = interaction(core, "view_closed", person)
            payload |= {"view": view_object(one, core.workspace), "is_cleared": cleared}
            await core.deliveries.send("interactive", payload)


def _on_screen(core: Core, person: Person, view_id: str) -> View:
    view = core.views.find(view_id)
    if view is not core.views.top(person.id):
        raise Refused("not_found", "That view is not open on your screen.")
    return view


def _respond(core: Core, view: View, body: Json) -> Json:
    action = body.get("response_action")
    if body and (action not in _FIELDS or set(body) != {"response_action", *_FIELDS[action]}):
        raise Refused("invalid_response_action")
    if action == "errors":
        return {"response_action": action, "errors": _field_errors(view, body["errors"])}
    still_open = _is_open(core, view)
    match action:
        case "update" if still_open:
            core.views.update(view, whole_view(core, body["view"], "modal"))
        case "push" if still_open:
            core.views.push(view.user, whole_view(core, body["view"], "modal"))
        case "clear" if still_open:
            core.views.close(view, everything=True)
        case None if still_open:
            core.views.close(view)
    tell_modal(core, view.user)
    return {"response_action": action, "view": modal_of(core, view.user)}


def _is_open(core: Core, view: View) -> bool:
    """False if the person closed the view while the bot was at work: it then gets no answer."""
    try:
        return core.views.find(view.id) is view
    except Refused:
        return False


def _field_errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not all(isinstance(text, str) for text in errors.values()):
        raise Refused("invalid_errors")
    if strangers := sorted(set(errors) - inputs):
        raise Refused(f"no input blocks: {', '.join(strangers)}")
    return errors
