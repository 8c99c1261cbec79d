"""Notices about time in Slack: reads each from the state, and returns its message."""

from typing import assert_never

from bot.timekeeping.deadlines import late_entry_told
from bot.timekeeping.entered_by_others import entered_shown
from bot.timekeeping.notices import (
    LateApprovalAsked,
    LateDecided,
    LineAnsweredReply,
    LineRefusedReply,
    LoggedBeforeReply,
    TimeEnteredFor,
    TimekeepingNotice,
    TimeLoggedReply,
    TimerForgotten,
)
from bot.timekeeping.time_entries import entry_told, line_told
from bot.timekeeping.timer_questions import forgotten_shown
from handlers.slack.kit import refusals
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.doors import id_of
from handlers.slack.timekeeping import answers_views, deadlines_views, timers_views
from handlers.slack.timekeeping import entered_by_others_views as entered_views
from handlers.slack.timekeeping import time_entries_views as entry_views
from handlers.slack.timekeeping.time_entries import take_line


def rendered(slack: SlackDoor, notice: TimekeepingNotice) -> Message:
    """Return the message for a notice, from the current state."""
    bot = slack.bot
    match notice:
        case TimeLoggedReply(line_id=line_id, named_by=named_by):
            return entry_views.entries_message(line_told(bot, line_id, named_by))
        case LineRefusedReply(refusal=refusal, key=key):
            return refusals.refused(refusal, slack.prefix, "logtime", id_of(take_line), key)
        case LineAnsweredReply(answer=answer):
            return answers_views.answered(answer, slack.prefix)
        case LoggedBeforeReply(line_id=line_id):
            return entry_views.stands(line_told(bot, line_id))
        case LateApprovalAsked(entry_id=entry_id):
            return deadlines_views.approval_asked(entry_told(bot, entry_id), late_entry_told(bot, entry_id))
        case LateDecided(entry_id=entry_id):
            return deadlines_views.decided(entry_told(bot, entry_id))
        case TimerForgotten(person_id=person_id, timer_id=timer_id):
            return timers_views.forgotten(forgotten_shown(bot, person_id, timer_id))
        case TimeEnteredFor():
            return entered_views.entered_by_others(entered_shown(bot, notice))
        case _:
            assert_never(notice)
