"""Jobs: finding one."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.clients.leads import lead_of_job
from bot.core import Actor, Bot
from bot.errors import Choice, NotFound, UsageError
from bot.model import Model
from bot.people.people import require_person
from bot.rules.jobs.jobs import nearest_numbers
from bot.rules.permissions import Act
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.kit.channels import Channel
from storage.people import people
from storage.words.time import TAKES_NO_TIME, JobStatus

MOST_FOUND = 50


class JobFound(Model):
    """A job as a choice in a list."""

    id: str
    number: str
    title: str
    client: str


class JobShown(Model):
    """A job as its client's channel sees it; `lead` leads it today."""

    job: JobFound
    type: str
    billable: bool
    status: JobStatus
    due_on: date | None
    lead: str
    next_step: str
    waits_on: str
    opened_by: str


def found(job: Job) -> JobFound:
    """Return a job (loaded with its client) as a choice."""
    return JobFound(id=job.id, number=job.number, title=job.title, client=job.client.name)


def find_jobs(bot: Bot, actor: Actor, query: str) -> Sequence[JobFound]:
    """Return open jobs that have every word of the query in number, title or client; at most 50, by number."""
    with bot.read(actor) as work:
        require_person(work, Act.FIND_JOBS)
        return [found(job) for job in jobs.matching(work.session, query.lower().split(), MOST_FOUND)]


def job_for_form(session: Session, job_id: str) -> Job:
    """Return the job that a form names. Raises UsageError."""
    job = jobs.by_id(session, job_id)
    if job is None:
        raise UsageError("I can't find that job. Please choose another one.")
    if job.status in TAKES_NO_TIME:
        raise UsageError(f"{job.number} is {job.status}, so you can't log time on it.")
    return job


def require_job(session: Session, job_id: str, *, locked: bool = False) -> Job:
    """Return the job with that id, with its client; `locked` locks it until the transaction ends. Raises NotFound."""
    job = jobs.by_id(session, job_id, locked=locked)
    if job is None:
        raise NotFound("I can't find that job.")
    return job


def job_numbered(session: Session, number: str, line_of: Callable[[str], str] = str) -> Job:
    """Return the job with that number, with its client.

    Raises NotFound with the nearest jobs as choices; `line_of` makes a choice's line from its number.
    """
    job = jobs.by_number(session, number)
    if job is None:
        known = {each.number: each for each in jobs.open_jobs(session)}
        near = [known[each] for each in nearest_numbers(number, list(known))]
        raise NotFound(
            f"I can't find job {number}. {'Did you mean one of these?' if near else 'Please check the number.'}",
            choices=[Choice(label=f"{each.number} · {each.title}", line=line_of(each.number)) for each in near],
        )
    return job


def channels_of(session: Session, job: Job) -> list[Channel]:
    """Return the client's internal channel, and the channel that is linked to the job."""
    ids = dict.fromkeys((job.client.internal_channel_id, job.bound_channel_id))
    return [row for each in ids if each and (row := session.get(Channel, each))]


def job_shown(bot: Bot, job_id: str) -> JobShown:
    """Return the current state of a job, for a message in a channel. For the outbox only."""
    with bot.read() as work:
        job = require_job(work.session, job_id)
        lead = lead_of_job(work, job)
        return JobShown(
            job=found(job),
            type=job.type,
            billable=job.billable,
            status=job.status,
            due_on=job.due_on,
            lead=lead.name if lead else "",
            next_step=job.next_step,
            waits_on=job.waits_on,
            opened_by=people.by_id(work.session, job.opened_by_id).name if job.opened_by_id else "",
        )
