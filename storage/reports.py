"""What reports read: sums over months, from few queries however many entries there are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.orm import Session

from storage.clients import Client, Retainer
from storage.enums import APPROVED_ESTIMATES, PENDING_ESTIMATES, TAKES_NO_TIME, OrderSide
from storage.estimates import Estimate
from storage.job_costs import Billing, Expense, PurchaseOrder
from storage.jobs import Job
from storage.people import Person
from storage.rollups import TimeRollup
from storage.signoffs import Signoff
from storage.time_entries import TimeEntry


class Sums(NamedTuple):
    """Time of one job and kind. `currency` is empty where the entries have no rate."""

    job_id: str
    currency: str
    billable: bool
    out_of_scope: bool
    late: bool
    minutes: int
    cents: int


class Costs(NamedTuple):
    """Money of one job in one currency."""

    job_id: str
    currency: str
    cents: int


class Billed(NamedTuple):
    """What was billed for a job in one currency; `minutes` are those it covers, None where a line does not tell."""

    job_id: str
    currency: str
    cents: int
    minutes: int | None


def jobs_of_report(session: Session, month: str) -> Sequence[Job]:
    """The jobs that a month's report is about, by number: those with time in it, and those that take time."""
    worked = select(TimeRollup.job_id).where(TimeRollup.month == month, TimeRollup.entries != 0)
    query = select(Job).where(or_(Job.id.in_(worked), Job.status.not_in(TAKES_NO_TIME)))
    return session.scalars(query.order_by(Job.number)).all()


def time_of_month(session: Session, month: str) -> Sequence[Sums]:
    """Each job's time of a month."""
    return _sums(session, TimeRollup.month == month)


def time_up_to(session: Session, month: str, job_ids: Collection[str]) -> Sequence[Sums]:
    """Each of those jobs' time up to a month's end."""
    return _sums(session, TimeRollup.month <= month, TimeRollup.job_id.in_(job_ids))


def retained_minutes(session: Session, month: str, budgeted: Collection[str]) -> Sequence[tuple[str, str, int]]:
    """Each client's billable minutes in scope by month, up to a month's end, but those of `budgeted` jobs."""
    table = TimeRollup
    query = select(Job.client_id, table.month, func.sum(table.minutes)).join(Job, Job.id == table.job_id)
    query = query.where(
        table.month <= month,
        table.billable,
        table.out_of_scope.is_(False),
        table.job_id.not_in(budgeted),
        Job.client_id.in_(select(Retainer.client_id)),
    )
    rows = session.execute(query.group_by(Job.client_id, table.month))
    return [(client_id, each, int(minutes)) for client_id, each, minutes in rows]


def _sums(session: Session, *conditions: Any) -> Sequence[Sums]:
    table = TimeRollup
    keys = (table.job_id, table.currency, table.billable, table.out_of_scope, table.late)
    query = select(*keys, func.sum(table.minutes), func.sum(table.cents)).where(table.entries != 0, *conditions)
    return [Sums(*row[:5], int(row[5]), int(row[6])) for row in session.execute(query.group_by(*keys))]


def staff_minutes(session: Session, month: str, person_ids: Collection[str]) -> dict[str, tuple[int, int, int]]:
    """Each person's minutes of a month: all, on time, and billable."""
    table = TimeRollup
    keys = (table.person_id, table.late, table.billable)
    query = select(*keys, func.sum(table.minutes)).where(table.month == month, table.person_id.in_(person_ids))
    found: dict[str, tuple[int, int, int]] = {}
    for person_id, late, billable, minutes in session.execute(query.group_by(*keys)):
        every, on_time, paid = found.get(person_id, (0, 0, 0))
        found[person_id] = (
            every + int(minutes),
            on_time + (0 if late else int(minutes)),
            paid + (int(minutes) if billable else 0),
        )
    return found


def expenses_between(session: Session, first: date, last: date) -> Sequence[Costs]:
    """What was spent on each job from `first` to `last` (both included)."""
    query = select(Expense.job_id, Expense.currency, func.sum(Expense.cents))
    query = query.where(Expense.voided_at.is_(None), Expense.spent_on.between(first, last))
    return _costs(session.execute(query.group_by(Expense.job_id, Expense.currency)))


