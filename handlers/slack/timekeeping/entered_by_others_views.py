"""Views of time that somebody else entered for the reader."""

from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import format_duration
from bot.timekeeping.entered_by_others import EnteredFor
from handlers.slack.kit.blocks import Message, context, cut, escape, section
from handlers.slack.timekeeping.time_entries_views import entry_line

MOST_LINES = 10


def entered_by_others(shown: EnteredFor) -> Message:
    """The entries, in their current state."""
    day, by = describe_day(shown.day, shown.today), escape(shown.by)
    if not shown.entries:
        words = f"{by} entered time for you {day}; it was taken back since."
        return Message(text=words, blocks=[section(words)])
    minutes = format_duration(sum(entry.minutes for entry in shown.entries))
    words = f"{by} entered time for you {day}: {minutes} in all."
    lines = [
        f"•  {describe_day(entry.worked_on, shown.today)}:  {entry_line(entry)}" for entry in shown.entries[:MOST_LINES]
    ]
    if len(shown.entries) > MOST_LINES:
        lines.append(f"… and {len(shown.entries) - MOST_LINES} more")
    text = cut("\n".join(lines), 2800)
    hint = "Not right? Your timesheet and your Home have *Edit* and *Undo* for each."
    return Message(text=words, blocks=[section(f":pencil2: *{words}*\n{text}"), context(hint)])
