"""Notices about weeks and missing time in Slack: reads each from the state, and returns its message or files."""

from typing import assert_never

from bot.timesheets.approval_states import sent_back_shown, weeks_waiting
from bot.timesheets.notices import (
    DeadlineMissed,
    DeadlineNudge,
    MissingTimeNotice,
    SupervisorReminds,
    TeamMissing,
    TimesheetFile,
    TimesheetNotice,
    WeeklySummary,
    WeekSentBack,
    WeeksToApprove,
)
from bot.timesheets.reminders import missed_shown, nudge_shown, reminder_shown, team_shown
from bot.timesheets.summaries import summary_shown
from bot.timesheets.timesheets import timesheet_of
from handlers.slack.clients.channels import require_internal
from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.timesheets import approvals_views, summaries_views, timesheets_views
from handlers.slack.timesheets import reminders_views as views
from storage.messaging.notices import Destination


def before(slack: SlackDoor, notice: TimesheetNotice, destination: Destination) -> Destination:
    """Return the destination. Raises Undeliverable if outsiders read the channel."""
    return require_internal(slack, destination)


def rendered(slack: SlackDoor, notice: TimesheetNotice) -> Message | Files:
    """Return the message or the file for a notice, from the current state."""
    bot = slack.bot
    match notice:
        case DeadlineNudge() | DeadlineMissed() | TeamMissing() | SupervisorReminds():
            return _missing(slack, notice)
        case WeeksToApprove(person_id=person_id):
            return approvals_views.waiting(weeks_waiting(bot, person_id), slack.prefix)
        case WeekSentBack(approval_id=approval_id):
            return approvals_views.sent_back(sent_back_shown(bot, approval_id))
        case WeeklySummary():
            return summaries_views.summary(summary_shown(bot, notice))
        case TimesheetFile(person_id=person_id, monday=monday, asked_at=asked_at):
            return timesheets_views.file(timesheet_of(bot, person_id, monday), asked_at)
        case _:
            assert_never(notice)


def _missing(slack: SlackDoor, notice: MissingTimeNotice) -> Message:
    match notice:
        case DeadlineNudge(person_id=person_id, day=day, last_call=last_call):
            return views.nudge(nudge_shown(slack.bot, person_id, day), last_call=last_call)
        case DeadlineMissed(person_id=person_id, days=days):
            return views.missed(missed_shown(slack.bot, person_id, days))
        case TeamMissing(person_id=person_id):
            return views.team(team_shown(slack.bot, person_id), slack.prefix)
        case SupervisorReminds():
            return views.reminded(*reminder_shown(slack.bot, notice))
        case _:
            assert_never(notice)
