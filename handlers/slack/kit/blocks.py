"""Helpers over slack_sdk's models: they escape typed text, and enforce Slack's limits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from handlers.slack.kit.carried import Carried, carrying
from handlers.slack.kit.platform import SLACK
from storage.words.platforms import ChannelRef

# The one action id of all fields: a field is identified by its block, and takes no click.
FIELD = "value"
SECTION_TEXT = 3000
HEADER_TEXT = 150
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
OPTION_TEXT = 75
TITLE_TEXT = 24
CONTEXT_TEXT = 2000
# For all blocks of a message together; a few words of small print and buttons come on top. Slack doesn't document it.
ALL_TEXT = 12_500
_CUT_THROUGH = re.compile(r"(?:&[a-z]*|<[^>]*)\Z")


@dataclass(frozen=True)
class Message:
    """A message: its blocks, and a text that must make sense without them (notifications, screen readers)."""

    text: str
    blocks: Sequence[Block]

    def payload(self) -> dict[str, Any]:
        """The message as Slack's API takes it."""
        return {"text": self.text, "blocks": [block.to_dict() for block in self.blocks]}


@dataclass(frozen=True)
class File:
    """A file to hand over."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True)
class Files:
    """Files, and the words that come with them, the same each time they are sent for one reason.

    Slack reads the words as markup: the caller has escaped typed text.
    """

    text: str
    files: Sequence[File]


def escape(text: str) -> str:
    """Escape a person's text so that Slack shows it and never acts on it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """The text, with an ellipsis if it is longer than the limit."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def cut_markup(markdown: str, limit: int) -> str:
    """Markup, with an ellipsis if it is longer than the limit; never cuts through an entity, mention or link."""
    if len(markdown) <= limit:
        return markdown
    return f"{_CUT_THROUGH.sub('', markdown[: limit - 1])}…"


def quote(text: str, limit: int = 600) -> str:
    """A person's text as a quotation."""
    return "\n".join(f"> {escape(line)}" for line in cut(text, limit).splitlines())


def slack_id(channel: ChannelRef | None) -> str | None:
    """Slack's id of a channel; None for none, and for one that Slack has not told of."""
    return channel.channel if channel and channel.platform == SLACK else None


def channel_name(channel: ChannelRef) -> str:
    """A channel as people read it: a link, or its name if that is all that is known."""
    known = slack_id(channel)
    return f"<#{known}>" if known else f"#{escape(channel.name)}"


def section(markdown: str, accessory: InteractiveElement | None = None) -> SectionBlock:
    """A paragraph, cut to Slack's limit. The caller has escaped typed text."""
    return SectionBlock(text=MarkdownTextObject(text=cut_markup(markdown, SECTION_TEXT)), accessory=accessory)


def within(paragraphs: Sequence[str], room: int = ALL_TEXT, most: int = 40) -> list[str]:
    """As many of the first paragraphs as fit in a message, each cut to a section's limit."""
    fitting: list[str] = []
    for each in paragraphs[:most]:
        text = cut_markup(each, SECTION_TEXT)
        room -= len(text)
        if room < 0:
            break
        fitting.append(text)
    return fitting


def context(*markdown: str) -> ContextBlock:
    """Small print, cut to Slack's limit. The caller has escaped typed text."""
    return ContextBlock(elements=[MarkdownTextObject(text=cut_markup(text, CONTEXT_TEXT)) for text in markdown])


def header(text: str) -> HeaderBlock:
    """A heading in plain text."""
    return HeaderBlock(text=PlainTextObject(text=cut(text, HEADER_TEXT)))


def button(
    text: str, action: str, value: str | Carried, style: str | None = None, confirm: ConfirmObject | None = None
) -> ButtonElement:
    """A button; `action` is the id of its handler, its value an opaque id, or data for the handler."""
    label = PlainTextObject(text=cut(text, BUTTON_TEXT))
    return ButtonElement(text=label, action_id=action, value=_packed(value), style=style, confirm=confirm)


def actions(*elements: InteractiveElement, name: str = "") -> ActionsBlock:
    """A row of buttons; a click reports the row's name, if it has one."""
    return ActionsBlock(elements=list(elements), block_id=name or None)


def option(text: str, value: str | Carried, description: str | None = None) -> Option:
    """A choice of a menu, in plain text."""
    return Option(
        text=PlainTextObject(text=cut(text, OPTION_TEXT)),
        value=_packed(value),
        description=PlainTextObject(text=cut(description, OPTION_TEXT)) if description else None,
    )


def field(
    name: str, label: str, element: InputInteractiveElement, *, optional: bool = False, hint: str = ""
) -> InputBlock:
    """An input of a form; `name` is the field's name in the use case, so that its errors appear there."""
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        optional=optional,
        hint=PlainTextObject(text=hint) if hint else None,
    )


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback: str = "",
    submit: str = "",
    carries: Carried | None = None,
) -> View:
    """A modal; `callback` is the id of the handler that takes it. Without `submit` it only shows something."""
    return View(
        type="modal",
        callback_id=callback or None,
        title=PlainTextObject(text=cut(title, TITLE_TEXT)),
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text="Cancel" if submit else "Close"),
        blocks=list(blocks),
        private_metadata=carrying(carries),
    )


def closing_all(view: View) -> View:
    """A modal that also closes those beneath it, whose question has been answered."""
    view.clear_on_close = True
    return view


def home(blocks: Sequence[Block]) -> View:
    """A person's own page."""
    return View(type="home", blocks=list(blocks))


def _packed(value: str | Carried) -> str:
    return value.packed() if isinstance(value, Carried) else value
