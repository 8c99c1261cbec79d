"""Notices about jobs, each read from the state and made a message."""

from typing import assert_never

from bot.estimates.reminders import estimate_missing_shown, team_estimates_missing_shown
from bot.jobs.alerts import alert_shown
from bot.jobs.jobs import job_shown
from bot.jobs.notices import JobAlertPosted, JobNotice, JobPosted
from bot.messaging.desk_notices import EstimateMissing, JobAlerted, JobTold, TeamEstimatesMissing
from handlers.slack.estimates import reminders_views as reminder_views
from handlers.slack.jobs import jobs_views as views
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor


def rendered(slack: SlackDoor, notice: JobNotice | JobTold) -> Message:
    """The message of a notice, as things stand."""
    match notice:
        case JobPosted(job_id=job_id):
            return views.posted(job_shown(slack.bot, job_id))
        case JobAlertPosted(alert_id=alert_id) | JobAlerted(alert_id=alert_id):
            return views.alert(alert_shown(slack.bot, alert_id))
        case EstimateMissing(person_id=person_id, job_id=job_id):
            return reminder_views.missing(estimate_missing_shown(slack.bot, person_id, job_id))
        case TeamEstimatesMissing(person_id=person_id):
            return reminder_views.team_missing(team_estimates_missing_shown(slack.bot, person_id))
        case _:
            assert_never(notice)
