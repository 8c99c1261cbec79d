"""What leads say of their clients: the monthly health note, and the plan that makes an overrun good."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words, lock
from storage.clients.clients import Client
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.words.accounts import Mood, PlanStatus
from storage.words.signoffs import EstimateStatus
from storage.words.time import TAKES_NO_TIME

OPEN_PLANS = (PlanStatus.ASKED, PlanStatus.PLANNED)


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

    client: Mapped[Client] = relationship(lazy="raise", init=False, viewonly=True)


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

    job: Mapped[Job] = relationship(lazy="raise", init=False, viewonly=True)

    @property
    def is_open(self) -> bool:
        """Whether it has not come to its end."""
        return self.status in OPEN_PLANS


def of_month(session: Session, month: str) -> Sequence[HealthNote]:
    """All notes that were asked for a month, answered or not."""
    return session.scalars(select(HealthNote).where(HealthNote.month == month)).all()


def plans_asked_before(session: Session, instant: datetime) -> Sequence[MakeGoodPlan]:
    """All plans that were asked for before an instant, the latest last."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.asked_at < instant)
    return session.scalars(query.order_by(MakeGoodPlan.asked_at, MakeGoodPlan.id)).all()


def note(session: Session, client_id: str, month: str) -> HealthNote | None:
    """The note on a client for a month, with the client; None where none was asked for or written."""
    query = select(HealthNote).where(HealthNote.client_id == client_id, HealthNote.month == month)
    return session.scalar(query.options(joinedload(HealthNote.client)))


def the_note(session: Session, client_id: str, month: str) -> HealthNote:
    """The note that is known to be there. Raises sqlalchemy.exc.NoResultFound."""
    query = select(HealthNote).where(HealthNote.client_id == client_id, HealthNote.month == month)
    return session.scalars(query.options(joinedload(HealthNote.client))).one()


def notes_asked_of(session: Session, person_id: str, month: str) -> Sequence[HealthNote]:
    """The notes for a month that somebody was asked for, with their clients."""
    query = select(HealthNote).where(HealthNote.asked_id == person_id, HealthNote.month == month)
    return session.scalars(query.options(joinedload(HealthNote.client)).order_by(HealthNote.id)).all()


def plan(session: Session, plan_id: str, *, locked: bool = False) -> MakeGoodPlan | None:
    """The plan with that id, with its job and client; `locked` holds it to the end of the transaction."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.id == plan_id).options(_WITH_JOB)
    return session.scalar(lock(query, MakeGoodPlan) if locked else query)


def plan_of_job(session: Session, job_id: str) -> MakeGoodPlan | None:
    """The latest plan of a job, with its job and client; None where none was asked for."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.job_id == job_id).options(_WITH_JOB)
    return session.scalar(query.order_by(MakeGoodPlan.asked_at.desc(), MakeGoodPlan.id.desc()).limit(1))


def planned(session: Session) -> Sequence[MakeGoodPlan]:
    """The plans that are being carried out, with their jobs and clients."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.status == PlanStatus.PLANNED)
    return session.scalars(query.options(_WITH_JOB).order_by(MakeGoodPlan.due_on, MakeGoodPlan.id)).all()


def asked_for(session: Session) -> Sequence[MakeGoodPlan]:
    """The plans that nobody has made yet, with their jobs and clients."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.status == PlanStatus.ASKED)
    return session.scalars(query.options(_WITH_JOB).order_by(MakeGoodPlan.asked_at, MakeGoodPlan.id)).all()


def plans_of_jobs(session: Session) -> dict[str, MakeGoodPlan]:
    """The latest plan of each job that has one, by the job's id."""
    query = select(MakeGoodPlan).order_by(MakeGoodPlan.asked_at, MakeGoodPlan.id)
    return {each.job_id: each for each in session.scalars(query)}


def jobs_with_budget(session: Session) -> Sequence[Job]:
    """The jobs that take time and of which an estimate is approved, with their clients, by number."""
    approved = select(Estimate.job_id).where(Estimate.status == EstimateStatus.APPROVED)
    query = select(Job).where(Job.id.in_(approved), Job.status.not_in(TAKES_NO_TIME))
    return session.scalars(query.options(joinedload(Job.client)).order_by(Job.number)).all()


_WITH_JOB = joinedload(MakeGoodPlan.job).joinedload(Job.client)
