"""The rate card: the price of an hour by service, role and person, from a date on."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key


class Rate(Base):
    """One line of the rate card. `cents` are for an hour; an empty field applies to all.

    `scope` puts the person, role and service into one string, so that a unique constraint allows one line per scope and
    date.
    """

    __tablename__ = "rates"
    __table_args__ = (UniqueConstraint("scope", "starts_on"),)

    id: Mapped[Key]
    scope: Mapped[str] = mapped_column(String(160))
    service: Mapped[str | None] = mapped_column(String(60))
    role: Mapped[str | None] = mapped_column(String(40))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    starts_on: Mapped[date]
    cents: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))


_BEGUN = select(Rate).where(
    Rate.starts_on <= bindparam("day"),
    *(or_(each.is_(None), each == bindparam(each.key)) for each in (Rate.service, Rate.role, Rate.person_id)),
)


def every_rate(session: Session) -> Sequence[Rate]:
    """The whole rate card."""
    return session.scalars(select(Rate).order_by(Rate.scope, Rate.starts_on)).all()


def begun_for(session: Session, service: str, role: str, person_id: str, day: date) -> Sequence[Rate]:
    """Return the lines that could apply to that work on that day."""
    return session.scalars(_BEGUN, {"service": service, "role": role, "person_id": person_id, "day": day}).all()
