"""Days that need no time: the person had nothing to log, or their supervisor excused them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words, insert_once


class Excuse(Base):
    """One day of one person that doesn't count as missed, why, and who says so (the person themselves, or another)."""

    __tablename__ = "excuses"
    __table_args__ = (UniqueConstraint("person_id", "day"),)

    id: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    reason: Mapped[Words]
    said_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]


def excuse(session: Session, values: dict[str, Any]) -> bool:
    """Store an excuse, unless that day has one; return whether it was stored."""
    return insert_once(session, Excuse, values)


def by_id(session: Session, excuse_id: str) -> Excuse | None:
    """The excuse with that id."""
    return session.get(Excuse, excuse_id)


def days_of(session: Session, person_ids: Collection[str] | None, since: date) -> set[tuple[str, date]]:
    """Return the excused days from that day on, as pairs of person and day; None means everybody."""
    query = select(Excuse.person_id, Excuse.day).where(Excuse.day >= since)
    if person_ids is not None:
        query = query.where(Excuse.person_id.in_(person_ids))
    return {(person_id, day) for person_id, day in session.execute(query)}
