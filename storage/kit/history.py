"""The history: every change that a person makes, with the values before and after."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key
from storage.words.time import Change


class HistoryLine(Base):
    """One change of one thing.

    `person_id` is empty if the operator made the change at the terminal, or the chat platform reported it.
    """

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_thing", "thing", "thing_id", "at"),)

    id: Mapped[Key]
    at: Mapped[datetime]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[str] = mapped_column(String(32))
    change: Mapped[Change]
    before: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    after: Mapped[dict[str, Any] | None] = mapped_column(default=None)


def latest_of(session: Session, thing: str, thing_id: str, limit: int) -> Sequence[HistoryLine]:
    """The latest changes of one thing, the newest first."""
    query = select(HistoryLine).where(HistoryLine.thing == thing, HistoryLine.thing_id == thing_id)
    return session.scalars(query.order_by(HistoryLine.at.desc(), HistoryLine.id.desc()).limit(limit)).all()


def changes_since(session: Session, thing: str, ids: Collection[str], since: datetime) -> Sequence[HistoryLine]:
    """Return the changes of those things of one kind since an instant, the earliest first."""
    query = select(HistoryLine).where(HistoryLine.thing == thing, HistoryLine.thing_id.in_(ids))
    return session.scalars(query.where(HistoryLine.at >= since).order_by(HistoryLine.at, HistoryLine.id)).all()


def of_things(session: Session, thing: str, ids: Collection[str]) -> Sequence[HistoryLine]:
    """Return the history of those things of one kind, the earliest first."""
    query = select(HistoryLine).where(HistoryLine.thing == thing, HistoryLine.thing_id.in_(ids))
    return session.scalars(query.order_by(HistoryLine.at, HistoryLine.id)).all()


def made_since(session: Session, thing: str, instant: datetime) -> Mapping[str, datetime]:
    """Return when each thing of one kind made since an instant was made, by its id."""
    query = select(HistoryLine.thing_id, HistoryLine.at).where(HistoryLine.thing == thing, HistoryLine.at >= instant)
    return dict(session.execute(query.where(HistoryLine.change == Change.MADE)).all())
