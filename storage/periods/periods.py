"""Periods: calendar months, and which of them finance has closed.

Changing time in a month holds it shared, and closing the month holds it alone, so an entry made while its month closes
ends up on one side.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Line, wait_in_line
from storage.people.people import Person


class Period(Base):
    """One month; its id is its name, e.g. `2026-10`. It is closed once `closed_at` is set."""

    __tablename__ = "periods"

    id: Mapped[str] = mapped_column(String(7), primary_key=True)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)

    closer: Mapped[Person | None] = relationship(lazy="raise", init=False, viewonly=True)


_MONTHS = select(Period).where(Period.id.in_(bindparam("months", expanding=True))).order_by(Period.id)
_MONTHS = _MONTHS.execution_options(populate_existing=True)


def hold(session: Session, months: Iterable[str]) -> Sequence[Period]:
    """Hold these months to the end of the transaction, shared with others who change time; return their rows."""
    wanted = sorted(set(months))
    wait_in_line(session, Line.MONTHS, map(_number, wanted))
    return session.scalars(_MONTHS, {"months": wanted}).all()


def hold_alone(session: Session, month: str) -> Period:
    """Hold a month to the end of the transaction, exclusively, to close it."""
    wait_in_line(session, Line.MONTHS, [_number(month)], alone=True)
    found = session.scalar(_MONTHS, {"months": [month]})
    if found is None:
        found = Period(id=month)
        session.add(found)
        session.flush()
    return found


def _number(month: str) -> int:
    return int(month.replace("-", ""))


def by_id(session: Session, month: str) -> Period | None:
    """Return that month, if anybody used it before."""
    return session.scalar(select(Period).where(Period.id == month))


def closed(session: Session) -> Sequence[Period]:
    """All closed months, the latest first, with who closed them."""
    query = select(Period).where(Period.closed_at.is_not(None)).options(joinedload(Period.closer))
    return session.scalars(query.order_by(Period.id.desc())).all()


def closed_months(session: Session) -> set[str]:
    """The names of all closed months."""
    return set(session.scalars(select(Period.id).where(Period.closed_at.is_not(None))))
