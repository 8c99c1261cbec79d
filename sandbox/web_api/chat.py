"""chat.postMessage, chat.postEphemeral, chat.update, chat.delete, chat.getPermalink."""

import json

from sandbox.limits import LIMITS
from sandbox.posting import change, check_thread, content, delete, post
from sandbox.slack_objects import message_object
from sandbox.values import Json, Refused
from sandbox.web_api.registry import Call, method
from sandbox.workspace import Channel, Message

_COMMON = "channel text blocks thread_ts unfurl_links unfurl_media mrkdwn"


@method("chat.postMessage", takes=f"{_COMMON} metadata", scopes=("chat:write",))
def post_message(call: Call) -> Json:
    """Posts as the bot; a user id in place of the channel means the direct message with that person."""
    core = call.core
    channel = _target(call)
    _must_be_in(call, channel)
    text, blocks = content(call.maybe_text("text"), call.json("blocks"))
    thread_ts = check_thread(core, channel.id, call.maybe_text("thread_ts"))
    message = post(
        core, channel.id, core.workspace.bot_user, text, blocks, thread_ts=thread_ts, metadata=_metadata(call)
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_object(message, core.workspace)}


@method("chat.postEphemeral", takes=f"{_COMMON} user", scopes=("chat:write",))
def post_ephemeral(call: Call) -> Json:
    """Shows a message to one member of a channel."""
    core = call.core
    channel = call.channel()
    _must_be_in(call, channel)
    reader = call.text("user")
    if reader not in channel.members:
        raise Refused("user_not_in_channel")
    text, blocks = content(call.maybe_text("text"), call.json("blocks"))
    thread_ts = check_thread(core, channel.id, call.maybe_text("thread_ts"))
    message = post(core, channel.id, core.workspace.bot_user, text, blocks, thread_ts=thread_ts, reader=reader)
    return {"message_ts": message.ts}


@method("chat.update", takes="channel ts text blocks metadata", scopes=("chat:write",))
def update_message(call: Call) -> Json:
    """Changes one of the bot's own messages; text without blocks drops the blocks."""
    core = call.core
    message = _own_message(call, "cant_update_message")
    text, blocks = content(call.maybe_text("text"), call.json("blocks"))
    change(core, message, text, blocks, _metadata(call))
    shown = message_object(message, core.workspace)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": shown}


@method("chat.delete", takes="channel ts", scopes=("chat:write",))
def delete_message(call: Call) -> Json:
    """Deletes one of the bot's own messages."""
    message = _own_message(call, "cant_delete_message")
    delete(call.core, message)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.getPermalink", takes="channel message_ts")
def permalink(call: Call) -> Json:
    """The address of a message; a reply's also names its thread."""
    core, channel = call.core, call.channel()
    if channel.is_private and core.workspace.bot_user not in channel.members:
        raise Refused("channel_not_found")
    message = core.workspace.find(channel.id, call.text("message_ts"))
    if message is None or message.reader is not None:
        raise Refused("message_not_found")
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.thread_ts else ""
    site = f"https://{core.workspace.team.domain}.slack.com"
    address = f"{site}/archives/{channel.id}/p{message.ts.replace('.', '')}{thread}"
    return {"channel": channel.id, "permalink": address}


def _target(call: Call) -> Channel:
    workspace, named = call.core.workspace, call.text("channel")
    if named not in workspace.people or named == workspace.bot_user:
        return workspace.channel(named)
    if workspace.people[named].deleted:
        raise Refused("channel_not_found")
    known = workspace.direct_with(named) is not None
    channel = workspace.open_direct(named)
    if not known:
        call.core.live.publish("conversation", {named})
    return channel


def _must_be_in(call: Call, channel: Channel) -> None:
    if call.core.workspace.bot_user in channel.members:
        return
    if channel.is_private:
        raise Refused("channel_not_found")
    raise Refused("not_in_channel")


def _own_message(call: Call, error: str) -> Message:
    channel, workspace = call.channel(), call.core.workspace
    message = workspace.find(channel.id, call.text("ts"))
    if message is None or message.reader is not None:
        raise Refused("message_not_found")
    if message.user != workspace.bot_user:
        raise Refused(error)
    return message


def _metadata(call: Call) -> Json | None:
    metadata = call.json("metadata")
    if metadata is None:
        return None
    shape = {"event_type": str, "event_payload": dict}
    if not isinstance(metadata, dict) or set(metadata) != set(shape):
        raise Refused("invalid_metadata_format")
    if not all(isinstance(metadata[key], type_) for key, type_ in shape.items()):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(metadata).encode()) > LIMITS["message.metadata_bytes"]:
        raise Refused("metadata_too_large")
    return metadata
