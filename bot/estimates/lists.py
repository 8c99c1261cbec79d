"""A person's estimates: their drafts, those that wait for them, and those a client has."""

from collections.abc import Sequence
from enum import StrEnum

from bot.core import Actor, Bot
from bot.estimates.shown import may_review
from bot.jobs.jobs import JobFound, found
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.permissions import Act
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.words.signoffs import EstimateStatus

MOST_LISTED = 20


class Waits(StrEnum):
    """The reason an estimate is in somebody's list."""

    FOR_YOU = "waits for your approval"
    YOURS = "you are on it"


class EstimateListed(Model):
    """A version in the list."""

    job: JobFound
    version: int
    status: EstimateStatus
    total_cents: int
    currency: str
    waits: Waits


class EstimatesListed(Model):
    """The estimates that wait for the asker first, then those they work on; `more` are left out."""

    estimates: Sequence[EstimateListed]
    more: int = 0


def my_estimates(bot: Bot, actor: Actor) -> EstimatesListed:
    """Return the versions under way that wait for the asker, that they draft, or whose job they lead."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_MONEY)
        rows = estimates.under_way(staff.session)
        known = {job.id: job for job in jobs.with_ids(staff.session, {row.job_id for row in rows})}
        listed = [each for row in rows if (each := _listed(staff, row, known[row.job_id]))]
        listed.sort(key=lambda each: each.waits != Waits.FOR_YOU)
        return EstimatesListed(estimates=listed[:MOST_LISTED], more=max(0, len(listed) - MOST_LISTED))


def _listed(staff: Staff, row: Estimate, job: Job) -> EstimateListed | None:
    lead_id = job.lead_id or job.client.lead_id
    if row.status == EstimateStatus.IN_REVIEW and may_review(staff.session, staff.person, row, job):
        waits = Waits.FOR_YOU
    elif staff.id in (row.made_by_id, row.edited_by_id, lead_id):
        waits = Waits.YOURS
    else:
        return None
    return EstimateListed(
        job=found(job),
        version=row.version,
        status=row.status,
        total_cents=row.total_cents,
        currency=row.currency,
        waits=waits,
    )
