"""The context of a line: the jobs and clients it may refer to, and the person's own settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.words.time import TAKES_NO_TIME, DateOrder, JobStatus

# For examples, if there's no job yet.
EXAMPLE_JOB = "ACME-101"


@dataclass(frozen=True)
class KnownJob:
    """A job as a line may name it."""

    number: str
    title: str
    client: str
    status: JobStatus = JobStatus.OPENED
    billable: bool = True

    @property
    def is_open(self) -> bool:
        """Return whether people can log time on it."""
        return self.status not in TAKES_NO_TIME


@dataclass(frozen=True)
class KnownClient:
    """A client that a line may name, with its open jobs by number."""

    code: str
    name: str
    jobs: Sequence[KnownJob]


@dataclass(frozen=True)
class Book:
    """Everything that a line may refer to.

    `jobs` are by number; `clients` by lower-case code and by lower-case name; `channels` has the open jobs linked to
    each channel word of the line, `here` those of the channel it was typed in; `recent` has the person's last jobs,
    latest first; `open_jobs` has all open jobs, to find the nearest to a mistyped number.
    """

    now: datetime
    today: date
    zone: str
    order: DateOrder
    workday: int = 450
    service: str = "account service"
    jobs: Mapping[str, KnownJob] = field(default_factory=dict)
    clients: Mapping[str, KnownClient] = field(default_factory=dict)
    channels: Mapping[str, Sequence[KnownJob]] = field(default_factory=dict)
    here: Sequence[KnownJob] = ()
    recent: Sequence[KnownJob] = ()
    open_jobs: Sequence[KnownJob] = ()

    @property
    def example_job(self) -> str:
        """Return a job number for a line that would work: one that this person works on, or could."""
        known = (job.number for job in (*self.recent, *self.here, *self.open_jobs) if job.is_open)
        return next(known, EXAMPLE_JOB)
