"""Deliveries that were handled, each with its result, so that the same one twice has one effect."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, OnceKey, Words, insert_once


class Delivery(Base):
    """One delivery, by the key that the platform gave it, and the result of its use case as JSON."""

    __tablename__ = "deliveries"

    key: Mapped[OnceKey] = mapped_column(primary_key=True)
    handled_at: Mapped[datetime] = mapped_column(index=True)
    result: Mapped[Words | None] = mapped_column(default=None)


def claim(session: Session, key: str, now: datetime) -> bool:
    """Whether this delivery is new. A twin that is being handled right now is waited for."""
    return insert_once(session, Delivery, {"key": key, "handled_at": now})


def keep(session: Session, key: str, result: str) -> None:
    """Keep the result (JSON) of a claimed delivery."""
    session.execute(update(Delivery).where(Delivery.key == key).values(result=result))


def result_of(session: Session, key: str) -> str | None:
    """The kept result (JSON) of a delivery, None where there is none."""
    return session.scalar(select(Delivery.result).where(Delivery.key == key))


def forget_before(session: Session, instant: datetime) -> None:
    """Drop what was handled before that instant: nothing comes again so late."""
    session.execute(delete(Delivery).where(Delivery.handled_at < instant))
