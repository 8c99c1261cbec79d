"""Digests as they were issued: each edition is a snapshot that never changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key


class Digest(Base):
    """One edition of a month's digest, e.g. `2026-10`, for leadership or for the portfolio of `owner_id`.

    `scope` is the owner's id, or empty for leadership; `figures` holds all numbers with their inputs.
    """

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("month", "scope", "edition"),)

    id: Mapped[Key]
    month: Mapped[str] = mapped_column(String(7))
    scope: Mapped[str] = mapped_column(String(32))
    edition: Mapped[int]
    made_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    made_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)


def latest(session: Session, month: str, scope: str) -> Digest | None:
    """The latest edition of a month's digest."""
    query = select(Digest).where(Digest.month == month, Digest.scope == scope)
    return session.scalars(query.order_by(Digest.edition.desc()).limit(1)).first()


def by_id(session: Session, digest_id: str) -> Digest | None:
    """The edition with that id."""
    return session.get(Digest, digest_id)


def edition(session: Session, month: str, scope: str, number: int) -> Digest | None:
    """One edition of a month's digest."""
    query = select(Digest).where(Digest.month == month, Digest.scope == scope, Digest.edition == number)
    return session.scalar(query)


def scopes_of(session: Session, month: str) -> Sequence[str]:
    """Return the scopes for which a month has a digest."""
    return session.scalars(select(Digest.scope).where(Digest.month == month).distinct().order_by(Digest.scope)).all()


def made_at(session: Session, digest_id: str) -> datetime:
    """Return the instant at which an edition was made. Raises sqlalchemy.exc.NoResultFound."""
    return session.scalars(select(Digest.made_at).where(Digest.id == digest_id)).one()
