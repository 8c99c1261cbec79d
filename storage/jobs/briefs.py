"""Creative briefs, kept in versions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words


class Brief(Base):
    """One version of a job's creative brief; a version never changes."""

    __tablename__ = "briefs"
    __table_args__ = (UniqueConstraint("job_id", "version"),)

    id: Mapped[Key]
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    version: Mapped[int]
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    objectives: Mapped[Words] = mapped_column(default="")
    audience: Mapped[Words] = mapped_column(default="")
    message: Mapped[Words] = mapped_column(default="")
    tone: Mapped[Words] = mapped_column(default="")
    deliverables: Mapped[Words] = mapped_column(default="")
    mandatories: Mapped[Words] = mapped_column(default="")
    budget: Mapped[Words] = mapped_column(default="")
    timeline: Mapped[Words] = mapped_column(default="")
    signs_off: Mapped[Words] = mapped_column(default="")


def of_job(session: Session, job_id: str) -> Sequence[Brief]:
    """All versions of a job's brief, the latest first."""
    return session.scalars(select(Brief).where(Brief.job_id == job_id).order_by(Brief.version.desc())).all()
