"""Views of refusals and faults."""

from slack_sdk.models.blocks import Block, ButtonElement, PlainTextObject
from slack_sdk.models.views import View

from bot.errors import Choice, Refusal
from handlers.slack.kit.blocks import (
    BUTTON_VALUE,
    Message,
    actions,
    button,
    context,
    cut_markup,
    escape,
    modal,
    section,
)
from handlers.slack.kit.commands import hinted, typed

# A refusal may quote typed text, which can be of any length.
MESSAGE_TEXT = 2000
HINT_TEXT = 600
FAULT = "Something went wrong on my side, and nothing was saved. Please try again in a moment."
BUSY = "I’m too busy right now, and nothing was saved. Please try again in a moment."
UNSURE = "I don’t know yet whether this was saved. Please have a look before you try again."


def refused(refusal: Refusal, prefix: str, command: str = "", takes: str = "", key: str = "") -> Message:
    """Explain a refusal: why, what we understood, and what would work.

    `command` is the one whose lines the examples are. The choices are buttons if `takes`, the id of a handler, takes
    their lines (they carry the key of their notice), and words otherwise.
    """
    message = _within(refusal.message, MESSAGE_TEXT)
    blocks: list[Block] = [section(message)]
    buttons = [
        _choice(choice, takes, number) for number, choice in enumerate(refusal.choices) if takes and _fits(choice)
    ]
    hints = []
    if refusal.understood:
        hints.append(f"I understood: {_within(refusal.understood, HINT_TEXT)}.")
    if refusal.choices and not takes:
        near = ", ".join(choice.label for choice in refusal.choices)
        hints.append(f"Perhaps: {_within(near, HINT_TEXT)}.")
    if refusal.example and not buttons:
        line = f"{typed(command, prefix) if command else ''} {_within(refusal.example, HINT_TEXT)}".strip()
        hints.append(f"This would work: `{line}`")
    if refusal.hint:
        hints.append(f"{hinted(refusal.hint, prefix)}.")
    if hints:
        blocks.append(context("  ".join(hints)))
    if buttons:
        blocks.append(actions(*buttons, name=key))
    return Message(text=message, blocks=blocks)


def refused_modal(refusal: Refusal, prefix: str, command: str = "") -> View:
    """The same as a modal."""
    return modal("Not done", refused(refusal, prefix, command).blocks)


def question_modal(refusal: Refusal, prefix: str, command: str, takes: str) -> View:
    """Ask which meaning of a form's quick line to use, with the choices as buttons, in a modal above the form."""
    view = modal("Which do you mean?", refused(refusal, prefix, command, takes).blocks)
    view.close = PlainTextObject(text="Back")
    return view


def fault(reference: str) -> Message:
    """Report a fault, with the reference that is also in the log."""
    return _failed(FAULT, ":warning:", reference)


def fault_modal(reference: str) -> View:
    """The same as a modal."""
    return modal("Something went wrong", fault(reference).blocks)


def busy(reference: str) -> Message:
    """Say that there was no time to do it."""
    return _failed(BUSY, ":hourglass:", reference)


def busy_modal(reference: str) -> View:
    """The same as a modal."""
    return modal("Not saved", busy(reference).blocks)


def unsure(reference: str, shows_week: str) -> Message:
    """Say that nobody knows yet whether the change was saved; `shows_week` is the id of the handler that shows it."""
    return _failed(UNSURE, ":question:", reference, actions(button("Show my week", shows_week, "-", "primary")))


def unsure_modal(reference: str, shows_week: str) -> View:
    """The same as a modal."""
    return modal("Not sure", unsure(reference, shows_week).blocks)


def _failed(words: str, emoji: str, reference: str, *more: Block) -> Message:
    told = context(f"If it keeps happening, tell your admin: `{reference}`")
    return Message(text=f"{words} Reference: {reference}", blocks=[section(f"{emoji} {words}"), *more, told])


def _choice(choice: Choice, takes: str, number: int) -> ButtonElement:
    # Slack allows an action id only once in a row of buttons.
    return button(choice.label, f"{takes}.{number}", choice.line, "primary" if number == 0 else None)


def _within(typed: str, limit: int) -> str:
    return cut_markup(escape(typed), limit)


def _fits(choice: Choice) -> bool:
    return len(choice.line) <= BUTTON_VALUE
