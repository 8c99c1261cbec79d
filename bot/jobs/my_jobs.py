"""Lists of jobs: one's own, a client's, or those linked to a channel; the ones that need attention come first."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.clients.clients import require_client
from bot.core import Actor, Bot
from bot.jobs.jobs import JobFound, found
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.jobs.my_jobs import JobSignals, attention, urgency
from bot.rules.permissions import Act
from storage.clients import clients
from storage.estimates import burn
from storage.jobs import jobs
from storage.jobs import teams as job_teams
from storage.jobs.jobs import Job
from storage.timekeeping import my_jobs as kept
from storage.words.time import JobStatus

# Jobs count as somebody's if they logged time on them since then.
LATELY = timedelta(days=14)
NEW_ALERTS = timedelta(days=2)


class JobListed(Model):
    """A job on a list; `attention` says why it needs some."""

    job: JobFound
    status: JobStatus
    due_on: date | None
    next_step: str
    waits_on: str
    attention: Sequence[str]


class JobsListed(Model):
    """A list of jobs, those that need attention first. `client` names whose they are; empty for the reader's own."""

    client: str
    today: date
    jobs: Sequence[JobListed]


def my_jobs(bot: Bot, actor: Actor) -> JobsListed:
    """Return the open jobs that the asker leads, is on the team of, or recently logged time on. Raises Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.FIND_JOBS)
        today = staff.today
        return _listed(staff, kept.jobs_of(staff.session, staff.id, today - LATELY))


def jobs_of_client(bot: Bot, actor: Actor, named: str) -> JobsListed | None:
    """Return the open jobs of the client with that code or name; None if there is no such client. Raises Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.FIND_JOBS)
        match = clients.named(staff.session, [named.lower()])
        if not match:
            return None
        client = require_client(staff.session, match[0].id)
        listed = _listed(staff, jobs.of_client(staff.session, client.id))
        return listed.model_copy(update={"client": client.name})


def _listed(staff: Staff, every: Sequence[Job]) -> JobsListed:
    today = staff.today
    ids = [job.id for job in every]
    approved = burn.approved_of(staff.session, ids)
    alerts: Mapping[str, int] = job_teams.alerts_since(staff.session, ids, staff.now() - NEW_ALERTS) if ids else {}
    signals = {
        job.id: JobSignals(
            job.number, job.status, job.due_on, job.billable and job.id not in approved, alerts.get(job.id, 0)
        )
        for job in every
    }
    ordered = sorted(every, key=lambda job: urgency(signals[job.id], today))
    return JobsListed(
        client="",
        today=today,
        jobs=[
            JobListed(
                job=found(job),
                status=job.status,
                due_on=job.due_on,
                next_step=job.next_step,
                waits_on=job.waits_on,
                attention=attention(signals[job.id], today),
            )
            for job in ordered
        ],
    )
