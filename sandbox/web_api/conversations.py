"""conversations.history, replies, info, open, members; users.conversations."""

from collections.abc import Iterable

from sandbox.slack_objects import channel_object, message_object
from sandbox.values import Json, Refused
from sandbox.web_api.registry import Call, method
from sandbox.workspace import Channel, Message

_WINDOW = "channel latest oldest inclusive limit cursor include_all_metadata"


@method("conversations.history", takes=_WINDOW)
def history(call: Call) -> Json:
    """The posted messages of a channel, the newest first, without replies in threads."""
    channel = _readable(call, "history")
    posted = [m for m in call.core.workspace.posted(channel.id) if m.thread_ts is None]
    return _messages(call, _within(call, posted[::-1]))


@method("conversations.replies", takes=f"{_WINDOW} ts")
def replies(call: Call) -> Json:
    """A thread, its parent first."""
    channel, ts = _readable(call, "history"), call.text("ts")
    workspace = call.core.workspace
    asked = workspace.find(channel.id, ts)
    if asked is None or asked.reader is not None:
        raise Refused("thread_not_found")
    parent = asked if asked.thread_ts is None else workspace.find(channel.id, asked.thread_ts)
    thread = workspace.replies(channel.id, asked.thread_ts or ts)
    return _messages(call, [*([parent] if parent else []), *_within(call, thread)])


@method("conversations.info", takes="channel include_num_members")
def info(call: Call) -> Json:
    """One conversation."""
    channel = _known(call)
    call.need_scope(f"{channel.event_type}:read")
    shown = channel_object(channel, call.core.workspace)
    return {"channel": shown | ({"num_members": len(channel.members)} if call.flag("include_num_members") else {})}


@method("conversations.members", takes="channel limit cursor")
def members(call: Call) -> Json:
    """The members of a conversation, page by page."""
    channel = _known(call)
    call.need_scope(f"{channel.event_type}:read")
    page, cursor = call.page([{"id": user} for user in sorted(channel.members)])
    return {"members": [one["id"] for one in page], "response_metadata": {"next_cursor": cursor}}


@method("conversations.open", takes="channel users return_im prevent_creation", scopes=("im:write",))
def open_conversation(call: Call) -> Json:
    """The direct message with one person; group messages aren't supported."""
    workspace = call.core.workspace
    if call.maybe_text("channel"):
        channel = _known(call)
        if not channel.is_direct:
            raise Refused("method_not_supported_for_channel_type")
        return {"no_op": True, "already_open": True, "channel": _opened(call, channel)}
    users = call.arguments.get("users") or call.text("users")
    users = users if isinstance(users, list) else users.split(",")
    if any(user not in workspace.people or user == workspace.bot_user for user in users):
        raise Refused("user_not_found")
    if any(workspace.people[user].deleted for user in users):
        raise Refused("user_disabled")
    if len(users) > 1:
        raise Refused("invalid_user_combination")
    known = workspace.direct_with(users[0]) is not None
    channel = workspace.open_direct(users[0])
    if known:
        return {"no_op": True, "already_open": True, "channel": _opened(call, channel)}
    call.core.live.publish("conversation", set(users))
    return {"channel": _opened(call, channel)}


@method("users.conversations", takes="types exclude_archived limit cursor user team_id")
def own_conversations(call: Call) -> Json:
    """The channels that the bot is in, page by page; public ones unless `types` names others."""
    wanted = (call.maybe_text("types") or "public_channel").split(",")
    kinds = {"public_channel": "channels", "private_channel": "groups", "im": "im"}
    if call.maybe_text("user") or not set(wanted) <= set(kinds):
        raise Refused("invalid_arguments")
    call.need_scope(*(f"{kinds[one]}:read" for one in wanted))
    workspace = call.core.workspace
    of_kind = (c for c in workspace.channels.values() if c.event_type in {kinds[one] for one in wanted})
    mine = [channel_object(c, workspace) for c in of_kind if workspace.bot_user in c.members]
    page, cursor = call.page(mine)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def _opened(call: Call, channel: Channel) -> Json:
    return channel_object(channel, call.core.workspace) if call.flag("return_im") else {"id": channel.id}


def _known(call: Call) -> Channel:
    """Returns the channel if the bot may know of it: public, or one that it is in."""
    channel = call.channel()
    if channel.is_private and call.core.workspace.bot_user not in channel.members:
        raise Refused("channel_not_found")
    return channel


def _readable(call: Call, right: str) -> Channel:
    channel = _known(call)
    call.need_scope(f"{channel.event_type}:{right}")
    if call.core.workspace.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _within(call: Call, messages: Iterable[Message]) -> list[Message]:
    """The messages between `oldest` and `latest`; the bounds themselves only if `inclusive`."""
    oldest, latest = call.maybe_text("oldest"), call.maybe_text("latest")
    inclusive = call.flag("inclusive")
    try:
        low, high = float(oldest or 0), float(latest or "inf")
    except ValueError:
        raise Refused("invalid_ts_oldest" if latest is None else "invalid_ts_latest") from None
    return [m for m in messages if low < float(m.ts) < high or (inclusive and m.ts in (oldest, latest))]


def _messages(call: Call, messages: list[Message]) -> Json:
    workspace, with_metadata = call.core.workspace, call.flag("include_all_metadata")
    shown = [message_object(m, workspace, with_metadata=with_metadata) for m in messages]
    page, cursor = call.page(shown)
    return {"messages": page, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}
