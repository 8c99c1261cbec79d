"""The burn of jobs' budgets, summed for many jobs at once: entries at their own rates, expenses, open orders."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session, joinedload

from storage.clients.clients import Client
from storage.estimates.estimates import Estimate
from storage.jobs.costs import Expense, PurchaseOrder
from storage.jobs.jobs import Job
from storage.timekeeping.time_entries import TimeEntry
from storage.words.accounts import OrderSide
from storage.words.signoffs import EstimateStatus
from storage.words.time import TAKES_NO_TIME

# Ids in one statement: databases take thousands, but not any number.
CHUNK = 500
MINUTES_AN_HOUR = 60
WHOLE = 100


class TimeBurned(NamedTuple):
    """A job's time that counts: minutes, those without a rate in the client's currency, and cents of the rest."""

    minutes: int
    unrated_minutes: int
    cents: int


class CostBurned(NamedTuple):
    """A job's costs of one kind: cents of the client's currency, and how many are in another one."""

    cents: int
    foreign: int


class ServiceBurned(NamedTuple):
    """A job's time that counts on one service: minutes, and cents if they have a rate in the client's currency."""

    service: str
    minutes: int
    cents: int


def time_of(session: Session, job_ids: Collection[str]) -> dict[str, TimeBurned]:
    """Return the time by job id: billable minutes, and all minutes of a non-billable job.

    Each entry's cents are rounded separately, half a cent up, as in an export.
    """
    found: dict[str, TimeBurned] = {}
    for some in _chunks(job_ids):
        rated = _rated()
        unrated = case((rated, 0), else_=TimeEntry.minutes)
        sums = (func.sum(TimeEntry.minutes), func.sum(unrated), func.sum(_cents(rated)))
        query = select(Job.id, *sums).where(*_counts(some)).group_by(Job.id)
        found |= {job_id: TimeBurned(int(a), int(b), int(c)) for job_id, a, b, c in session.execute(query)}
    return found


def by_service(session: Session, job_id: str) -> Sequence[ServiceBurned]:
    """The time of one job by service, counted as `time_of` does, by the service's name."""
    rated = _rated()
    sums = (func.sum(TimeEntry.minutes), func.sum(_cents(rated)))
    query = select(TimeEntry.service, *sums).where(*_counts([job_id])).group_by(TimeEntry.service)
    rows = session.execute(query.order_by(TimeEntry.service))
    return [ServiceBurned(service, int(minutes), int(cents)) for service, minutes, cents in rows]


def expenses_of(session: Session, job_ids: Collection[str]) -> dict[str, CostBurned]:
    """The expenses of jobs that count, by the job's id."""
    return _costs(session, Expense, job_ids)


def open_orders_of(session: Session, job_ids: Collection[str]) -> dict[str, CostBurned]:
    """Return the agency's own orders that aren't spent yet, by the job's id."""
    is_open = and_(PurchaseOrder.side == OrderSide.AGENCY, PurchaseOrder.closed_on.is_(None))
    return _costs(session, PurchaseOrder, job_ids, is_open)


def approved_of(session: Session, job_ids: Collection[str]) -> dict[str, Estimate]:
    """Return the estimate that counts now, by the job's id; jobs without one are left out."""
    found: dict[str, Estimate] = {}
    for some in _chunks(job_ids):
        query = select(Estimate).where(Estimate.job_id.in_(some), Estimate.status == EstimateStatus.APPROVED)
        found |= {each.job_id: each for each in session.scalars(query.order_by(Estimate.version))}
    return found


def watched(session: Session) -> Sequence[tuple[Estimate, Job]]:
    """Return the approved estimates of jobs that take time whose leads may still need a warning; with client."""
    untold = or_(Estimate.told_percent < WHOLE, and_(Estimate.pace_told_at.is_(None), Job.due_on.is_not(None)))
    query = select(Estimate, Job).join(Job, Job.id == Estimate.job_id).options(joinedload(Job.client))
    query = query.where(Estimate.status == EstimateStatus.APPROVED, Job.status.not_in(TAKES_NO_TIME), untold)
    return [(estimate, job) for estimate, job in session.execute(query)]


def _rated() -> ColumnElement[bool]:
    return and_(TimeEntry.rate_cents.is_not(None), TimeEntry.currency == Client.currency)


def _cents(rated: ColumnElement[bool]) -> ColumnElement[int]:
    # Half a cent rounds up, as in rates.amount_cents. Minutes times a rate can exceed 32 bits.
    doubled = 2 * cast(TimeEntry.minutes, BigInteger) * TimeEntry.rate_cents + MINUTES_AN_HOUR
    return case((rated, doubled // (2 * MINUTES_AN_HOUR)), else_=0)


def _counts(job_ids: Collection[str]) -> Sequence[ColumnElement[bool]]:
    """Conditions for the entries that count, with their jobs and clients."""
    joined = (Job.id == TimeEntry.job_id, Client.id == Job.client_id)
    return (
        *joined,
        TimeEntry.job_id.in_(job_ids),
        TimeEntry.voided_at.is_(None),
        or_(TimeEntry.billable, Job.billable.is_(False)),
    )


def _costs(
    session: Session,
    table: type[Expense] | type[PurchaseOrder],
    job_ids: Collection[str],
    *which: ColumnElement[bool],
) -> dict[str, CostBurned]:
    found: dict[str, CostBurned] = {}
    if not job_ids:
        return found
    own = table.currency == Client.currency
    sums = (func.sum(case((own, table.cents), else_=0)), func.sum(case((own, 0), else_=1)))
    for some in _chunks(job_ids):
        query = select(table.job_id, *sums).join_from(table, Job, Job.id == table.job_id)
        query = query.join(Client, Client.id == Job.client_id)
        query = query.where(table.job_id.in_(some), table.voided_at.is_(None), *which).group_by(table.job_id)
        found |= {job_id: CostBurned(int(cents), int(foreign)) for job_id, cents, foreign in session.execute(query)}
    return found


def _chunks(job_ids: Collection[str]) -> Iterator[Sequence[str]]:
    ids = list(dict.fromkeys(job_ids))
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
