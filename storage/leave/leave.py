"""Leave: the days, or halves of a day, that people are off."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key
from storage.words.time import DayPart


class Leave(Base):
    """One person's leave from `first` to `last` (both included); part of a day only if the two are the same.

    Cancelled leave stays, with `cancelled_at`, and no longer counts.
    """

    __tablename__ = "leave"
    __table_args__ = (
        CheckConstraint("first <= last", name="first_before_last"),
        Index("ix_leave_person_last", "person_id", "last"),
    )

    id: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    first: Mapped[date]
    last: Mapped[date]
    made_at: Mapped[datetime]
    part: Mapped[DayPart] = mapped_column(default=DayPart.WHOLE)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)


_COUNTING = (
    select(Leave).where(Leave.last >= bindparam("since"), Leave.cancelled_at.is_(None)).order_by(Leave.first, Leave.id)
)
_OF_PERSON = _COUNTING.where(Leave.person_id == bindparam("person"))


def by_id(session: Session, leave_id: str) -> Leave | None:
    """The leave with that id."""
    return session.get(Leave, leave_id)


def of_person(session: Session, person_id: str, since: date) -> Sequence[Leave]:
    """Return a person's leave that counts and ends on that day or later, the earliest first."""
    return session.scalars(_OF_PERSON, {"since": since, "person": person_id}).all()


def of_people(session: Session, person_ids: Collection[str] | None, since: date) -> Sequence[Leave]:
    """Return these people's leave (None: everybody's) that counts and ends on that day or later, the earliest first."""
    query = _COUNTING if person_ids is None else _COUNTING.where(Leave.person_id.in_(person_ids))
    return session.scalars(query, {"since": since}).all()
