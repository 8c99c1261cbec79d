"""Notices about jobs that go to channels, and rendering them anew."""

from typing import Literal

from sqlalchemy.orm import Session

from bot.core import Actor
from bot.model import Model
from storage.messaging import notices
from storage.messaging.notices import Place


class JobPosted(Model):
    """A job was opened, for its client's internal channel; the message shows the job as it stands."""

    kind: Literal["job_posted"] = "job_posted"
    job_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return job_subject(self.job_id)


class JobAlertPosted(Model):
    """An alert on a job, for a channel."""

    kind: Literal["job_alert_posted"] = "job_alert_posted"
    alert_id: str

    @property
    def subject(self) -> str:
        """An alert stays as it was given."""
        return "nothing"


JobNotice = JobPosted | JobAlertPosted


def job_subject(job_id: str) -> str:
    """The subject of messages that show a job."""
    return f"job:{job_id}"


def job_changed(session: Session, job_id: str) -> None:
    """Have all that shows this job rendered anew."""
    notices.touch(session, job_subject(job_id))


def place_in(actor: Actor, channel: str | None) -> Place | None:
    """A channel of the workspace that somebody asks from; None without a channel, and for the operator."""
    return Place(actor.address.platform, actor.address.workspace, channel) if channel and actor.address else None
