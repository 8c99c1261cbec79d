"""Time summed up by month, updated in the entries' own transaction, so that reports needn't read all entries."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Executable,
    ForeignKey,
    Index,
    Select,
    String,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, dialect_of, insert_into
from storage.timekeeping.time_entries import TimeEntry


class TimeRollup(Base):
    """The sum of one person's entries of one month on one job, by currency and kind. `month` is e.g. `2026-10`.

    `currency` is empty for entries without a rate, whose `cents` are 0. `cents` are the sum of each entry's rounded
    cents.
    """

    __tablename__ = "time_rollups"
    __table_args__ = (Index("ix_time_rollups_month", "month", "job_id"),)

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    billable: Mapped[bool] = mapped_column(primary_key=True)
    out_of_scope: Mapped[bool] = mapped_column(primary_key=True)
    late: Mapped[bool] = mapped_column(primary_key=True)
    entries: Mapped[int]
    minutes: Mapped[int]
    cents: Mapped[int] = mapped_column(BigInteger)


KEYS = ("job_id", "person_id", "month", "currency", "billable", "out_of_scope", "late")
SUMS = ("entries", "minutes", "cents")
Row = tuple[Any, ...]


def add(session: Session, sums: Sequence[dict[str, Any]]) -> None:
    """Add to the sums (may be negative); each has the columns of KEYS and SUMS, and no two have the same key.

    They are always taken in the same order, so that two transactions never wait for each other.
    """
    ordered = sorted(sums, key=lambda row: tuple(row[name] for name in KEYS))
    session.execute(_adding(dialect_of(session)), ordered)


@cache
def _adding(dialect: str) -> Executable:
    statement = insert_into(TimeRollup, dialect)
    table = TimeRollup.__table__.c
    added = {name: table[name] + statement.excluded[name] for name in SUMS}
    return statement.on_conflict_do_update(index_elements=list(KEYS), set_=added)


def of_months(session: Session, months: Sequence[str]) -> Sequence[TimeRollup]:
    """Return all sums of those months that aren't zero."""
    query = select(TimeRollup).where(TimeRollup.month.in_(months), TimeRollup.entries != 0)
    return session.scalars(query).all()


def months(session: Session) -> Sequence[str]:
    """Return the months from the first to the last that has entries or sums, each like `2026-10`."""
    worked = session.execute(select(func.min(TimeEntry.worked_on), func.max(TimeEntry.worked_on))).one()
    summed = session.execute(select(func.min(TimeRollup.month), func.max(TimeRollup.month))).one()
    ends = [f"{day:%Y-%m}" for day in worked if day] + [month for month in summed if month]
    found = []
    month = min(ends, default="")
    while month and month <= max(ends):
        found.append(month)
        month = f"{_days(month)[1]:%Y-%m}"
    return found


def forget(session: Session, month: str) -> None:
    """Delete the sums of a month, to count it again."""
    session.execute(delete(TimeRollup).where(TimeRollup.month == month))


def fill(session: Session, month: str) -> None:
    """Sum up a month from its entries; it must not have sums yet."""
    session.execute(insert(TimeRollup).from_select([*KEYS, *SUMS], _counting(month)))


def kept(session: Session, month: str) -> dict[Row, Row]:
    """Return a month's stored sums: SUMS by KEYS; those that are all zero are left out."""
    columns = (getattr(TimeRollup, name) for name in (*KEYS, *SUMS))
    is_something = or_(TimeRollup.entries != 0, TimeRollup.minutes != 0, TimeRollup.cents != 0)
    return _by_keys(session, select(*columns).where(TimeRollup.month == month, is_something))


def counted(session: Session, month: str) -> dict[Row, Row]:
    """Return a month's sums counted from the entries, shaped as in `kept`."""
    return _by_keys(session, _counting(month))


def _by_keys(session: Session, query: Select[Any]) -> dict[Row, Row]:
    rows = (tuple(row) for row in session.execute(query))
    return {row[: len(KEYS)]: tuple(map(int, row[len(KEYS) :])) for row in rows}


def _counting(month: str) -> Select[Any]:
    has_rate = TimeEntry.rate_cents.is_not(None)
    currency = case((has_rate, TimeEntry.currency), else_="")
    # The same rounding as in bot.rules.people.rates: half a cent rounds up. Minutes times a rate can exceed 32 bits.
    doubled = 2 * cast(TimeEntry.minutes, BigInteger) * TimeEntry.rate_cents + 60
    cents = case((has_rate, doubled // 120), else_=0)
    kinds = (currency, TimeEntry.billable, TimeEntry.out_of_scope, TimeEntry.late)
    sums = (func.count(), func.sum(TimeEntry.minutes), func.sum(cents))
    query = select(TimeEntry.job_id, TimeEntry.person_id, literal(month), *kinds, *sums)
    first, after = _days(month)
    query = query.where(TimeEntry.voided_at.is_(None), TimeEntry.worked_on >= first, TimeEntry.worked_on < after)
    return query.group_by(TimeEntry.job_id, TimeEntry.person_id, *kinds)


def _days(month: str) -> tuple[date, date]:
    """Return the first day of a month, and of the next."""
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1)
