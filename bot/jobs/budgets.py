"""Whether a job has a budget, i.e. an approved estimate."""

from sqlalchemy.orm import Session

from storage.estimates import estimates
from storage.jobs.jobs import Job


def is_missing(session: Session, job: Job) -> bool:
    """Return whether a job is billable and open, without an approved estimate."""
    return job.billable and job.takes_time and estimates.approved_of(session, job.id) is None
