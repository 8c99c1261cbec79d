"""The log of sign-offs: append-only, each event with the hash of the one before. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Words
from storage.enums import SignoffEvent


class LedgerEvent(Base):
    """One event; `position` counts from 1 without a gap. `body` is the exact text that was hashed (canonical JSON).

    `hash` is the SHA-256 (hex) of the one before and this body. People stand in it by id alone.
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
    """The one row that is held while an event is added: its id is 1, and it knows where the log ends."""

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
