"""What people are told unasked, brought together: each notice read from the state, and made a message."""

from typing import assert_never

from bot.deadlines import late_entry_told
from bot.desk_notices import (
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
    ReviewAsked,
    ReviewDecided,
    SignoffOverdue,
    StaffMoved,
    SupervisorReminds,
    TeamEstimatesMissing,
    TeamMissing,
    WeeklySummary,
)
from bot.digests import digest_shown
from bot.leave import leave_told
from bot.people_sync import staff_told
from bot.reminders import missed_shown, nudge_shown, reminder_shown, team_shown
from bot.signoff_shown import read_signoff
from bot.summaries import summary_shown
from bot.time_entries import entry_told
from handlers.slack import estimate_notices as estimates
from handlers.slack import job_notices
from handlers.slack.door import SlackDoor
from handlers.slack.views import deadlines as late_views
from handlers.slack.views import digests as digest_views
from handlers.slack.views import leave as leave_views
from handlers.slack.views import reminders as views
from handlers.slack.views import signoff_desk as signoff_views
from handlers.slack.views import staff as staff_views
from handlers.slack.views import summaries as summary_views
from handlers.slack.views.blocks import Message


def rendered(slack: SlackDoor, notice: DeskNotice) -> Message:  # noqa: C901  # a case for each notice
    """The message of a notice, as things stand."""
    bot = slack.bot
    match notice:
        case MorningMessage(news=items):
            return views.together([rendered(slack, item) for item in items])
        case DeadlineNudge() | DeadlineMissed() | SupervisorReminds() | TeamMissing():
            return _missing(slack, notice)
        case LeaveTold(leave_id=leave_id) | LeaveCancelledTold(leave_id=leave_id):
            return leave_views.told(leave_told(bot, leave_id, notice.person_id))
        case LateApprovalAsked(entry_id=entry_id):
            return late_views.approval_asked(entry_told(bot, entry_id), late_entry_told(bot, entry_id))
        case LateDecided(entry_id=entry_id):
            return late_views.decided(entry_told(bot, entry_id))
        case JobAlerted() | EstimateMissing() | TeamEstimatesMissing():
            return job_notices.rendered(slack, notice)
        case ReviewAsked() | ReviewDecided() | BurnTold():
            return estimates.told(bot, notice)
        case SignoffOverdue(signoff_id=signoff_id):
            return signoff_views.overdue(read_signoff(bot, signoff_id))
        case StaffMoved():
            return staff_views.moved(staff_told(bot, notice), slack.prefix)
        case DigestTold(digest_id=digest_id):
            return digest_views.summary(digest_shown(bot, digest_id))
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
