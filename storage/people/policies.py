"""The policy of each office, as JSON, with its channels; earlier versions are in the history."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, bindparam, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key
from storage.kit.channels import Channel


class PolicyRow(Base):
    """The settings that an office's admin made. An office without a row uses the defaults."""

    __tablename__ = "policies"

    id: Mapped[Key]
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), unique=True)
    policy: Mapped[dict[str, Any]]
    summary_channel_id: Mapped[str | None] = mapped_column(ForeignKey("channels.id"), init=False)
    leadership_channel_id: Mapped[str | None] = mapped_column(ForeignKey("channels.id"), init=False)

    summary_channel: Mapped[Channel | None] = relationship(
        lazy="raise", default=None, foreign_keys=[summary_channel_id]
    )
    leadership_channel: Mapped[Channel | None] = relationship(
        lazy="raise", default=None, foreign_keys=[leadership_channel_id]
    )


_EVERY = select(PolicyRow).options(joinedload(PolicyRow.summary_channel), joinedload(PolicyRow.leadership_channel))
_OF_OFFICE = _EVERY.where(PolicyRow.office_id == bindparam("office"))


def of_office(session: Session, office_id: str) -> PolicyRow | None:
    """The row of one office, with its channels."""
    return session.scalar(_OF_OFFICE, {"office": office_id})


def every_policy(session: Session) -> Sequence[PolicyRow]:
    """All rows, with their channels."""
    return session.scalars(_EVERY).all()
