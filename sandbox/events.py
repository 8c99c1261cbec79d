"""Events that the manifest subscribes to, in their `event_callback` wrapping."""

from sandbox.core import Core
from sandbox.manifest import SCOPES_OF_EVENTS
from sandbox.slack_objects import message_object, user_object, view_object
from sandbox.values import Json, new_id
from sandbox.workspace import Message, Person


def raise_event(core: Core, name: str, event: Json) -> None:
    """Sends an event, if this manifest subscribes to it under that name and its scope is granted."""
    needed = SCOPES_OF_EVENTS.get(name)
    if name not in core.manifest.events or (needed and needed not in core.scopes):
        return
    workspace = core.workspace
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.team.id,
        "user_id": workspace.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    core.deliveries.send_event(
        {
            "token": core.secrets.verification_token,
            "team_id": workspace.team.id,
            "context_team_id": workspace.team.id,
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": int(core.clock.real()),
            "authorizations": [authorization],
            "is_ext_shared_channel": _is_shared(core, event),
        }
    )


def message_posted(core: Core, message: Message) -> None:
    """A new message: `message`, and `app_mention` when a person named the bot in a channel that it is in."""
    channel = core.workspace.channel(message.channel)
    if core.workspace.bot_user not in channel.members:
        return
    body = _body(core, message)
    if message.files:
        body["subtype"] = "file_share"
    for file in message.files:
        _raise_file_shared(core, message, file["id"])
    _raise_mention(core, message, body)
    _raise_message(core, channel.id, body)


def message_changed(core: Core, message: Message, before: Json) -> None:
    """A message with another text or other blocks; a mention that was edited is sent again, as `edited`."""
    _raise_mention(core, message, _body(core, message))
    now = message_object(message, core.workspace)
    _raise_message(core, message.channel, {"subtype": "message_changed", "message": now, "previous_message": before})


def message_deleted(core: Core, message: Message) -> None:
    """A deleted message."""
    before = message_object(message, core.workspace)
    changes = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": before}
    _raise_message(core, message.channel, changes)


def home_opened(core: Core, user: str, tab: str) -> None:
    """The person opened the app's page."""
    home = core.views.homes.get(user)
    event: Json = {"type": "app_home_opened", "user": user, "tab": tab, "event_ts": core.clock.stamp()}
    event["channel"] = core.workspace.open_direct(user).id
    if home is not None and tab == "home":
        event["view"] = view_object(home, core.workspace)
    raise_event(core, "app_home_opened", event)


def person_joined(core: Core, person: Person) -> None:
    """Somebody new in the workspace."""
    raise_event(core, "team_join", _about(core, "team_join", person))


def person_changed(core: Core, person: Person) -> None:
    """Somebody whose details changed, or who was deactivated."""
    raise_event(core, "user_change", _about(core, "user_change", person))


def _about(core: Core, type_: str, person: Person) -> Json:
    with_email = "users:read.email" in core.scopes
    user = user_object(person, core.workspace, core.clock, with_email=with_email)
    return {"type": type_, "user": user, "cache_ts": int(core.clock.real()), "event_ts": core.clock.stamp()}


def _body(core: Core, message: Message) -> Json:
    stamps = {"channel": message.channel, "event_ts": message.edited_ts or message.ts}
    return message_object(message, core.workspace) | stamps


def _raise_mention(core: Core, message: Message, body: Json) -> None:
    channel, bot_user = core.workspace.channel(message.channel), core.workspace.bot_user
    if not message.bot_id and not channel.is_direct and f"<@{bot_user}>" in message.text:
        raise_event(core, "app_mention", body | {"type": "app_mention"})


def _raise_file_shared(core: Core, message: Message, file: str) -> None:
    event: Json = {"type": "file_shared", "channel_id": message.channel, "file_id": file, "file": {"id": file}}
    raise_event(core, "file_shared", event | {"user_id": message.user, "event_ts": message.ts})


def _raise_message(core: Core, channel: str, body: Json) -> None:
    type_ = core.workspace.channel(channel).event_type
    channel_type = {"channels": "channel", "groups": "group"}.get(type_, type_)
    basics = {"type": "message", "channel": channel, "channel_type": channel_type}
    stamps = {} if "ts" in body else {"ts": (stamp := core.clock.stamp()), "event_ts": stamp, "hidden": True}
    raise_event(core, f"message.{type_}", {**body, **basics, **stamps})


def _is_shared(core: Core, event: Json) -> bool:
    channel = core.workspace.channels.get(event.get("channel") or event.get("channel_id", ""))
    return bool(channel and channel.shared_with)
