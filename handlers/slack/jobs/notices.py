"""Notices about jobs in Slack: reads each from the state, and returns its message."""

from typing import assert_never

from bot.jobs.alerts import alert_shown
from bot.jobs.jobs import job_shown
from bot.jobs.notices import JobAlerted, JobAlertPosted, JobNotice, JobPosted
from handlers.slack.clients.channels import require_internal
from handlers.slack.jobs import jobs_views as views
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from storage.messaging.notices import Destination


def before(slack: SlackDoor, notice: JobNotice, destination: Destination) -> Destination:
    """Return the destination. Raises Undeliverable if outsiders read the channel."""
    return require_internal(slack, destination)


def rendered(slack: SlackDoor, notice: JobNotice) -> Message:
    """Return the message for a notice, from the current state."""
    match notice:
        case JobPosted(job_id=job_id):
            return views.posted(job_shown(slack.bot, job_id))
        case JobAlertPosted(alert_id=alert_id) | JobAlerted(alert_id=alert_id):
            return views.alert(alert_shown(slack.bot, alert_id))
        case _:
            assert_never(notice)
