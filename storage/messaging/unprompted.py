"""Unprompted notices that wait for a person's next morning message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, OnceKey, insert_once


class UnpromptedNotice(Base):
    """A notice as data, under a key that is used once; delivered once `told_in` names the message's key."""

    __tablename__ = "unprompted_notices"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[OnceKey] = mapped_column(unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    payload: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    told_in: Mapped[OnceKey | None] = mapped_column(default=None, index=True)


def add(session: Session, key: str, person_id: str, payload: dict[str, Any], now: datetime) -> bool:
    """Queue news for a person's next morning message; return False if the key was used before."""
    return insert_once(
        session, UnpromptedNotice, {"key": key, "person_id": person_id, "payload": payload, "made_at": now}
    )


def waiting(session: Session, person_id: str, limit: int) -> Sequence[UnpromptedNotice]:
    """Return the news that waits for a person, the oldest first."""
    query = select(UnpromptedNotice).where(UnpromptedNotice.person_id == person_id, UnpromptedNotice.told_in.is_(None))
    return session.scalars(query.order_by(UnpromptedNotice.id).limit(limit)).all()


def people_waiting(session: Session) -> set[str]:
    """Return the ids of people who have news waiting."""
    return set(session.scalars(select(UnpromptedNotice.person_id).where(UnpromptedNotice.told_in.is_(None)).distinct()))


def mark_told(session: Session, news: Sequence[UnpromptedNotice], told_in: str) -> None:
    """Record which message delivered the news."""
    ids = [each.id for each in news]
    session.execute(update(UnpromptedNotice).where(UnpromptedNotice.id.in_(ids)).values(told_in=told_in))


def forget_waiting(session: Session, key: str) -> bool:
    """Delete waiting news with that key; return whether there was any."""
    query = (
        delete(UnpromptedNotice)
        .where(UnpromptedNotice.key == key, UnpromptedNotice.told_in.is_(None))
        .returning(UnpromptedNotice.id)
    )
    return session.execute(query).first() is not None


def with_key(session: Session, key: str) -> Sequence[UnpromptedNotice]:
    """Return the news with that key."""
    return session.scalars(select(UnpromptedNotice).where(UnpromptedNotice.key == key)).all()


def forget_told_before(session: Session, instant: datetime) -> None:
    """Delete news made before that instant and already delivered."""
    session.execute(
        delete(UnpromptedNotice).where(UnpromptedNotice.told_in.is_not(None), UnpromptedNotice.made_at < instant)
    )


def wait_again(session: Session, told_in: str) -> None:
    """Put the news of a message back in the queue because the message was never sent."""
    session.execute(update(UnpromptedNotice).where(UnpromptedNotice.told_in == told_in).values(told_in=None))
