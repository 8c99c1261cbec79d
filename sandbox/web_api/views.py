"""views.open, views.push, views.update, views.publish."""

from sandbox.acts.submitting import tell_modal
from sandbox.posting import whole_view
from sandbox.slack_objects import view_object
from sandbox.values import Json, Refused
from sandbox.views import View
from sandbox.web_api.registry import Call, method


@method("views.open", takes="trigger_id view")
def open_view(call: Call) -> Json:
    """Opens a modal for the person whose interaction gave the trigger id."""
    body = whole_view(call.core, call.json("view"), "modal")
    user = call.core.triggers.exchange(call.text("trigger_id"))
    return _shown(call, call.core.views.open(user, body))


@method("views.push", takes="trigger_id view")
def push_view(call: Call) -> Json:
    """Puts a modal on top of the one that is open."""
    body = whole_view(call.core, call.json("view"), "modal")
    user = call.core.triggers.exchange(call.text("trigger_id"))
    return _shown(call, call.core.views.push(user, body))


@method("views.update", takes="view_id external_id view hash")
def update_view(call: Call) -> Json:
    """Gives an open view a new body, if nobody changed it since `hash`."""
    views = call.core.views
    external_id = call.maybe_text("external_id")
    view = views.find_external(external_id) if external_id else views.find(call.text("view_id"))
    kind = view.body["type"]
    views.update(view, whole_view(call.core, call.json("view"), kind), call.maybe_text("hash"))
    return _shown(call, view)


@method("views.publish", takes="user_id view hash")
def publish_view(call: Call) -> Json:
    """Gives a person their home view."""
    core, user = call.core, call.text("user_id")
    if not core.manifest.home_tab:
        raise Refused("not_enabled")
    if user not in core.workspace.people:
        raise Refused("user_not_found")
    body = whole_view(call.core, call.json("view"), "home")
    return _shown(call, core.views.publish(user, body, call.maybe_text("hash")))


def _shown(call: Call, view: View) -> Json:
    core = call.core
    shown = view_object(view, core.workspace)
    if view.body["type"] == "home":
        core.live.publish("home", {view.user}, view=shown)
    else:
        tell_modal(core, view.user)
    return {"view": shown}
