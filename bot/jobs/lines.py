"""The job that a line is about: the one that it names, or the one that its channel is linked to."""

from sqlalchemy.orm import Session

from bot.core import Actor, Bot
from bot.errors import Choice, UsageError
from bot.jobs.jobs import job_numbered, require_job
from bot.people.people import require_person
from bot.rules.jobs.lines import EXAMPLES, JobLine, JobVerb, read_job_line
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from storage.jobs import jobs
from storage.jobs.jobs import Job


def job_of_line(bot: Bot, actor: Actor, line: Line) -> str:
    """Return the id of a line's job: `brief ACME-101`, or `brief` in its channel. Raises like `meant`."""
    with bot.read(actor) as work:
        require_person(work, Act.FIND_JOBS)
        job, rest = meant(work.session, asked := read_job_line(line.text), line)
        if rest and asked.verb not in (JobVerb.STATUS, JobVerb.NEXT):
            raise UsageError(f"I can't read “{rest[:60]}” after {job.number}.", example=asked.of(job.number))
        return job.id


def meant(session: Session, asked: JobLine, line: Line, *, locked: bool = False) -> tuple[Job, str]:
    """Return the job that a line is about, and the rest of the line; `locked` locks it until the transaction ends.

    Raises NotFound with the nearest jobs, UsageError if no job is named.
    """
    if asked.number and (job := jobs.by_number(session, asked.number)):
        return (require_job(session, job.id, locked=True) if locked else job), asked.rest
    if asked.is_surely_number:
        job_numbered(session, asked.number, asked.of)
    bound = jobs.bound_to(session, line.here) if line.here else []
    if len(bound) == 1:
        return (require_job(session, bound[0].id, locked=True) if locked else bound[0]), asked.said
    if bound:
        numbers = ", ".join(job.number for job in bound)
        choices = [_choice(asked, job) for job in bound]
        raise UsageError(f"This channel is linked to {numbers}. Which one do you mean?", choices=choices)
    if asked.number:
        job_numbered(session, asked.number, asked.of)
    raise UsageError("Which job do you mean? I can't find a job number.", example=EXAMPLES[asked.verb])


def _choice(asked: JobLine, job: Job) -> Choice:
    verb = "" if asked.verb == JobVerb.SHOW else f"{asked.verb} "
    return Choice(label=f"{job.number} · {job.title}", line=f"{verb}{job.number} {asked.said}".strip())
