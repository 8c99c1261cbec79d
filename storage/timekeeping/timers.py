"""Timers that run: at most one for each person. A timer that is stopped is gone; the history has it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words
from storage.jobs.jobs import Job
from storage.people.people import Person


class Timer(Base):
    """A person works on a job since `started_at`; the rest is kept for the entry that it becomes."""

    __tablename__ = "timers"

    id: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), unique=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    service: Mapped[str] = mapped_column(String(60))
    billable: Mapped[bool]
    out_of_scope: Mapped[bool]
    note: Mapped[Words]
    started_at: Mapped[datetime]

    job: Mapped[Job] = relationship(lazy="raise", init=False, viewonly=True)


def running(session: Session, person_id: str) -> Timer | None:
    """The timer that runs for a person, with its job and client."""
    query = select(Timer).where(Timer.person_id == person_id)
    return session.scalar(query.options(joinedload(Timer.job).joinedload(Job.client)))


def names_on(session: Session, job_id: str) -> Sequence[str]:
    """The names of those whose timer runs on a job, by name."""
    query = select(Person.name).join(Timer, Timer.person_id == Person.id).where(Timer.job_id == job_id)
    return session.scalars(query.order_by(Person.name)).all()


def started_before(session: Session, instant: datetime) -> Sequence[Timer]:
    """The timers that run since before that instant, the oldest first."""
    return session.scalars(select(Timer).where(Timer.started_at < instant).order_by(Timer.started_at)).all()


def every_timer(session: Session) -> Sequence[Timer]:
    """All that run, the oldest first."""
    return session.scalars(select(Timer).order_by(Timer.started_at)).all()
