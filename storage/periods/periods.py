"""Periods: calendar months, and which of them finance has closed.

A month has its row from the first time somebody asks for it. Whoever changes time in a month holds that row shared,
whoever closes the month holds it alone: so an entry that is made while its month closes ends on one side.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, insert_once, lock
from storage.people.people import Person


class Period(Base):
    """One month; its id is its name, e.g. `2026-10`. It is closed once `closed_at` is set."""

    __tablename__ = "periods"

    id: Mapped[str] = mapped_column(String(7), primary_key=True)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)

    closer: Mapped[Person | None] = relationship(lazy="raise", init=False, viewonly=True)


_MONTHS = select(Period).where(Period.id.in_(bindparam("months", expanding=True))).order_by(Period.id)
_SHARED, _ALONE = lock(_MONTHS, Period, shared=True), lock(_MONTHS, Period)


def hold(session: Session, months: Iterable[str], *, alone: bool = False) -> list[Period]:
    """These months, held to the end of the transaction: shared with others who change time, or alone to close them."""
    wanted = sorted(set(months))
    held = _held(session, wanted, alone=alone)
    if len(held) < len(wanted):
        for month in set(wanted) - {period.id for period in held}:
            insert_once(session, Period, {"id": month})
        held = _held(session, wanted, alone=alone)
    return held


def _held(session: Session, months: Sequence[str], *, alone: bool) -> list[Period]:
    return list(session.scalars(_ALONE if alone else _SHARED, {"months": list(months)}))


def by_id(session: Session, month: str) -> Period | None:
    """That month, where anybody asked for it before."""
    return session.scalar(select(Period).where(Period.id == month))


def closed(session: Session) -> Sequence[Period]:
    """All closed months, the latest first, with who closed them."""
    query = select(Period).where(Period.closed_at.is_not(None)).options(joinedload(Period.closer))
    return session.scalars(query.order_by(Period.id.desc())).all()


def closed_months(session: Session) -> set[str]:
    """The names of all closed months."""
    return set(session.scalars(select(Period.id).where(Period.closed_at.is_not(None))))
