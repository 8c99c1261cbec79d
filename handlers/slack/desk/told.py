"""What people are told unasked, brought together: each notice read from the state, and made a message."""

from typing import assert_never

from bot.admin.people_sync import staff_told
from bot.digests.digests import digest_shown
from bot.leave.leave import leave_told
from bot.messaging.account_told import HealthAsked, OpportunityDecided, OpportunityOverdue, PlanAsked, PlanDue
from bot.messaging.desk_notices import (
    BatchMade,
    BurnTold,
    DeadlineMissed,
    DeadlineNudge,
    DeskNotice,
    DigestTold,
    EstimateMissing,
    JobAlerted,
    LateApprovalAsked,
    LateDecided,
    LeaveCancelledTold,
    LeaveTold,
    MorningMessage,
    OverrideAsked,
    OverrideDecided,
    RequestOverdue,
    ReviewAsked,
    ReviewDecided,
    SignoffOverdue,
    StaffMoved,
    SupervisorReminds,
    TeamEstimatesMissing,
    TeamMissing,
    TimeEnteredFor,
    TimerForgotten,
    WeeklySummary,
    WeekSentBack,
    WeeksToApprove,
)
from bot.periods.exports import batch_told
from bot.periods.overrides import override_shown
from bot.requests.reminders import overdue_shown
from bot.signoffs.shown import read_signoff
from bot.timekeeping.deadlines import late_entry_told
from bot.timekeeping.entered_by_others import entered_shown
from bot.timekeeping.time_entries import entry_told
from bot.timekeeping.timer_questions import forgotten_shown
from bot.timesheets.approval_states import sent_back_shown, weeks_waiting
from bot.timesheets.reminders import missed_shown, nudge_shown, reminder_shown, team_shown
from bot.timesheets.summaries import summary_shown
from handlers.slack.accounts import account_told
from handlers.slack.admin import staff_views
from handlers.slack.digests import digests_views as digest_views
from handlers.slack.estimates import notices as estimates
from handlers.slack.jobs import notices as job_notices
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.leave import leave_views
from handlers.slack.periods import exports_views as export_views
from handlers.slack.periods import overrides_views as override_views
from handlers.slack.requests import requests_views as request_views
from handlers.slack.signoffs import desk_views as signoff_views
from handlers.slack.timekeeping import deadlines_views as late_views
from handlers.slack.timekeeping import entered_by_others_views as entered_views
from handlers.slack.timekeeping import timers_views as timer_views
from handlers.slack.timesheets import approvals_views as approval_views
from handlers.slack.timesheets import reminders_views as views
from handlers.slack.timesheets import summaries_views as summary_views


def rendered(slack: SlackDoor, notice: DeskNotice) -> Message:  # noqa: C901  # a case for each notice
    """The message of a notice, as things stand."""
    bot = slack.bot
    match notice:
        case MorningMessage(news=items):
            return views.together([rendered(slack, item) for item in items])
        case DeadlineNudge() | DeadlineMissed() | SupervisorReminds() | TeamMissing():
            return _missing(slack, notice)
        case LateApprovalAsked() | LateDecided() | WeeksToApprove() | WeekSentBack():
            return _approval(slack, notice)
        case OverrideAsked() | OverrideDecided() | BatchMade():
            return _closing(slack, notice)
        case LeaveTold(leave_id=leave_id) | LeaveCancelledTold(leave_id=leave_id):
            return leave_views.told(leave_told(bot, leave_id, notice.person_id))
        case TimerForgotten(person_id=person_id, timer_id=timer_id):
            return timer_views.forgotten(forgotten_shown(bot, person_id, timer_id))
        case TimeEnteredFor():
            return entered_views.entered_for(entered_shown(bot, notice))
        case JobAlerted() | EstimateMissing() | TeamEstimatesMissing():
            return job_notices.rendered(slack, notice)
        case RequestOverdue():
            return request_views.overdue(overdue_shown(bot, notice))
        case SignoffOverdue(signoff_id=signoff_id):
            return signoff_views.overdue(read_signoff(bot, signoff_id))
        case StaffMoved():
            return staff_views.moved(staff_told(bot, notice), slack.prefix)
        case DigestTold(digest_id=digest_id):
            return digest_views.summary(digest_shown(bot, digest_id))
        case ReviewAsked() | ReviewDecided() | BurnTold():
            return estimates.told(bot, notice)
        case OpportunityOverdue() | OpportunityDecided() | PlanAsked() | PlanDue() | HealthAsked():
            return account_told.rendered(slack, notice)
        case WeeklySummary():
            return summary_views.summary(summary_shown(bot, notice))
        case _:
            assert_never(notice)


def _missing(slack: SlackDoor, notice: DeadlineNudge | DeadlineMissed | SupervisorReminds | TeamMissing) -> Message:
    match notice:
        case DeadlineNudge(person_id=person_id, day=day, last_call=last_call):
            return views.nudge(nudge_shown(slack.bot, person_id, day), last_call=last_call)
        case DeadlineMissed(person_id=person_id, days=days):
            return views.missed(missed_shown(slack.bot, person_id, days))
        case SupervisorReminds():
            return views.reminded(*reminder_shown(slack.bot, notice))
        case TeamMissing(person_id=person_id):
            return views.team(team_shown(slack.bot, person_id), slack.prefix)
        case _:
            assert_never(notice)


def _approval(slack: SlackDoor, notice: LateApprovalAsked | LateDecided | WeeksToApprove | WeekSentBack) -> Message:
    bot = slack.bot
    match notice:
        case LateApprovalAsked(entry_id=entry_id):
            return late_views.approval_asked(entry_told(bot, entry_id), late_entry_told(bot, entry_id))
        case LateDecided(entry_id=entry_id):
            return late_views.decided(entry_told(bot, entry_id))
        case WeeksToApprove(person_id=person_id):
            return approval_views.waiting(weeks_waiting(bot, person_id), slack.prefix)
        case WeekSentBack(approval_id=approval_id):
            return approval_views.sent_back(sent_back_shown(bot, approval_id))
        case _:
            assert_never(notice)


def _closing(slack: SlackDoor, notice: OverrideAsked | OverrideDecided | BatchMade) -> Message:
    match notice:
        case OverrideAsked(override_id=override_id):
            return override_views.asked(override_shown(slack.bot, override_id))
        case OverrideDecided(override_id=override_id):
            return override_views.decided(override_shown(slack.bot, override_id))
        case BatchMade(batch_id=batch_id):
            return export_views.made(batch_told(slack.bot, batch_id))
        case _:
            assert_never(notice)
