"""Views of a morning message."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock

from handlers.slack.kit.blocks import Message, context

MOST_BLOCKS = 50


def together(messages: Sequence[Message]) -> Message:
    """Join several messages into one."""
    blocks: list[Block] = []
    for message in messages:
        if blocks:
            blocks.append(DividerBlock())
        blocks += message.blocks
    if len(blocks) > MOST_BLOCKS:
        blocks = [*blocks[: MOST_BLOCKS - 1], context("There is more than fits in one message.")]
    return Message(text=" ".join(message.text for message in messages), blocks=blocks)
