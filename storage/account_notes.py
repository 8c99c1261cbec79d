"""What leads say of their clients: the monthly health note, and the plan that makes an overrun good."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words
from storage.enums import Mood, PlanStatus


class HealthNote(Base):
    """A lead's note on a client for a month, e.g. `2026-10`; there from when it is asked for, filled once answered."""

    __tablename__ = "health_notes"
    __table_args__ = (UniqueConstraint("client_id", "month"),)

    id: Mapped[Key]
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"))
    month: Mapped[str] = mapped_column(String(7))
    asked_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    answered_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    mood: Mapped[Mood | None] = mapped_column(default=None)
    value: Mapped[Words] = mapped_column(default="")
    risks: Mapped[Words] = mapped_column(default="")
    next_move: Mapped[Words] = mapped_column(default="")


class MakeGoodPlan(Base):
    """How a job's overrun is to be made good: what, who and by when."""

    __tablename__ = "make_good_plans"

    id: Mapped[Key]
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), index=True)
    asked_at: Mapped[datetime]
    asked_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    variance_cents: Mapped[int]
    status: Mapped[PlanStatus] = mapped_column(default=PlanStatus.ASKED)
    what: Mapped[Words] = mapped_column(default="")
    who_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[Words] = mapped_column(default="")


def of_month(session: Session, month: str) -> Sequence[HealthNote]:
    """All notes that were asked for a month, answered or not."""
    return session.scalars(select(HealthNote).where(HealthNote.month == month)).all()


def plans_asked_before(session: Session, instant: datetime) -> Sequence[MakeGoodPlan]:
    """All plans that were asked for before an instant, the latest last."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.asked_at < instant)
    return session.scalars(query.order_by(MakeGoodPlan.asked_at, MakeGoodPlan.id)).all()
