"""Watching approved budgets: leads and directors get one notice per threshold, and one if the pace is too fast."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.clients.leads import lead_of_job
from bot.core import Bot, Work
from bot.estimates.burn import burns_of
from bot.estimates.estimates import require_estimate
from bot.estimates.notices import BurnTold
from bot.jobs.jobs import JobFound, found
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.calendars import calendar_of
from bot.people.people import zone_of
from bot.rules.estimates.burn import WHOLE, Burn, is_ahead, reached
from bot.rules.kit.dates import local_date
from bot.rules.people.deadlines import business_days
from storage.estimates import burn as burned
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person
from storage.words.signoffs import EstimateStatus
from storage.words.time import Role

DIRECTORS = (Role.DIRECTOR, Role.SENIOR_DIRECTOR, Role.HEAD, Role.LEADERSHIP)
# From this burn on a notice goes out at once; below, it waits for the morning.
URGENT_PERCENT = 90
LONGEST_CHAIN = 20


class BurnShown(Model):
    """A job's burn for its lead; `percent` is the threshold, None for the pace. `is_current`: no newer version."""

    job: JobFound
    currency: str
    burn: Burn
    percent: int | None
    elapsed_percent: int
    is_current: bool


class _Days(NamedTuple):
    """Business days of a job: those elapsed, including today, and all up to its due date."""

    elapsed: int
    all: int


def watch_burns(bot: Bot) -> None:
    """Notify leads and directors of their jobs' burn, once for each threshold and version (scan)."""
    with bot.store.read() as session:
        watched = burned.watched(session)
        burns = burns_of(session, [job.id for _, job in watched])
        due = [
            (estimate.id, burns[job.id])
            for estimate, job in watched
            if reached(burns[job.id], estimate.told_percent) or _might_be_ahead(estimate, job, burns[job.id])
        ]
    for estimate_id, burn in due:
        with bot.begin() as work:
            _tell(work, *require_estimate(work.session, estimate_id, locked=True), burn)


def burn_shown(bot: Bot, estimate_id: str, percent: int | None) -> BurnShown:
    """Return the current burn of a job. Only the outbox calls this."""
    with bot.read() as work:
        estimate, job = require_estimate(work.session, estimate_id)
        days = _days(work, estimate, job, lead_of_job(work, job))
        latest = estimates.of_job(work.session, job.id)[0]
        return BurnShown(
            job=found(job),
            currency=job.client.currency,
            burn=burns_of(work.session, [job.id])[job.id],
            percent=percent,
            elapsed_percent=days.elapsed * WHOLE // days.all if days.all else 0,
            is_current=estimate.status == EstimateStatus.APPROVED and latest.id == estimate.id,
        )


def _might_be_ahead(estimate: Estimate, job: Job, burn: Burn) -> bool:
    # A cheap check before days are counted: on day 1 of very many, almost any burn is ahead of plan.
    return estimate.pace_told_at is None and job.due_on is not None and is_ahead(burn, 1, 10_000)


def _tell(work: Work, estimate: Estimate, job: Job, burn: Burn) -> None:
    lead = lead_of_job(work, job)
    if estimate.status != EstimateStatus.APPROVED or lead is None:
        return
    told = [lead, *_directors(work.session, job, lead)]
    if percent := reached(burn, estimate.told_percent):
        estimate.told_percent = percent
        for person in told:
            notice = BurnTold(person_id=person.id, estimate_id=estimate.id, percent=percent)
            key = f"burn:{estimate.id}:{percent}:{person.id}"
            tell(work, person, notice, key, urgent=percent >= URGENT_PERCENT)
    if estimate.pace_told_at is None and is_ahead(burn, *_days(work, estimate, job, lead)):
        estimate.pace_told_at = work.now()
        for person in told:
            notice = BurnTold(person_id=person.id, estimate_id=estimate.id)
            tell(work, person, notice, f"pace:{estimate.id}:{person.id}")


def _directors(session: Session, job: Job, lead: Person) -> Sequence[Person]:
    """Return the first director or higher above the lead, else the portfolio owner; nobody if that is the lead."""
    person, steps = lead, 0
    while person.supervisor_id and steps < LONGEST_CHAIN:
        above = people.find(session, person.supervisor_id)
        if above is None:
            break
        person, steps = above, steps + 1
        if person.role in DIRECTORS and person.left_at is None:
            return [person] if person.id != lead.id else []
    owner = people.find(session, job.client.owner_id) if job.client.owner_id else None
    return [owner] if owner and owner.id != lead.id and owner.left_at is None else []


def _days(work: Work, estimate: Estimate, job: Job, lead: Person | None) -> _Days:
    """Count business days by the lead's calendar from the job's opening (else the approval) to its due date."""
    since = job.opened_at or estimate.decided_at or estimate.made_at
    if job.due_on is None or lead is None:
        return _Days(0, 0)
    zone = zone_of(lead)
    first, today = local_date(since, zone), local_date(work.now(), zone)
    calendar, _ = calendar_of(work.session, lead, first)
    days = business_days(first, job.due_on, calendar)
    return _Days(sum(day <= today for day in days), len(days))
