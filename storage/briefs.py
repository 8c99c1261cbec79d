"""Creative briefs, kept in versions."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
