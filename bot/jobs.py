"""Jobs: finding the one that is meant."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core import Actor, Bot
from bot.errors import Choice, NotFound, UsageError
from bot.model import Model
from bot.people import require_person
from bot.rules.jobs import nearest_numbers
from bot.rules.permissions import Act
from bot.rules.time_entries import EntryLine
from storage import jobs
from storage.jobs import TAKES_NO_TIME, Job

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


def job_for_line(session: Session, line: EntryLine) -> Job:
    """The job that a line names. Raises NotFound or UsageError, with the nearest open jobs as choices."""
    job = jobs.by_number(session, line.job_number)
    if job is None:
        choices = _nearest(session, line)
        ask = "Did you mean one of these?" if choices else "Check the number with your account lead."
        raise NotFound(f"I know no job {line.job_number}. {ask}", choices=choices, example=_example(choices))
    if job.status in TAKES_NO_TIME:
        choices = _nearest(session, line)
        raise UsageError(
            f"{job.number} {job.title} is {job.status}, so it takes no more time.",
            choices=choices,
            example=_example(choices),
        )
    return job


def job_for_form(session: Session, job_id: str) -> Job:
    """The job that a form names. Raises UsageError."""
    job = jobs.by_id(session, job_id)
    if job is None:
        raise UsageError("That job is not there. Please choose another one.")
    if job.status in TAKES_NO_TIME:
        raise UsageError(f"{job.number} is {job.status}, so it takes no more time.")
    return job


def _nearest(session: Session, line: EntryLine) -> list[Choice]:
    numbers = nearest_numbers(line.job_number, jobs.open_numbers(session))
    return [
        Choice(label=f"{job.number} · {job.title}", line=line.typed(job.number))
        for job in jobs.with_numbers(session, numbers)
    ]


def _example(choices: Sequence[Choice]) -> str:
    return choices[0].line if choices else ""
