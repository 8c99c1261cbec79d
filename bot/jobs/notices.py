"""Notices about jobs, for channels and teams; and rendering messages about a job again."""

from sqlalchemy.orm import Session

from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted
from storage.messaging import notices


class JobPosted(AlwaysRelevant, Notice):
    """A job was opened; for its client's internal channel, with the job's current state."""

    kept_fresh = True

    job_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows."""
        return job_subject(self.job_id)


class JobAlertPosted(AlwaysRelevant, Notice):
    """An alert on a job, for a channel."""

    alert_id: str


class JobAlerted(AlwaysRelevant, Unprompted):
    """A job of the reader's team got an alert."""

    alert_id: str


JobNotice = JobPosted | JobAlertPosted | JobAlerted


def job_subject(job_id: str) -> str:
    """Return the subject of messages that show a job."""
    return f"job:{job_id}"


def job_changed(session: Session, job_id: str) -> None:
    """Have every message about this job rendered again."""
    notices.touch(session, job_subject(job_id))
