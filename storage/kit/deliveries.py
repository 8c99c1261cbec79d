"""Deliveries that were handled, each with its result, so that a repeated one has one effect."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, OnceKey, Words, insert_once


class Delivery(Base):
    """One delivery, by the platform's key for it, and the result of its use case as JSON."""

    __tablename__ = "deliveries"

    key: Mapped[OnceKey] = mapped_column(primary_key=True)
    handled_at: Mapped[datetime] = mapped_column(index=True)
    result: Mapped[Words | None] = mapped_column(default=None)


def claim(session: Session, key: str, now: datetime) -> bool:
    """Whether this delivery is new. If a twin is being handled right now, wait for it."""
    return insert_once(session, Delivery, {"key": key, "handled_at": now})


def keep(session: Session, key: str, result: str) -> None:
    """Store the result (JSON) of a claimed delivery."""
    session.execute(update(Delivery).where(Delivery.key == key).values(result=result))


def result_of(session: Session, key: str) -> str | None:
    """Return the stored result (JSON) of a delivery, None if there isn't one."""
    return session.scalar(select(Delivery.result).where(Delivery.key == key))


def forget_before(session: Session, instant: datetime) -> None:
    """Delete the deliveries handled before that instant, which the platform will no longer repeat."""
    session.execute(delete(Delivery).where(Delivery.handled_at < instant))
