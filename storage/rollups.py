"""Time summed up by month: kept in the same transaction as the entries, so that reports need not read them all."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, case, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.time_entries import TimeEntry


class TimeRollup(Base):
    """What one person's entries of one month on one job come to, by currency and kind. `month` is e.g. `2026-10`.

    `currency` is empty for entries without a rate, whose `cents` are 0. `cents` are the sum of each entry's own.
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
    cents: Mapped[int]


KEYS = ("job_id", "person_id", "month", "currency", "billable", "out_of_scope", "late")
SUMS = ("entries", "minutes", "cents")
Row = tuple[Any, ...]
# Where the month stands in a row of sums.
MONTH = KEYS.index("month")


def add(session: Session, sums: Sequence[dict[str, Any]]) -> None:
    """Add to the sums (may be negative); each has the columns of KEYS and SUMS, and no two the same key.

    They are taken in one order, so that two transactions never wait for each other.
    """
    put = insert_sqlite if _is_sqlite(session) else insert_postgresql
    statement = put(TimeRollup)
    table = TimeRollup.__table__.c
    added = {name: table[name] + statement.excluded[name] for name in SUMS}
    ordered = sorted(sums, key=lambda row: tuple(row[name] for name in KEYS))
    session.execute(statement.on_conflict_do_update(index_elements=list(KEYS), set_=added), ordered)


def of_months(session: Session, months: Sequence[str]) -> Sequence[TimeRollup]:
    """All sums of those months that are not nothing."""
    query = select(TimeRollup).where(TimeRollup.month.in_(months), TimeRollup.entries != 0)
    return session.scalars(query).all()


def forget(session: Session, months: Sequence[str] | None) -> None:
    """Drop the sums of those months (None: all), for counting them anew."""
    every = delete(TimeRollup)
    session.execute(every if months is None else every.where(TimeRollup.month.in_(months)))


def fill(session: Session, months: Sequence[str] | None) -> None:
    """Sum those months (None: all) up from the entries; their sums must not be there yet."""
    session.execute(insert(TimeRollup).from_select([*KEYS, *SUMS], _counting(session, months)))


def kept(session: Session) -> Iterator[Row]:
    """All sums as they are kept, that are not nothing."""
    columns = (getattr(TimeRollup, name) for name in (*KEYS, *SUMS))
    yield from (tuple(row) for row in session.execute(select(*columns).where(TimeRollup.entries != 0)))


def counted(session: Session) -> Iterator[Row]:
    """All sums as the entries make them."""
    yield from (tuple(row) for row in session.execute(_counting(session, None)))


def _counting(session: Session, months: Sequence[str] | None) -> Select[Any]:
    day = TimeEntry.worked_on
    month = func.strftime("%Y-%m", day) if _is_sqlite(session) else func.to_char(day, "YYYY-MM")
    has_rate = TimeEntry.rate_cents.is_not(None)
    currency = case((has_rate, TimeEntry.currency), else_="")
    # The same rounding as bot.rules.rates has: half a cent goes up.
    cents = case((has_rate, (2 * TimeEntry.minutes * TimeEntry.rate_cents + 60) // 120), else_=0)
    kinds = (TimeEntry.billable, TimeEntry.out_of_scope, TimeEntry.late)
    keys = (TimeEntry.job_id, TimeEntry.person_id, month, currency, *kinds)
    sums = (func.count(), func.sum(TimeEntry.minutes), func.sum(cents))
    query = select(*keys, *sums).where(TimeEntry.voided_at.is_(None)).group_by(*keys)
    return query if months is None else query.where(month.in_(months))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
