"""What people see of `/timesheet` itself."""

from handlers.slack.names import Command
from handlers.slack.views.blocks import Message, context, escape, section

WORDS = (
    ("late", "who is due today, and who is overdue (supervisors, leadership, admins)"),
    ("policy", "the office's rules: deadlines, holidays, hours (admins)"),
    ("summary here", "post the weekly summary in this channel; `summary off` ends it (admins)"),
    ("close 2026-10", "what is missing first, then lock a month's entries and export them (finance)"),
    ("periods", "which months are closed (finance)"),
    ("exports", "the export of each close, to send again; columns and rounding (finance, admins)"),
    ("override", "ask for a change in a closed month, which finance decides (supervisors)"),
)


def help_message(prefix: str, word: str) -> Message:
    """The words that work; `word` is what was typed instead."""
    command = Command.TIMESHEET.typed(prefix)
    lines = "\n".join(f"•  `{command} {each}`  {what}" for each, what in WORDS)
    known = word.lower() in ("", "help", "?")
    hint = "" if known else f"I don't know the word “{escape(word[:40])}”. "
    blocks = [section(f"{hint}*What `{command}` does*\n{lines}"), context("Your own week is on my Home tab.")]
    return Message(text=f"{hint}Try: {command} late", blocks=blocks)
