"""Jobs: finding the one that is meant."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core import Actor, Bot
from bot.errors import UsageError
from bot.model import Model
from bot.people import require_person
from bot.rules.permissions import Act
from storage import jobs
from storage.enums import TAKES_NO_TIME
from storage.jobs import Job

MOST_FOUND = 50


class JobFound(Model):
    """A job as it is offered for choice."""

    id: str
    number: str
    title: str
    client: str


def found(job: Job) -> JobFound:
    """A job (loaded with its client) for choice."""
    return JobFound(id=job.id, number=job.number, title=job.title, client=job.client.name)


def find_jobs(bot: Bot, actor: Actor, query: str) -> Sequence[JobFound]:
    """The jobs that take time and have every word of the query in number, title or client; at most 50, by number."""
    with bot.store.read() as session:
        require_person(session, actor, Act.FIND_JOBS)
        return [found(job) for job in jobs.matching(session, query.lower().split(), MOST_FOUND)]


def job_for_form(session: Session, job_id: str) -> Job:
    """The job that a form names. Raises UsageError."""
    job = jobs.by_id(session, job_id)
    if job is None:
        raise UsageError("That job is not there. Please choose another one.")
    if job.status in TAKES_NO_TIME:
        raise UsageError(f"{job.number} is {job.status}, so it takes no more time.")
    return job
