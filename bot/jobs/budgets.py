"""Whether a job has a budget: an approved estimate."""

from sqlalchemy.orm import Session

from storage.estimates import estimates
from storage.jobs.jobs import Job


def is_missing(session: Session, job: Job) -> bool:
    """Whether a job is billable and takes time, without an approved estimate."""
    return job.billable and job.takes_time and estimates.approved_of(session, job.id) is None
