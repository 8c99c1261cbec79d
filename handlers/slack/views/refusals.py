"""What people see when something is refused, or fails."""

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.errors import Choice, Refusal
from handlers.slack.names import Action, Command
from handlers.slack.views.blocks import BUTTON_VALUE, Message, actions, button, context, escape, modal, section

FAULT = "Something went wrong on my side, and nothing was saved. Please try again in a moment."


def refused(refusal: Refusal, prefix: str) -> Message:
    """Why, what was understood, and what would work; the ways out as buttons."""
    blocks: list[Block] = [section(escape(refusal.message))]
    buttons = [_choice(choice, number) for number, choice in enumerate(refusal.choices) if _fits(choice)]
    hints = []
    if refusal.understood:
        hints.append(f"I understood: {escape(refusal.understood)}.")
    if refusal.example and not buttons:
        hints.append(f"This would work: `{Command.LOGTIME.typed(prefix)} {escape(refusal.example)}`")
    if hints:
        blocks.append(context("  ".join(hints)))
    if buttons:
        blocks.append(actions(*buttons))
    return Message(text=escape(refusal.message), blocks=blocks)


def refused_modal(refusal: Refusal, prefix: str) -> View:
    """The same as a modal."""
    return modal("Not done", refused(refusal.model_copy(update={"choices": ()}), prefix).blocks)


def fault(reference: str) -> Message:
    """A fault, with the reference that the log has too."""
    return Message(
        text=f"{FAULT} Reference: {reference}",
        blocks=[section(f":warning: {FAULT}"), context(f"If it keeps happening, tell your admin: `{reference}`")],
    )


def fault_modal(reference: str) -> View:
    """The same as a modal."""
    return modal("Something went wrong", fault(reference).blocks)


def _choice(choice: Choice, number: int) -> ButtonElement:
    # Slack takes an action id once in a row of buttons.
    return button(choice.label, f"{Action.LINE_CHOSEN}.{number}", choice.line, "primary" if number == 0 else None)


def _fits(choice: Choice) -> bool:
    return len(choice.line) <= BUTTON_VALUE
