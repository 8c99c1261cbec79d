"""Time for reports: totals of the stored sums, plus the entries of the last days if the month isn't over."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from storage.clients.clients import Retainer
from storage.digests.reports import jobs_approved_before
from storage.jobs.jobs import Job
from storage.timekeeping.rollups import TimeRollup
from storage.timekeeping.time_entries import TimeEntry


class Sums(NamedTuple):
    """Time of one job and kind. `currency` is empty if the entries have no rate."""

    job_id: str
    currency: str
    billable: bool
    out_of_scope: bool
    late: bool
    minutes: int
    cents: int


class Burning(NamedTuple):
    """Time of one job, for a month or for all months before it. `currency` is empty if the entries have no rate."""

    job_id: str
    currency: str
    billable: bool
    is_of_month: bool
    minutes: int
    cents: int


class Worked(NamedTuple):
    """Time of one person on one job and of one kind."""

    person_id: str
    job_id: str
    billable: bool
    out_of_scope: bool
    late: bool
    minutes: int


def time_of_month(session: Session, month: str) -> Sequence[Sums]:
    """Each job's time of a month."""
    table = TimeRollup
    keys = (table.job_id, table.currency, table.billable, table.out_of_scope, table.late)
    query = select(*keys, func.sum(table.minutes), func.sum(table.cents))
    rows = session.execute(query.where(table.entries != 0, table.month == month).group_by(*keys))
    return [Sums(*row[:5], int(row[5]), int(row[6])) for row in rows]


def time_up_to(session: Session, month: str, instant: datetime, client_id: str | None = None) -> Sequence[Burning]:
    """Return the time up to a month's end of each job with an estimate approved before an instant.

    Of all clients, or of one.
    """
    table = TimeRollup
    keys = (table.job_id, table.currency, table.billable, (table.month == month).label("is_of_month"))
    query = select(*keys, func.sum(table.minutes), func.sum(table.cents)).where(
        table.entries != 0, table.month <= month, table.job_id.in_(jobs_approved_before(instant))
    )
    if client_id:
        query = query.where(table.job_id.in_(select(Job.id).where(Job.client_id == client_id)))
    rows = session.execute(query.group_by(table.job_id, table.currency, table.billable, literal_column("is_of_month")))
    return [Burning(*row[:4], int(row[4]), int(row[5])) for row in rows]


def retained_minutes(
    session: Session, month: str, instant: datetime, client_id: str | None = None
) -> Sequence[tuple[str, str, int]]:
    """Return retainer clients' billable in-scope minutes by month, up to a month's end; for one client or all.

    Jobs with an estimate approved before an instant are left out.
    """
    table = TimeRollup
    query = select(Job.client_id, table.month, func.sum(table.minutes)).join(Job, Job.id == table.job_id)
    query = query.where(
        table.month <= month,
        table.billable,
        table.out_of_scope.is_(False),
        table.job_id.not_in(jobs_approved_before(instant)),
        Job.client_id == client_id if client_id else Job.client_id.in_(select(Retainer.client_id)),
    )
    rows = session.execute(query.group_by(Job.client_id, table.month))
    return [(client_id, each, int(minutes)) for client_id, each, minutes in rows]


def staff_time(session: Session, month: str) -> Sequence[Worked]:
    """Return each person's time of a month, whatever job it is on (which is left empty)."""
    table = TimeRollup
    keys = (table.person_id, table.billable, table.out_of_scope, table.late)
    rows = session.execute(select(*keys, func.sum(table.minutes)).where(table.month == month).group_by(*keys))
    return [Worked(row[0], "", *row[1:4], int(row[4])) for row in rows]


def worked_between(session: Session, first: date, last: date) -> Sequence[Worked]:
    """Return the time from `first` to `last` (both included), from the entries themselves: for days, not months."""
    table = TimeEntry
    keys = (table.person_id, table.job_id, table.billable, table.out_of_scope, table.late)
    query = select(*keys, func.sum(table.minutes)).where(
        table.voided_at.is_(None), table.worked_on.between(first, last)
    )
    return [Worked(*row[:5], int(row[5])) for row in session.execute(query.group_by(*keys))]
