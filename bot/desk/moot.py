"""Whether a message that nobody asked for still has anything to say when it is about to be sent."""

from typing import assert_never

from bot.accounts.health_notes import notes_asked
from bot.accounts.make_good_watch import plan_is_moot
from bot.accounts.opportunities import opportunity_shown
from bot.core import Bot
from bot.estimates.estimates import estimate_shown
from bot.estimates.reminders import estimate_reminder_is_moot
from bot.messaging.account_told import HealthAsked, OpportunityDecided, OpportunityOverdue, PlanAsked, PlanDue
from bot.messaging.desk_notices import (
    DeadlineMissed,
    DeadlineNudge,
    EstimateMissing,
    MorningMessage,
    OverrideAsked,
    RequestOverdue,
    ReviewAsked,
    SignoffOverdue,
    TeamEstimatesMissing,
    TeamMissing,
    TimeEnteredFor,
    TimerForgotten,
    WeekSentBack,
    WeeksToApprove,
)
from bot.messaging.told import Told
from bot.periods.overrides import override_shown
from bot.requests.reminders import request_is_moot
from bot.signoffs.shown import read_signoff
from bot.timekeeping.entered_by_others import entered_shown
from bot.timekeeping.timer_questions import forgotten_shown
from bot.timesheets.approval_states import sent_back_shown, weeks_waiting
from bot.timesheets.reminders import missed_shown, nudge_shown, team_shown
from storage.words.signoffs import EstimateStatus
from storage.words.time import Decision, WeekStanding


def is_moot(bot: Bot, notice: Told) -> bool:  # noqa: C901  # a case for each notice
    """Whether there is nothing left to tell: the time was entered, or it was decided, before the message was sent."""
    match notice:
        case MorningMessage(news=items):
            return all(is_moot(bot, item) for item in items)
        case DeadlineNudge() | DeadlineMissed() | TeamMissing():
            return _nothing_is_missing(bot, notice)
        case EstimateMissing() | TeamEstimatesMissing() | ReviewAsked() | SignoffOverdue():
            return _nobody_is_waited_for(bot, notice)
        case WeeksToApprove(person_id=person_id):
            return not weeks_waiting(bot, person_id).weeks
        case WeekSentBack(approval_id=approval_id):
            return sent_back_shown(bot, approval_id).standing != WeekStanding.SENT_BACK
        case RequestOverdue():
            return request_is_moot(bot, notice)
        case OverrideAsked(override_id=override_id):
            return override_shown(bot, override_id).decision != Decision.PENDING
        case TimerForgotten(timer_id=timer_id):
            return forgotten_shown(bot, notice.person_id, timer_id) is None
        case TimeEnteredFor():
            return not entered_shown(bot, notice).entries
        case PlanAsked() | PlanDue():
            return plan_is_moot(bot, notice)
        case HealthAsked(person_id=person_id, month=month):
            return all(note.mood for note in notes_asked(bot, person_id, month).notes)
        case OpportunityOverdue(opportunity_id=opportunity_id, closes_on=closes_on):
            shown = opportunity_shown(bot, opportunity_id, notice.person_id)
            return not shown.is_overdue or shown.closes_on != closes_on
        case OpportunityDecided(opportunity_id=opportunity_id, approved=approved):
            return not approved and not opportunity_shown(bot, opportunity_id, notice.person_id).is_open
        case _:
            return False


def _nothing_is_missing(bot: Bot, notice: DeadlineNudge | DeadlineMissed | TeamMissing) -> bool:
    match notice:
        case DeadlineNudge(person_id=person_id, day=day):
            return not any(each.due == day for each in nudge_shown(bot, person_id, day).days)
        case DeadlineMissed(person_id=person_id, days=days):
            return not missed_shown(bot, person_id, days).days
        case TeamMissing(person_id=person_id):
            return not team_shown(bot, person_id).people
        case _:
            assert_never(notice)


def _nobody_is_waited_for(
    bot: Bot, notice: EstimateMissing | TeamEstimatesMissing | ReviewAsked | SignoffOverdue
) -> bool:
    match notice:
        case ReviewAsked(estimate_id=estimate_id):
            return estimate_shown(bot, estimate_id).status != EstimateStatus.IN_REVIEW
        case SignoffOverdue(signoff_id=signoff_id):
            return not read_signoff(bot, signoff_id).is_overdue
        case _:
            return estimate_reminder_is_moot(bot, notice)
