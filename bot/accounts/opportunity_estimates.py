"""Opportunities that became an estimate: its money counts, and the client's decision on it wins or questions them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import history
from bot.accounts.notices import OpportunityDecided
from bot.clients.clients import Chosen
from bot.clients.leads import lead_of_client
from bot.core import Actor, Bot, Work
from bot.errors import UsageError
from bot.jobs.jobs import require_job
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import require_person
from bot.rules.accounts.opportunities import OPEN_ESTIMATES, added_by, current_version
from bot.rules.estimates.estimates import title_of
from bot.rules.people.rates import format_money
from bot.rules.permissions import Act
from storage.accounts import goals
from storage.accounts.goals import Opportunity
from storage.clients.clients import Client
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import OpportunityStage
from storage.words.signoffs import APPROVED_ESTIMATES, PENDING_ESTIMATES, EstimateStatus
from storage.words.time import Change

MOST_FOUND = 50
NOT_LINKED = "That opportunity can't be kept with that estimate."


class EstimateLinked(Model):
    """The version that an opportunity is linked to now; `cents` is what it adds to its job's approved money."""

    id: str
    job_id: str
    number: str
    version: int
    status: EstimateStatus
    cents: int
    currency: str

    @property
    def counts(self) -> bool:
        """Return whether it is still undecided, so that its money counts instead of the opportunity's own."""
        return self.status in PENDING_ESTIMATES

    @property
    def name(self) -> str:
        """Return its name, e.g. `ACME-101 Letter of Estimate, version 1`."""
        return f"{self.number} {title_of(self.version)}, version {self.version}"


def links_of(session: Session, rows: Iterable[Opportunity]) -> Mapping[str, EstimateLinked]:
    """Return the estimates that these opportunities became, by opportunity id; two queries for any number."""
    linked = {row.id: row.estimate_id for row in rows if row.estimate_id}
    if not linked:
        return {}
    versions = estimates.of_same_jobs(session, set(linked.values()))
    by_id, by_job = {each.id: each for each in versions}, defaultdict(list)
    for each in versions:
        by_job[each.job_id].append(each)
    known = {job.id: job for job in jobs.with_ids(session, set(by_job))}
    return {
        row_id: _linked(by_job[by_id[estimate_id].job_id], by_id[estimate_id], known)
        for row_id, estimate_id in linked.items()
    }


def worth_of(row: Opportunity, link: EstimateLinked | None) -> int:
    """Return what an opportunity would still bring, in cents: the amount its undecided estimate adds, or else its own.

    0 once that estimate is approved, as its money is booked and the opportunity is about to be won.
    """
    if not row.is_open or link is None:
        return row.cents
    if link.counts:
        return link.cents
    return 0 if link.status in APPROVED_ESTIMATES else row.cents


def find_open_estimates(bot: Bot, actor: Actor, query: str, client_id: str = "") -> Sequence[Chosen]:
    """Return the open estimates that an opportunity can have become, of that client or of all; the latest first.

    Raises NotAllowed, Unknown.
    """
    words = query.lower().split()
    with bot.read(actor) as work:
        require_person(work, Act.KEEP_OPPORTUNITIES)
        rows = estimates.under_way(work.session)
        known = {job.id: job for job in jobs.with_ids(work.session, {row.job_id for row in rows})}
        theirs = [row for row in rows if client_id in ("", known[row.job_id].client_id)]
        found = [Chosen(id=row.id, name=_label(row, known[row.job_id])) for row in theirs]
    return [each for each in found if all(word in each.name.lower() for word in words)][:MOST_FOUND]


def held_estimate(session: Session, estimate_id: str) -> tuple[Estimate, Job]:
    """Lock and return the version that a form names, and its job. Raises UsageError by field.

    It is locked before the opportunity, in the same order as when a client decides, so that there are no deadlocks.
    """
    estimate = estimates.by_id(session, estimate_id)
    if estimate is None:
        raise _refused("I can't find that estimate.")
    job = require_job(session, estimate.job_id, locked=True)
    session.refresh(estimate)
    return estimate, job


