"""Posts, changes and deletes messages: in the state, on the open pages, and as events for the bot."""

from collections.abc import Set as AbstractSet

from sandbox import events
from sandbox.block_kit.blocks import check_message_blocks, slack_files_of
from sandbox.block_kit.views import check_view
from sandbox.core import Core
from sandbox.files import StoredFile
from sandbox.limits import LIMITS
from sandbox.slack_objects import message_for_browser, message_object
from sandbox.values import Json, JsonValue, Refused
from sandbox.workspace import Message


def content(text: str | None, blocks: JsonValue) -> tuple[str, list[Json] | None]:
    """Returns the checked text and blocks of a bot's message; refuses an empty one."""
    if not text and not blocks:
        raise Refused("no_text")
    if text is not None and not isinstance(text, str):
        raise Refused("invalid_arguments")
    if len(text or "") > LIMITS["message.text"]:
        raise Refused("msg_too_long")
    return text or "", check_message_blocks(blocks) if blocks else None


def whole_view(core: Core, view: JsonValue, kind: str) -> Json:
    """A bot's view, checked, with every id filled in."""
    checked = check_view(view, kind)
    check_slack_files(core, checked["blocks"])
    return checked


def check_slack_files(core: Core, blocks: list[Json]) -> None:
    """Refuses an image whose file the bot has neither uploaded nor can see."""
    for file in slack_files_of(blocks):
        try:
            whole = visible_to_bot(core, file).content is not None and not core.faults.files_unseen
        except Refused:
            whole = False
        if not whole:
            problem = "invalid slack file [json-pointer:/blocks]"
            raise Refused("invalid_blocks", errors=[problem], response_metadata={"messages": [f"[ERROR] {problem}"]})


def visible_to_bot(core: Core, file_id: str) -> StoredFile:
    """Returns a file of the bot's own, from a modal, or shared in its channels; otherwise raises a refusal."""
    file, bot = core.files.find(file_id), core.workspace.bot_user
    shared = any(bot in core.workspace.channel(channel).members for channel in file.channels)
    if not (shared or file.for_app or file.user == bot):
        raise Refused("file_not_found")
    return file


def post(
    core: Core,
    channel: str,
    author: str,
    text: str,
    blocks: list[Json] | None = None,
    *,
    thread_ts: str | None = None,
    metadata: Json | None = None,
    reader: str | None = None,
    files: list[Json] | None = None,
) -> Message:
    """Adds a message by a person or the bot; with a `reader` it is ephemeral."""
    workspace = core.workspace
    check_slack_files(core, blocks or [])
    message = Message(
        channel=channel,
        ts=core.clock.stamp(),
        shown_at=core.clock.shown_at(),
        user=author,
        text=text,
        blocks=blocks,
        bot_id=workspace.bot_id if author == workspace.bot_user else None,
        thread_ts=thread_ts,
        metadata=metadata,
        reader=reader,
        files=files or [],
    )
    if channel in workspace.channels and not workspace.messages.get(channel) and workspace.channels[channel].is_direct:
        core.live.publish("conversation", _readers(core, message))
    workspace.add(message)
    _tell(core, "message", message)
    _tell_about_parent(core, message)
    if reader is None:
        events.message_posted(core, message)
    return message


def change(core: Core, message: Message, text: str, blocks: list[Json] | None, metadata: Json | None = None) -> None:
    """Changes a message's text and blocks."""
    check_slack_files(core, blocks or [])
    before = message_object(message, core.workspace)
    message.text, message.blocks = text, blocks
    message.edited_ts = None if message.reader else core.clock.stamp()
    message.metadata = metadata or message.metadata
    _tell(core, "message_changed", message)
    if message.reader is None:
        events.message_changed(core, message, before)


def delete(core: Core, message: Message) -> None:
    """Deletes a message."""
    core.workspace.remove(message)
    core.live.publish("message_deleted", _readers(core, message), channel=message.channel, ts=message.ts)
    _tell_about_parent(core, message)
    if message.reader is None:
        events.message_deleted(core, message)


def check_thread(core: Core, channel: str, thread_ts: str | None) -> str | None:
    """The thread's ts, if there is a posted message to reply to."""
    if not thread_ts:
        return None
    parent = core.workspace.find(channel, thread_ts)
    if parent is None or parent.reader is not None:
        raise Refused("thread_not_found", "There is no such thread.")
    if parent.thread_ts is not None:
        raise Refused("cannot_reply_to_message", "That message is itself a reply.")
    return thread_ts


def _tell(core: Core, type_: str, message: Message) -> None:
    shown = message_for_browser(message, core.workspace)
    core.live.publish(type_, _readers(core, message), message=shown)


def _tell_about_parent(core: Core, reply: Message) -> None:
    if reply.thread_ts and reply.reader is None and (parent := core.workspace.find(reply.channel, reply.thread_ts)):
        _tell(core, "message_changed", parent)


def _readers(core: Core, message: Message) -> AbstractSet[str]:
    return {message.reader} if message.reader else core.workspace.channel(message.channel).members
