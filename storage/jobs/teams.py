"""Who works on a job besides its lead, which jobs are somebody's, and the alerts that a job's team must see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, and_, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column

from storage.base import Base, Key, Words
from storage.clients.clients import Client, ClientTeamMember
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import TAKES_NO_TIME


class JobTeamMember(Base):
    """Somebody who works on a job besides its lead."""

    __tablename__ = "job_team"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)


class JobAlert(Base):
    """A dated note on a job that its team must see."""

    __tablename__ = "job_alerts"

    id: Mapped[Key]
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    text: Mapped[Words]


def team_of(session: Session, job_id: str) -> Sequence[Person]:
    """The team of a job that works here now, with their offices, by name."""
    query = select(Person).join(JobTeamMember, JobTeamMember.person_id == Person.id)
    query = query.where(JobTeamMember.job_id == job_id, Person.left_at.is_(None))
    return session.scalars(query.options(joinedload(Person.office)).order_by(Person.name, Person.id)).all()


def team_of_client(session: Session, client_id: str) -> Sequence[Person]:
    """The team of a client that works here now, by name."""
    query = select(Person).join(ClientTeamMember, ClientTeamMember.person_id == Person.id)
    query = query.where(ClientTeamMember.client_id == client_id, Person.left_at.is_(None))
    return session.scalars(query.order_by(Person.name, Person.id)).all()


def set_team(session: Session, job_id: str, person_ids: Collection[str]) -> None:
    """Let these be the team of a job."""
    session.execute(delete(JobTeamMember).where(JobTeamMember.job_id == job_id))
    session.add_all(JobTeamMember(job_id=job_id, person_id=each) for each in dict.fromkeys(person_ids))
    session.flush()


def jobs_of(session: Session, person_id: str, since: date) -> Sequence[Job]:
    """The jobs that take time and that a person leads, is on the team of, or logged on since that date; by number.

    They lead what names them, and what names nobody of clients that they lead. With their clients.
    """
    leads = or_(Job.lead_id == person_id, and_(Job.lead_id.is_(None), Client.lead_id == person_id))
    on_team = select(JobTeamMember.job_id).where(JobTeamMember.person_id == person_id)
    logged = select(TimeEntry.job_id).where(
        TimeEntry.person_id == person_id, TimeEntry.worked_on >= since, TimeEntry.voided_at.is_(None)
    )
    query = select(Job).join(Job.client).options(contains_eager(Job.client))
    query = query.where(or_(leads, Job.id.in_(on_team), Job.id.in_(logged)), Job.status.not_in(TAKES_NO_TIME))
    return session.scalars(query.order_by(Job.number)).all()


def alert(session: Session, alert_id: str) -> JobAlert | None:
    """The alert with that id."""
    return session.get(JobAlert, alert_id)


def alerts_of(session: Session, job_id: str, limit: int) -> Sequence[JobAlert]:
    """The latest alerts of a job, the newest first."""
    query = select(JobAlert).where(JobAlert.job_id == job_id)
    return session.scalars(query.order_by(JobAlert.at.desc(), JobAlert.id.desc()).limit(limit)).all()


def alerts_since(session: Session, job_ids: Collection[str], since: datetime) -> Mapping[str, int]:
    """How many alerts each of those jobs got since an instant, by the job's id; jobs without any are left out."""
    query = select(JobAlert.job_id, func.count()).where(JobAlert.job_id.in_(job_ids), JobAlert.at >= since)
    rows = session.execute(query.group_by(JobAlert.job_id))
    return {job_id: int(count) for job_id, count in rows}
