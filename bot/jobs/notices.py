"""What is said of jobs, in channels and to their teams; and rendering again what shows a job."""

from sqlalchemy.orm import Session

from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted
from storage.messaging import notices


class JobPosted(AlwaysRelevant, Notice):
    """A job was opened, for its client's internal channel; the message shows the job as it stands."""

    kept_fresh = True

    job_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
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
    """Have all that shows this job rendered again."""
    notices.touch(session, job_subject(job_id))
