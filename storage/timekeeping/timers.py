"""Running timers: at most one for each person. A stopped timer is deleted; the history has it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words
from storage.jobs.jobs import Job
from storage.people.people import Person


class Timer(Base):
    """A person has been working on a job since `started_at`; the rest is for the entry that it becomes."""

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
    """Return a person's running timer, with its job and client."""
    query = select(Timer).where(Timer.person_id == person_id)
    return session.scalar(query.options(joinedload(Timer.job).joinedload(Job.client)))


def names_on(session: Session, job_id: str) -> Sequence[str]:
    """Return the names of people with a timer running on a job, by name."""
    query = select(Person.name).join(Timer, Timer.person_id == Person.id).where(Timer.job_id == job_id)
    return session.scalars(query.order_by(Person.name)).all()


def started_before(session: Session, instant: datetime) -> Sequence[Timer]:
    """Return the timers that started before that instant and still run, the oldest first."""
    return session.scalars(select(Timer).where(Timer.started_at < instant).order_by(Timer.started_at)).all()


def every_timer(session: Session) -> Sequence[Timer]:
    """Return all running timers, the oldest first."""
    return session.scalars(select(Timer).order_by(Timer.started_at)).all()
