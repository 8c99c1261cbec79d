"""The team of a job, not counting its lead, and the alerts that the team must see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

from storage.base import Base, Key, Words
from storage.clients.clients import ClientTeamMember
from storage.people.people import Person


class JobTeamMember(Base):
    """A person who works on a job but isn't its lead."""

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
    """Return the people on a job's team who work here now, with their offices, by name."""
    query = select(Person).join(JobTeamMember, JobTeamMember.person_id == Person.id)
    query = query.where(JobTeamMember.job_id == job_id, Person.left_at.is_(None))
    return session.scalars(query.options(joinedload(Person.office)).order_by(Person.name, Person.id)).all()


def team_of_client(session: Session, client_id: str) -> Sequence[Person]:
    """Return the people on a client's team who work here now, by name."""
    query = select(Person).join(ClientTeamMember, ClientTeamMember.person_id == Person.id)
    query = query.where(ClientTeamMember.client_id == client_id, Person.left_at.is_(None))
    return session.scalars(query.order_by(Person.name, Person.id)).all()


def set_team(session: Session, job_id: str, person_ids: Collection[str]) -> None:
    """Make exactly those people a job's team."""
    session.execute(delete(JobTeamMember).where(JobTeamMember.job_id == job_id))
    session.add_all(JobTeamMember(job_id=job_id, person_id=each) for each in dict.fromkeys(person_ids))
    session.flush()


def alert(session: Session, alert_id: str) -> JobAlert | None:
    """The alert with that id."""
    return session.get(JobAlert, alert_id)


def alerts_of(session: Session, job_id: str, limit: int) -> Sequence[JobAlert]:
    """The latest alerts of a job, the newest first."""
    query = select(JobAlert).where(JobAlert.job_id == job_id)
    return session.scalars(query.order_by(JobAlert.at.desc(), JobAlert.id.desc()).limit(limit)).all()


def alerts_since(session: Session, job_ids: Collection[str], since: datetime) -> Mapping[str, int]:
    """Return how many alerts each of those jobs got since an instant, by the job's id; jobs without any left out."""
    query = select(JobAlert.job_id, func.count()).where(JobAlert.job_id.in_(job_ids), JobAlert.at >= since)
    rows = session.execute(query.group_by(JobAlert.job_id))
    return {job_id: int(count) for job_id, count in rows}
