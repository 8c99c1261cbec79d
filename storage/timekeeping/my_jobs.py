"""The jobs that a person works on."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from storage.clients.clients import Client
from storage.jobs.jobs import Job
from storage.jobs.teams import JobTeamMember
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import TAKES_NO_TIME


def jobs_of(session: Session, person_id: str, since: date) -> Sequence[Job]:
    """Return the jobs that take time and that a person leads, is on the team of, or logged on since that date.

    A client's lead leads its jobs that have no lead of their own. With their clients, by number.
    """
    leads = or_(Job.lead_id == person_id, and_(Job.lead_id.is_(None), Client.lead_id == person_id))
    on_team = select(JobTeamMember.job_id).where(JobTeamMember.person_id == person_id)
    logged = select(TimeEntry.job_id).where(
        TimeEntry.person_id == person_id, TimeEntry.worked_on >= since, TimeEntry.voided_at.is_(None)
    )
    query = select(Job).join(Job.client).options(contains_eager(Job.client))
    query = query.where(or_(leads, Job.id.in_(on_team), Job.id.in_(logged)), Job.status.not_in(TAKES_NO_TIME))
    return session.scalars(query.order_by(Job.number)).all()
