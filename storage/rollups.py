"""Time summed up by month: kept in the same transaction as the entries, so that reports need not read them all."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, Index, String, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base


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


SUMS = ("entries", "minutes", "cents")


def add(session: Session, key: dict[str, Any], entries: int, minutes: int, cents: int) -> None:
    """Add to the sums of that key (may be negative)."""
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    statement = insert(TimeRollup).values(**key, entries=entries, minutes=minutes, cents=cents)
    table = TimeRollup.__table__.c
    sums = {name: table[name] + statement.excluded[name] for name in SUMS}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=sums))


def of_months(session: Session, months: Sequence[str]) -> Sequence[TimeRollup]:
    """All sums of those months that are not nothing."""
    query = select(TimeRollup).where(TimeRollup.month.in_(months), TimeRollup.entries != 0)
    return session.scalars(query).all()


def forget(session: Session, months: Sequence[str]) -> None:
    """Drop the sums of those months, for counting them anew."""
    session.execute(delete(TimeRollup).where(TimeRollup.month.in_(months)))
