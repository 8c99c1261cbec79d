"""Notes by account leads: the monthly health note on a client, and the make-good plan for a job over budget."""

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
    """A lead's note on a client for a month, e.g. `2026-10`: made when we ask for it, filled when they answer."""

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
    """How the agency will make good a job's overrun: what, who and by when."""

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
        """Whether it is still to be made or carried out."""
        return self.status in OPEN_PLANS


def of_month(session: Session, month: str) -> Sequence[HealthNote]:
    """Return all notes requested for a month, answered or not."""
    return session.scalars(select(HealthNote).where(HealthNote.month == month)).all()


def plans_asked_before(session: Session, instant: datetime) -> Sequence[MakeGoodPlan]:
    """Return all plans requested before an instant, the latest last."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.asked_at < instant)
    return session.scalars(query.order_by(MakeGoodPlan.asked_at, MakeGoodPlan.id)).all()


def note(session: Session, client_id: str, month: str) -> HealthNote | None:
    """Return the note on a client for a month, with the client; None if nobody requested or wrote one."""
    query = select(HealthNote).where(HealthNote.client_id == client_id, HealthNote.month == month)
    return session.scalar(query.options(joinedload(HealthNote.client)))


def the_note(session: Session, client_id: str, month: str) -> HealthNote:
    """Return a note that must exist. Raises sqlalchemy.exc.NoResultFound."""
    query = select(HealthNote).where(HealthNote.client_id == client_id, HealthNote.month == month)
    return session.scalars(query.options(joinedload(HealthNote.client))).one()


def notes_asked_of(session: Session, person_id: str, month: str) -> Sequence[HealthNote]:
    """Return the notes for a month requested from a person, with their clients."""
    query = select(HealthNote).where(HealthNote.asked_id == person_id, HealthNote.month == month)
    return session.scalars(query.options(joinedload(HealthNote.client)).order_by(HealthNote.id)).all()


def plan(session: Session, plan_id: str, *, locked: bool = False) -> MakeGoodPlan | None:
    """Return the plan with that id, with its job and client; `locked` locks it until the transaction ends."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.id == plan_id).options(_WITH_JOB)
    return session.scalar(lock(query, MakeGoodPlan) if locked else query)


def plan_of_job(session: Session, job_id: str) -> MakeGoodPlan | None:
    """Return the latest plan of a job, with its job and client; None if nobody requested one."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.job_id == job_id).options(_WITH_JOB)
    return session.scalar(query.order_by(MakeGoodPlan.asked_at.desc(), MakeGoodPlan.id.desc()).limit(1))


def planned(session: Session) -> Sequence[MakeGoodPlan]:
    """Return the plans that people are carrying out, with their jobs and clients."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.status == PlanStatus.PLANNED)
    return session.scalars(query.options(_WITH_JOB).order_by(MakeGoodPlan.due_on, MakeGoodPlan.id)).all()


def asked_for(session: Session) -> Sequence[MakeGoodPlan]:
    """Return the plans that nobody has made yet, with their jobs and clients."""
    query = select(MakeGoodPlan).where(MakeGoodPlan.status == PlanStatus.ASKED)
    return session.scalars(query.options(_WITH_JOB).order_by(MakeGoodPlan.asked_at, MakeGoodPlan.id)).all()


def plans_of_jobs(session: Session) -> dict[str, MakeGoodPlan]:
    """The latest plan of each job that has one, by the job's id."""
    query = select(MakeGoodPlan).order_by(MakeGoodPlan.asked_at, MakeGoodPlan.id)
    return {each.job_id: each for each in session.scalars(query)}


def jobs_with_budget(session: Session) -> Sequence[Job]:
    """Return the jobs that take time and have an approved estimate, with their clients, by number."""
    approved = select(Estimate.job_id).where(Estimate.status == EstimateStatus.APPROVED)
    query = select(Job).where(Job.id.in_(approved), Job.status.not_in(TAKES_NO_TIME))
    return session.scalars(query.options(joinedload(Job.client)).order_by(Job.number)).all()


_WITH_JOB = joinedload(MakeGoodPlan.job).joinedload(Job.client)
