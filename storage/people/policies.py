"""The policy of each office, as JSON; earlier versions are in the history."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key


class PolicyRow(Base):
    """The settings that an office's admin made. An office without a row uses the defaults."""

    __tablename__ = "policies"

    id: Mapped[Key]
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), unique=True)
    policy: Mapped[dict[str, Any]]


_OF_OFFICE = select(PolicyRow).where(PolicyRow.office_id == bindparam("office"))
_EVERY = select(PolicyRow)


def of_office(session: Session, office_id: str) -> PolicyRow | None:
    """The row of one office."""
    return session.scalar(_OF_OFFICE, {"office": office_id})


def every_policy(session: Session) -> Sequence[PolicyRow]:
    """All rows."""
    return session.scalars(_EVERY).all()
