"""What people see of `/timesheet` itself."""

from handlers.slack.names import Command
from handlers.slack.views.blocks import Message, context, escape, section


def help_message(prefix: str, word: str = "") -> Message:
    """The words that `/timesheet` knows; `word` is one that it does not know."""
    command = Command.TIMESHEET.typed(prefix)
    words = (
        ("close 2026-10", "finance closes a month: what is missing first, then its entries are locked and exported"),
        ("periods", "which months are closed"),
        ("exports", "the export of each close, to send again; columns and rounding"),
        ("override", "a supervisor asks for a change in a closed month, and finance decides"),
    )
    lines = "\n".join(f"•  `{command} {line}`  {what}" for line, what in words)
    unknown = word.lower() not in ("", "help", "?")
    blocks = [section(f"I don't know “{escape(word[:60])}”.")] if unknown else []
    return Message(
        text=f"With {command} you close months and get their exports.",
        blocks=[*blocks, section(f"*Timesheets*\n{lines}"), context(f"To log time: `{Command.LOGTIME.typed(prefix)}`")],
    )
