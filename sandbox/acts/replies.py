"""Messages that the bot sends as an answer: in a command's acknowledgement, or to a response url."""

from typing import Any

from sandbox.core import Core
from sandbox.posting import change, check_thread, content, delete, post
from sandbox.triggers import Reply
from sandbox.values import Json, Refused

_COMMAND_FIELDS = frozenset({"text", "blocks", "response_type", "mrkdwn", "unfurl_links", "unfurl_media"})
_REPLY_FIELDS = _COMMAND_FIELDS | {"replace_original", "delete_original", "thread_ts"}


def answer_command(core: Core, reply: Reply, body: Json) -> None:
    """Shows the message in a command's acknowledgement, or nothing if that is empty."""
    if body:
        _refuse_others(body, _COMMAND_FIELDS)
        _say(core, reply, body)


def answer_response_url(core: Core, secret: str, body: Json) -> None:
    """Carries out a post to a response url: a new message, or one that replaces the original."""
    _refuse_others(body, _REPLY_FIELDS)
    reply = core.response_urls.use(secret)
    original = core.workspace.find(reply.channel, reply.message_ts) if reply.message_ts else None
    if body.get("delete_original"):
        if original is None:
            raise Refused("message_not_found")
        delete(core, original)
    elif body.get("replace_original") and original is not None:
        change(core, original, *content(body.get("text"), body.get("blocks")))
    else:
        _say(core, reply, body)


def _say(core: Core, reply: Reply, body: Json) -> None:
    kind = body.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise Refused("invalid_arguments")
    text, blocks = content(body.get("text"), body.get("blocks"))
    thread_ts: Any = check_thread(core, reply.channel, body.get("thread_ts") or reply.thread_ts)
    reader = reply.user if kind == "ephemeral" else None
    post(core, reply.channel, core.workspace.bot_user, text, blocks, thread_ts=thread_ts, reader=reader)


def _refuse_others(body: Json, known: frozenset[str]) -> None:
    if others := sorted(set(body) - known):
        messages = [f"[ERROR] unsupported: {name} [json-pointer:/{name}]" for name in others]
        raise Refused("invalid_arguments", response_metadata={"messages": messages})
