"""What people see when a line was taken: one view for each answer."""

from typing import assert_never

from bot.answers import (
    Answer,
    EntryEdited,
    EntryUndone,
    HelpTold,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TimerTold,
    WeekTold,
)
from handlers.slack.views import home, time_entries, timers
from handlers.slack.views.blocks import Message


def answered(answer: Answer, prefix: str) -> Message:
    """The answer to a line."""
    match answer:
        case TimeLogged() | EntryEdited() | EntryUndone():
            return time_entries.told(answer)
        case TimerStarted():
            return timers.started(answer)
        case TimerStopped():
            return timers.stopped(answer)
        case TimerTold():
            return timers.told(answer, prefix)
        case WeekTold():
            return home.week(answer)
        case HelpTold():
            return time_entries.help_message(prefix)
        case _:
            assert_never(answer)
