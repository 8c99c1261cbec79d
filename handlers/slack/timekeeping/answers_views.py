"""Views of the answers to a line: one for each kind of answer."""

from typing import assert_never

from slack_sdk.models.views import View

from bot.timekeeping.answers import (
    Answer,
    EntryEdited,
    EntryTold,
    EntryUndone,
    HelpTold,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TimerTold,
    WeekTold,
)
from handlers.slack.kit.blocks import Message, modal
from handlers.slack.timekeeping import time_entries_views as time_entries
from handlers.slack.timekeeping import timers_views as timers
from handlers.slack.timekeeping.week_views import week


def answered(answer: Answer, prefix: str) -> Message:
    """The answer to a line."""
    match answer:
        case TimeLogged() | EntryEdited() | EntryUndone():
            return time_entries.entries_message(answer)
        case TimerStarted():
            return timers.started(answer)
        case TimerStopped():
            return timers.stopped(answer)
        case TimerTold():
            return timers.timer_message(answer, prefix)
        case WeekTold():
            return week(answer)
        case HelpTold():
            return time_entries.help_message(prefix)
        case _:
            assert_never(answer)


def answered_modal(answer: Answer, prefix: str) -> View:
    """The same as a modal, for a choice that was made in one."""
    if isinstance(answer, EntryTold):
        return time_entries.entries_modal(answer)
    return modal("Done", answered(answer, prefix).blocks)
