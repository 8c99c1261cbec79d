"""The log of sign-offs: append-only, each event with the hash of the one before. Rows are only ever added."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Words, in_batches, insert_once, lock
from storage.words.signoffs import SignoffEvent

HEAD = 1
BATCH = 1000


class LedgerEvent(Base):
    """One event; `position` counts from 1 without a gap. `body` is the exact text that was hashed (canonical JSON).

    `hash` is the SHA-256 (hex) of the previous hash, the position and this body. People are in it by id only. The
    database itself refuses to change or delete a row.
    """

    __tablename__ = "ledger"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    event: Mapped[SignoffEvent]
    signoff_id: Mapped[str] = mapped_column(ForeignKey("signoffs.id"), index=True)
    body: Mapped[Words]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class LedgerHead(Base):
    """The one row (id 1) that is locked while an event is added; it records where the log ends."""

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


def hold_head(session: Session, genesis: str) -> LedgerHead:
    """Return the end of the log, locked until the transaction ends, so that events are added one after another."""
    insert_once(session, LedgerHead, {"id": HEAD, "position": 0, "hash": genesis})
    return session.scalars(lock(select(LedgerHead).where(LedgerHead.id == HEAD))).one()


def head(session: Session) -> LedgerHead | None:
    """The end of the log; None before the first event."""
    return session.get(LedgerHead, HEAD)


def events(session: Session) -> Iterator[LedgerEvent]:
    """All events in the order of their positions, a batch in memory at a time."""
    yield from in_batches(session, select(LedgerEvent), LedgerEvent.position, BATCH)


def of_signoff(session: Session, signoff_id: str) -> Sequence[LedgerEvent]:
    """The events of one sign-off, in order."""
    query = select(LedgerEvent).where(LedgerEvent.signoff_id == signoff_id)
    return session.scalars(query.order_by(LedgerEvent.position)).all()
