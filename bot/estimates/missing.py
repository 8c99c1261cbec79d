"""Billable jobs that have no Letter of Estimate yet.

Imported jobs have no opening day, so nobody is reminded of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.clients.leads import lead_of_job
from bot.core import Bot, Work
from bot.jobs.jobs import JobFound, found, require_job
from bot.model import Model
from bot.people.calendars import calendar_of
from bot.people.people import today_of, zone_of
from bot.rules.estimates.reminders import estimate_due_on
from bot.rules.kit.dates import local_date
from storage.estimates import reminders as estimate_reminders
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person

A_DAY = timedelta(days=1)


class MissingEstimate(Model):
    """A job without its Letter of Estimate: its lead, the day it was due, and how many days it has been open."""

    job: JobFound
    lead: str
    due_on: date
    days_open: int


class MissingEstimates(Model):
    """The contents of a reminder; no jobs once all estimates are with their clients."""

    today: date
    jobs: Sequence[MissingEstimate]


@dataclass(frozen=True)
class NeverEstimated:
    """A job without an estimate: its lead (or the person who opened it), and the day on which they're reminded."""

    job: Job
    lead: Person
    due_on: date


def estimate_missing_shown(bot: Bot, person_id: str, job_id: str) -> MissingEstimates:
    """Return a lead's reminder: empty once a version is with the client. Only the outbox calls this."""
    with bot.read() as work:
        today = today_of(bot, people.by_id(work.session, person_id))
        job = require_job(work.session, job_id)
        is_missing = job.id in {each.id for each in estimate_reminders.jobs_never_estimated(work.session, bot.now())}
        missing = _never_estimated(work, job) if is_missing else None
        return MissingEstimates(today=today, jobs=[_shown(each, today) for each in [missing] if each])


def team_estimates_missing_shown(bot: Bot, person_id: str) -> MissingEstimates:
    """Return the overdue Letters of Estimate of a person's reports, and their own if they have no supervisor."""
    with bot.read() as work:
        today = today_of(bot, people.by_id(work.session, person_id))
        theirs = [each for each in overdue_estimates(work) if told_next(each.lead) == person_id]
        shown = [_shown(each, today) for each in theirs]
        return MissingEstimates(today=today, jobs=sorted(shown, key=lambda each: (each.due_on, each.job.number)))


def overdue_estimates(work: Work) -> Iterator[NeverEstimated]:
    """Yield the jobs still without an estimate on or after the day on which their lead is reminded."""
    for job in estimate_reminders.jobs_never_estimated(work.session, work.now() - A_DAY / 2):
        missing = _never_estimated(work, job)
        if missing and missing.due_on <= today_of(work.bot, missing.lead):
            yield missing


def _never_estimated(work: Work, job: Job) -> NeverEstimated | None:
    if job.opened_at is None:
        return None
    lead = lead_of_job(work, job)
    lead = lead or (people.find(work.session, job.opened_by_id) if job.opened_by_id else None)
    if lead is None:
        return None
    opened_on = local_date(job.opened_at, zone_of(lead))
    calendar, policy = calendar_of(work.session, lead, opened_on)
    return NeverEstimated(job, lead, estimate_due_on(opened_on, policy.accounts.estimate_days, calendar))


def told_next(lead: Person) -> str:
    """Return who is reminded if a lead does nothing: their supervisor, or the lead again if they have none."""
    return lead.supervisor_id or lead.id


def _shown(each: NeverEstimated, today: date) -> MissingEstimate:
    days = (today - local_date(each.job.opened_at, zone_of(each.lead))).days if each.job.opened_at else 0
    return MissingEstimate(job=found(each.job), lead=each.lead.name, due_on=each.due_on, days_open=days)
