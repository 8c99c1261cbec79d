"""Imports of time from other tools: the source file, and whether the import finished."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words, dialect_of, insert_into
from storage.timekeeping.time_entries import TimeEntry


class TimeImport(Base):
    """One import. `digest` identifies the file; it is running, or was interrupted, until one of its ends is set."""

    __tablename__ = "time_imports"

    id: Mapped[Key]
    file: Mapped[Words]
    digest: Mapped[str] = mapped_column(String(32))
    tool: Mapped[str] = mapped_column(String(40))
    lines: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_back_at: Mapped[datetime | None] = mapped_column(default=None)


def unfinished(session: Session) -> TimeImport | None:
    """Return the import that is running or was interrupted, if any."""
    query = select(TimeImport).where(TimeImport.finished_at.is_(None), TimeImport.taken_back_at.is_(None))
    return session.scalars(query.order_by(TimeImport.started_at)).first()


def add_entries(session: Session, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Add time entries, except those whose source key already exists; return the ids of those added."""
    statement = insert_into(TimeEntry, dialect_of(session)).on_conflict_do_nothing(index_elements=["source_key"])
    return set(session.scalars(statement.returning(TimeEntry.id), rows))


def known_keys(session: Session, keys: Sequence[str]) -> set[str | None]:
    """Return which of these source keys exist."""
    return set(session.scalars(select(TimeEntry.source_key).where(TimeEntry.source_key.in_(keys))))


def take_back_some(session: Session, import_id: str, limit: int) -> Sequence[TimeEntry]:
    """Delete some entries of an unfinished import; return them."""
    some = session.scalars(select(TimeEntry).where(TimeEntry.import_id == import_id).limit(limit)).all()
    session.execute(delete(TimeEntry).where(TimeEntry.id.in_([entry.id for entry in some])))
    return some