def orders_open_on(session: Session, day: date) -> Sequence[Costs]:
    """The agency's own orders of each job that were issued by a day and not closed by then."""
    table = PurchaseOrder
    query = select(table.job_id, table.currency, func.sum(table.cents)).where(
        table.voided_at.is_(None),
        table.side == OrderSide.AGENCY,
        table.issued_on <= day,
        or_(table.closed_on.is_(None), table.closed_on > day),
    )
    return _costs(session.execute(query.group_by(table.job_id, table.currency)))


def _costs(rows: Iterable[Row[str, str, int]]) -> Sequence[Costs]:
    return [Costs(job_id, currency, int(cents)) for job_id, currency, cents in rows]


def billed_between(session: Session, first: date, last: date) -> Sequence[Billed]:
    """What was billed for each job from `first` to `last` (both included)."""
    query = select(
        Billing.job_id,
        Billing.currency,
        func.sum(Billing.cents),
        func.sum(Billing.minutes),
        func.count() - func.count(Billing.minutes),
    ).where(Billing.voided_at.is_(None), Billing.billed_on.between(first, last))
    rows = session.execute(query.group_by(Billing.job_id, Billing.currency))
    return [
        Billed(job_id, currency, int(cents), None if untold or minutes is None else int(minutes))
        for job_id, currency, cents, minutes, untold in rows
    ]


def approved_before(session: Session, instant: datetime) -> Sequence[Estimate]:
    """All versions that clients approved before an instant, whatever became of them, by job and version."""
    query = select(Estimate).where(Estimate.status.in_(APPROVED_ESTIMATES), Estimate.decided_at < instant)
    return session.scalars(query.order_by(Estimate.job_id, Estimate.version)).all()


def pending_estimates(session: Session) -> Sequence[Estimate]:
    """All versions that somebody is yet to decide on."""
    return session.scalars(select(Estimate).where(Estimate.status.in_(PENDING_ESTIMATES))).all()


def settled_between(session: Session, begins: datetime, ends: datetime) -> Sequence[Signoff]:
    """The sign-offs that came to their outcome from one instant to before another."""
    query = select(Signoff).where(Signoff.settled_at >= begins, Signoff.settled_at < ends)
    return session.scalars(query).all()


def has_time(session: Session, month: str) -> bool:
    """Whether there is any time in a month."""
    return session.scalar(select(exists().where(TimeRollup.month == month, TimeRollup.entries != 0))) or False


def first_month(session: Session) -> str | None:
    """The first month with time in it."""
    return session.scalar(select(func.min(TimeRollup.month)).where(TimeRollup.entries != 0))


class EntryRow(NamedTuple):
    """A time entry as a report lists it; `rate_cents` an hour, in `currency`."""

    worked_on: date
    person: str
    client: str
    job: str
    title: str
    service: str
    minutes: int
    billable: bool
    out_of_scope: bool
    late: bool
    rate_cents: int | None
    currency: str | None
    note: str


def entries_between(session: Session, first: date, last: date, codes: Collection[str]) -> Iterator[EntryRow]:
    """The entries of those clients from `first` to `last` (both included), by day; few are in memory at a time."""
    entry = TimeEntry
    facts = (
        entry.minutes,
        entry.billable,
        entry.out_of_scope,
        entry.late,
        entry.rate_cents,
        entry.currency,
        entry.note,
    )
    query = select(entry.worked_on, Person.name, Client.code, Job.number, Job.title, entry.service, *facts)
    query = query.join(Person, Person.id == entry.person_id).join(Job, Job.id == entry.job_id)
    query = query.join(Client, Client.id == Job.client_id).where(
        entry.voided_at.is_(None), entry.worked_on.between(first, last), Client.code.in_(codes)
    )
    rows = session.execute(query.order_by(entry.worked_on, entry.id).execution_options(yield_per=5000))
    yield from map(EntryRow._make, rows)
