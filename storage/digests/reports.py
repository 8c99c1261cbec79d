"""Sums over months for reports, from few queries however many entries there are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from storage.clients.clients import Client
from storage.estimates.estimates import Estimate
from storage.jobs.costs import Billing, Expense, PurchaseOrder
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.signoffs.signoffs import Signoff
from storage.timekeeping.rollups import TimeRollup
from storage.timekeeping.time_entries import TimeEntry
from storage.words.accounts import OrderSide
from storage.words.signoffs import APPROVED_ESTIMATES, PENDING_ESTIMATES
from storage.words.time import TAKES_NO_TIME


class Costs(NamedTuple):
    """Money of one job in one currency, with the number of its lines."""

    job_id: str
    currency: str
    cents: int
    lines: int


class Billed(NamedTuple):
    """Money billed for a job in one currency; `minutes` are those it covers, None if a line doesn't say."""

    job_id: str
    currency: str
    cents: int
    minutes: int | None


class JobRow(NamedTuple):
    """A job as reports read it; `since` is when its status (or next step) last changed."""

    id: str
    number: str
    title: str
    client_id: str
    billable: bool
    takes_time: bool
    since: datetime | None


class Approved(NamedTuple):
    """A version of a job's estimate that the client approved: without tax, in cents of `currency`, and in minutes."""

    job_id: str
    version: int
    currency: str
    budget_cents: int
    minutes: int
    decided_at: datetime


class Revised(NamedTuple):
    """A Revised Estimate: when somebody began it, when it went to the client, and when it was decided."""

    job_id: str
    made_at: datetime
    sent_at: datetime | None
    decided_at: datetime | None
    is_pending: bool

    def waits_at(self, instant: datetime) -> bool:
        """Whether it was waiting for a decision at that instant."""
        if self.is_pending:
            return self.made_at < instant
        return bool(self.sent_at and self.decided_at and self.sent_at < instant <= self.decided_at)


class Settled(NamedTuple):
    """A sign-off that reached its outcome."""

    job_id: str
    requested_at: datetime
    settled_at: datetime


def every_job(session: Session) -> Sequence[JobRow]:
    """All jobs, by number."""
    columns = (Job.id, Job.number, Job.title, Job.client_id, Job.billable, Job.status, Job.status_since)
    rows = session.execute(select(*columns).order_by(Job.number))
    return [JobRow(*row[:5], row.status not in TAKES_NO_TIME, row.status_since) for row in rows]


def expenses_between(session: Session, first: date, last: date) -> Sequence[Costs]:
    """Return the expenses of each job from `first` to `last` (both included)."""
    query = select(Expense.job_id, Expense.currency, func.sum(Expense.cents), func.count())
    query = query.where(Expense.voided_at.is_(None), Expense.spent_on.between(first, last))
    return _costs(session.execute(query.group_by(Expense.job_id, Expense.currency)))


def orders_open_on(session: Session, day: date) -> Sequence[Costs]:
    """Return the agency's own orders of each job that were issued by a day and not closed by then."""
    table = PurchaseOrder
    query = select(table.job_id, table.currency, func.sum(table.cents), func.count()).where(
        table.voided_at.is_(None),
        table.side == OrderSide.AGENCY,
        table.issued_on <= day,
        or_(table.closed_on.is_(None), table.closed_on > day),
    )
    return _costs(session.execute(query.group_by(table.job_id, table.currency)))


def _costs(rows: Iterable[Row[str, str, int, int]]) -> Sequence[Costs]:
    return [Costs(job_id, currency, int(cents), lines) for job_id, currency, cents, lines in rows]


def billed_between(session: Session, first: date, last: date) -> Sequence[Billed]:
    """Return the amounts billed for each job from `first` to `last` (both included)."""
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


def approved_before(session: Session, instant: datetime) -> Sequence[Approved]:
    """Return all versions that clients approved before an instant, even if replaced since, by job and version."""
    budget = Estimate.total_cents - Estimate.tax_cents
    columns = (Estimate.job_id, Estimate.version, Estimate.currency, budget, Estimate.minutes, Estimate.decided_at)
    query = select(*columns).where(*_approved_before(instant)).order_by(Estimate.job_id, Estimate.version)
    return [Approved._make(row) for row in session.execute(query)]


def jobs_approved_before(instant: datetime) -> Select[str]:
    """Select the ids of the jobs with an estimate approved before an instant, for use in another query."""
    return select(Estimate.job_id).where(*_approved_before(instant))


def _approved_before(instant: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Estimate.status.in_(APPROVED_ESTIMATES), Estimate.decided_at < instant


def pending_estimates(session: Session) -> Sequence[Estimate]:
    """Return all versions that still wait for a decision."""
    return session.scalars(select(Estimate).where(Estimate.status.in_(PENDING_ESTIMATES))).all()


def revised_since(session: Session, instant: datetime) -> Sequence[Revised]:
    """Return the Revised Estimates that still wait for a decision, or were decided from an instant on."""
    pending = Estimate.status.in_(PENDING_ESTIMATES)
    columns = (Estimate.job_id, Estimate.made_at, Estimate.sent_at, Estimate.decided_at, pending)
    query = select(*columns).where(Estimate.version > 1, or_(pending, Estimate.decided_at >= instant))
    return [Revised._make(row) for row in session.execute(query)]


def settled_between(session: Session, begins: datetime, ends: datetime) -> Sequence[Settled]:
    """Return the sign-offs that reached their outcome from one instant to before another."""
    query = select(Signoff.job_id, Signoff.requested_at, Signoff.settled_at)
    rows = session.execute(query.where(Signoff.settled_at >= begins, Signoff.settled_at < ends))
    return [Settled._make(row) for row in rows]


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


def entries_between(session: Session, first: date, last: date, client_ids: Collection[str]) -> Iterator[EntryRow]:
    """Return the entries of those clients from `first` to `last` (both included), by day; few in memory at a time."""
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
        entry.voided_at.is_(None), entry.worked_on.between(first, last), Client.id.in_(client_ids)
    )
    rows = session.execute(query.order_by(entry.worked_on, entry.id).execution_options(yield_per=5000))
    yield from map(EntryRow._make, rows)
