"""files.getUploadURLExternal, files.completeUploadExternal, files.info."""

from sandbox.files import file_object
from sandbox.limits import LIMITS
from sandbox.posting import check_thread, post, visible_to_bot
from sandbox.values import Json, JsonValue, Refused
from sandbox.web_api.registry import Call, method


@method("files.getUploadURLExternal", takes="filename length alt_txt snippet_type", scopes=("files:write",))
def get_upload_url(call: Call) -> Json:
    """Announces a file; returns the address for its bytes, and its id."""
    length = call.text("length")
    if not length.isdecimal() or int(length) < 1:
        messages = ["[ERROR] must be a whole number of bytes [json-pointer:/length]"]
        raise Refused("invalid_arguments", response_metadata={"messages": messages})
    url, file = call.core.files.announce(
        call.text("filename"), int(length), call.core.workspace.bot_user, call.core.clock.real()
    )
    return {"upload_url": url, "file_id": file.id}


@method("files.completeUploadExternal", takes="files channel_id initial_comment thread_ts", scopes=("files:write",))
def complete_upload(call: Call) -> Json:
    """Shares uploaded files in one message; without a channel they stay private. A user id isn't a channel here."""
    core = call.core
    wanted = _wanted(call.json("files"))
    channel = core.workspace.channel(call.text("channel_id")) if call.maybe_text("channel_id") else None
    if channel and core.workspace.bot_user not in channel.members:
        raise Refused("channel_not_found" if channel.is_private else "not_in_channel")
    thread_ts = check_thread(core, channel.id, call.maybe_text("thread_ts")) if channel else None
    comment = call.maybe_text("initial_comment") or ""
    if len(comment) > LIMITS["message.text"]:
        raise Refused("msg_too_long")
    for one in wanted:
        core.files.check(one["id"])
    files = [core.files.share(one["id"], one.get("title"), channel.id if channel else None) for one in wanted]
    shown = [file_object(file, core.files.base_url) for file in files]
    if channel:
        post(core, channel.id, core.workspace.bot_user, comment, thread_ts=thread_ts, files=shown)
    return {"files": shown}


@method("files.info", takes="file", scopes=("files:read",))
def file_info(call: Call) -> Json:
    """A file that the bot may see, and where it is shared."""
    core = call.core
    file = visible_to_bot(core, call.text("file"))
    shared: Json = {"channels": [], "groups": [], "ims": []}
    for channel in file.channels:
        shared[{"im": "ims"}.get(type_ := core.workspace.channel(channel).event_type, type_)].append(channel)
    unseen: Json = {"mimetype": "", "filetype": ""} if core.faults.files_unseen else {}
    return {"file": file_object(file, core.files.base_url) | shared | unseen, "comments": []}


def _wanted(files: JsonValue) -> list[Json]:
    fits = isinstance(files, list) and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in files)
    if not fits or not files:
        messages = ["[ERROR] must be a list of files, each with an id [json-pointer:/files]"]
        raise Refused("invalid_arguments", response_metadata={"messages": messages})
    return list(files)
