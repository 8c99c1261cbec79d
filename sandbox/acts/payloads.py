"""The fields that all interaction payloads share, and the handling of a failed delivery."""

from sandbox.core import Core
from sandbox.deliveries import Delivery
from sandbox.slack_objects import acting_user, message_object, view_object
from sandbox.values import Json, Refused
from sandbox.views import View
from sandbox.workspace import Channel, Message, Person


def interaction(core: Core, type_: str, person: Person) -> Json:
    """The fields of every interactive payload. `team` is always the posting workspace."""
    team = core.workspace.team
    return {
        "type": type_,
        "token": core.secrets.verification_token,
        "team": {"id": team.id, "domain": team.domain},
        "user": acting_user(person),
        "api_app_id": core.workspace.app_id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_message(core: Core, channel: Channel, message: Message) -> Json:
    """The fields for an interaction with a message; the message itself is left out if it's ephemeral."""
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.reader is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place: Json = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    if message.reader is None:
        place["message"] = message_object(message, core.workspace)
    return place


def in_view(core: Core, view: View) -> Json:
    """The fields for an interaction with a view."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view_object(view, core.workspace)}


def channel_name(channel: Channel) -> str:
    """Returns a channel's name as payloads give it; they hide the names of private conversations."""
    return "privategroup" if channel.is_private and not channel.is_direct else channel.name


def acknowledged(core: Core, delivery: Delivery) -> Json:
    """Returns the body of the acknowledgement; without one, raises the refusal that the person sees."""
    name = core.manifest.name
    if delivery.error == "operation_timeout":
        raise Refused("operation_timeout", f"{name} did not respond in time.")
    if delivery.error is not None:
        raise Refused("dispatch_failed", f"{name} did not respond. Please try again.")
    if not isinstance(delivery.body, dict):
        raise bad_answer(core, "it is no object")
    return delivery.body


def bad_answer(core: Core, reason: str) -> Refused:
    """The refusal that a person sees if Slack wouldn't take the body of the bot's acknowledgement."""
    return Refused("dispatch_failed", f"{core.manifest.name} answered with something that Slack refuses: {reason}.")


def without_body(core: Core, delivery: Delivery) -> None:
    """Requires an acknowledgement with an empty body."""
    if acknowledged(core, delivery):
        raise bad_answer(core, "the acknowledgement of this interaction may have no body")


def reasons(refused: Refused) -> str:
    """Returns Slack's refusal in one line, with each problem and its place."""
    messages = refused.more.get("response_metadata", {}).get("messages", [])
    return " ".join([refused.error, *messages])
