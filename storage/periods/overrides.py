"""Overrides: changes that supervisors request in a closed period, and finance's decisions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words, lock
from storage.words.time import Asked, Decision


class Override(Base):
    """One requested change, kept as data, and applied exactly so once finance grants it.

    `wanted` is the entry's new content (empty to undo it), `before` its content at the time of the request. `batch_id`
    is the export that took the change into account.
    """

    __tablename__ = "overrides"
    __table_args__ = (Index("ix_overrides_decision", "decision", "batch_id"),)

    id: Mapped[Key]
    asked: Mapped[Asked]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("time_entries.id"), index=True)
    wanted: Mapped[dict[str, Any] | None]
    before: Mapped[dict[str, Any] | None]
    reason: Mapped[Words]
    asked_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    decision: Mapped[Decision] = mapped_column(default=Decision.PENDING)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    batch_id: Mapped[str | None] = mapped_column(ForeignKey("export_batches.id"), default=None)


def by_id(session: Session, override_id: str, *, locked: bool = False) -> Override | None:
    """Return the override with that id; `locked` lets only one person decide at a time."""
    query = select(Override).where(Override.id == override_id)
    return session.scalar(lock(query) if locked else query)


def pending(session: Session) -> Sequence[Override]:
    """Return all that wait for a decision, the oldest first."""
    return session.scalars(
        select(Override).where(Override.decision == Decision.PENDING).order_by(Override.asked_at, Override.id)
    ).all()


def pending_for(session: Session, entry_id: str) -> Override | None:
    """Return the request for that entry that isn't decided yet."""
    query = select(Override).where(Override.entry_id == entry_id, Override.decision == Decision.PENDING)
    return session.scalars(query).first()


def not_exported(session: Session) -> Sequence[Override]:
    """Return all granted ones that no export has taken into account yet."""
    return session.scalars(
        select(Override).where(Override.decision == Decision.GRANTED, Override.batch_id.is_(None)).order_by(Override.id)
    ).all()
