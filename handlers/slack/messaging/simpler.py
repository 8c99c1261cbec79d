"""Show a message in the simplest form that Slack takes: whole, without its table and pictures, or as text."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import ActionsBlock, ImageBlock, TableBlock
from slack_sdk.web import SlackResponse

from handlers.logs import random_reference
from handlers.slack.kit.blocks import Message, context, section
from handlers.slack.messaging.outcomes import error_of

log = structlog.get_logger()

# Slack finds fault with the blocks, not with who sends them or where.
FAULTY = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments"})


def show(call: Callable[[Message], SlackResponse], message: Message) -> SlackResponse:
    """Return Slack's answer to the call with the message, or with a simpler one if Slack finds fault with its blocks.

    A simpler one says that something is missing, with a reference that is also in the log. Raises as the call does.
    """
    try:
        return call(message)
    except SlackApiError as error:
        if error_of(error) not in FAULTY:
            raise
        refused = error
    reference = random_reference()
    for simpler in _simpler(message, reference):
        try:
            answer = call(simpler)
        except SlackApiError as error:
            if error_of(error) not in FAULTY:
                raise
            refused = error
        else:
            log.warning("message_simplified", reference=reference, problem=error_of(refused))
            return answer
    raise refused


def _simpler(message: Message, reference: str) -> Iterator[Message]:
    note = context(f"Part of this message couldn’t be shown. If you need it, tell your admin: `{reference}`")
    kept = [block for block in message.blocks if not isinstance(block, (TableBlock, ImageBlock))]
    if len(kept) < len(message.blocks):
        yield replace(message, blocks=[*kept, note])
    buttons = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    yield replace(message, blocks=[section(message.text), *buttons, note])