def check_link(session: Session, opportunity: Opportunity | None, client: Client, estimate: Estimate, job: Job) -> None:
    """Raise UsageError by field if a client's opportunity can't have become that (locked) version."""
    if job.client_id != client.id:
        raise _refused(f"Please choose an estimate of {client.code}; that one is for {job.number}.")
    if opportunity and opportunity.estimate_id == estimate.id:
        return
    if estimate.status not in OPEN_ESTIMATES:
        raise _refused(f"That estimate is already {estimate.status}. Please choose an open one.")
    if estimate.currency != (opportunity.currency if opportunity else client.currency):
        raise _refused(f"That estimate is in {estimate.currency}, but the opportunity isn't.")
    for other in goals.opportunities_of_job(session, job.id):
        if other.is_open and (opportunity is None or other.id != opportunity.id):
            raise _refused(f"“{other.title}” already became an estimate of {job.number}, and its money counts once.")


def follow_decided_estimates(bot: Bot) -> None:
    """Update opportunities after clients decided on the estimates that they became (scan)."""
    with bot.read() as work:
        due = goals.decided_since(work.session)
    for opportunity_id, estimate_id in due:
        with bot.begin() as work:
            row = goals.opportunity(work.session, opportunity_id, locked=True)
            estimate = estimates.by_id(work.session, estimate_id)
            if row and estimate and estimate.decided_at and row.followed_at and estimate.decided_at >= row.followed_at:
                _follow(work, row, estimate, estimate.decided_at)


def _follow(work: Work, row: Opportunity, estimate: Estimate, at: datetime) -> None:
    """If the client approved, win the opportunity with the money the version adds. If they declined, ask its owner."""
    row.followed_at = at + timedelta.resolution
    is_approved = estimate.status == EstimateStatus.APPROVED
    if is_approved and (row.is_open or _was_won_before(work.session, row, estimate)):
        _win(work, row, estimate, at)
    elif not (row.is_open and estimate.status == EstimateStatus.DECLINED):
        return
    if reader := owner_now(work, row):
        notice = OpportunityDecided(person_id=reader.id, opportunity_id=row.id, approved=is_approved)
        key = f"opportunity-decided:{row.id}:{estimate.id}:{estimate.status}"
        tell(work, reader, notice, key)


def owner_now(work: Work, row: Opportunity) -> Person | None:
    """Return who answers for an opportunity (loaded with its client): its owner, or the client's lead if they left."""
    owner = people.by_id(work.session, row.owner_id)
    return lead_of_client(work, row.client) if owner.left_at else owner


def _win(work: Work, row: Opportunity, estimate: Estimate, at: datetime) -> None:
    before = history.state_of(row)
    row.settled_at = at if row.is_open else row.settled_at
    row.stage, row.estimate_id = OpportunityStage.WON, estimate.id
    row.cents = added_by(estimates.of_job(work.session, estimate.job_id), estimate)
    work.session.flush()
    history.record(work, None, row, Change.CLOSED, before)


def _was_won_before(session: Session, row: Opportunity, estimate: Estimate) -> bool:
    """Return whether somebody called it won before the client approved any version that it became."""
    linked = estimates.by_id(session, row.estimate_id or "")
    if row.stage != OpportunityStage.WON or linked is None:
        return False
    return linked.id == estimate.id or linked.status not in APPROVED_ESTIMATES


def _linked(versions: Sequence[Estimate], linked: Estimate, known: Mapping[str, Job]) -> EstimateLinked:
    current = current_version(versions, linked)
    return EstimateLinked(
        id=current.id,
        job_id=current.job_id,
        number=known[current.job_id].number,
        version=current.version,
        status=current.status,
        cents=added_by(versions, current),
        currency=current.currency,
    )


def _label(estimate: Estimate, job: Job) -> str:
    money = format_money(estimate.budget_cents, estimate.currency)
    return f"{job.number} {title_of(estimate.version)} {estimate.version} · {money} · {estimate.status}"


def _refused(message: str) -> UsageError:
    return UsageError(NOT_LINKED, fields={"estimate": message})
