"""Extra facts for a board of jobs: undecided approvers, settled sign-offs and estimates, portfolios and channels."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.kit.channels import MEANT, Channel, meant_by
from storage.messaging.notices import QueuedNotice
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.timekeeping.time_entries import TimeEntry
from storage.words.accounts import ClientStatus
from storage.words.platforms import ChannelRef
from storage.words.time import TAKES_NO_TIME, JobStatus, Sending


def undecided(session: Session, signoff_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Return the names of approvers who haven't decided yet, by the sign-off's id."""
    query = select(SignoffApprover.signoff_id, Contact.name).join(Contact, Contact.id == SignoffApprover.contact_id)
    query = query.where(
        SignoffApprover.signoff_id.in_(signoff_ids),
        SignoffApprover.decision.is_(None),
        SignoffApprover.removed_at.is_(None),
    )
    found: dict[str, list[str]] = defaultdict(list)
    for signoff_id, name in session.execute(query.order_by(Contact.name)):
        found[signoff_id].append(name)
    return found


def settled_since(session: Session, job_ids: Collection[str], since: datetime) -> Sequence[Signoff]:
    """The sign-offs of those jobs that were settled since an instant, the earliest first."""
    query = select(Signoff).where(Signoff.job_id.in_(job_ids), Signoff.settled_at >= since)
    return session.scalars(query.order_by(Signoff.settled_at, Signoff.id)).all()


def estimates_decided_since(session: Session, job_ids: Collection[str], since: datetime) -> Sequence[Estimate]:
    """The versions of estimates of those jobs that a client decided on since an instant, the earliest first."""
    query = select(Estimate).where(Estimate.job_id.in_(job_ids), Estimate.decided_at >= since)
    return session.scalars(query.order_by(Estimate.decided_at, Estimate.id)).all()


def moved_at(session: Session, job_ids: Collection[str]) -> Mapping[str, datetime]:
    """Return when a sign-off or estimate last went to the client or came back, by the job's id."""
    latest: dict[str, datetime] = {}
    for job_id, went, came in [
        *session.execute(_latest(Signoff, Signoff.requested_at, Signoff.settled_at, job_ids)),
        *session.execute(_latest(Estimate, Estimate.sent_at, Estimate.decided_at, job_ids)),
    ]:
        latest[job_id] = max(each for each in (latest.get(job_id), went, came) if each)
    return latest


def worked_on(session: Session, job_ids: Collection[str]) -> Mapping[str, date]:
    """Return the last day on which anybody worked on each job, by its id; one index lookup per job."""
    of_job = (TimeEntry.job_id == Job.id) & TimeEntry.voided_at.is_(None)
    last = select(func.max(TimeEntry.worked_on)).where(of_job).scalar_subquery()
    return {job_id: day for job_id, day in session.execute(select(Job.id, last).where(Job.id.in_(job_ids))) if day}


def jobs_of_portfolio(session: Session, owner_id: str) -> Sequence[Job]:
    """Return the jobs that take time, of the clients that a person owns, with the clients; by number."""
    query = select(Job).join(Job.client).options(contains_eager(Job.client))
    query = query.where(Client.owner_id == owner_id, Client.archived_at.is_(None), Job.status.not_in(TAKES_NO_TIME))
    return session.scalars(query.order_by(Job.number)).all()


def owns_clients(session: Session, person_id: str) -> bool:
    """Whether any client is in that person's portfolio."""
    query = select(Client.id).where(Client.owner_id == person_id, Client.archived_at.is_(None))
    return session.scalar(query.limit(1)) is not None


def jobs_with_status(session: Session, status: JobStatus) -> Sequence[Job]:
    """Return all jobs with a status, with their clients, by number."""
    query = select(Job).where(Job.status == status).options(joinedload(Job.client))
    return session.scalars(query.order_by(Job.number)).all()


def clients_of_channel(session: Session, channel: ChannelRef) -> Sequence[Client]:
    """Return the clients linked to that channel, by code.

    The agency's own account is left out: its channel is about all clients.
    """
    here = or_(Client.internal_channel_id.in_(MEANT), Client.shared_channel_id.in_(MEANT))
    query = select(Client).where(here, Client.archived_at.is_(None), Client.status != ClientStatus.INTERNAL)
    return session.scalars(query.order_by(Client.code), meant_by(channel)).all()


def reported_clients(session: Session) -> Sequence[tuple[Client, Channel]]:
    """Return the clients that have an internal channel and aren't archived, with that channel; by code."""
    query = select(Client, Channel).join(Channel, Channel.id == Client.internal_channel_id)
    query = query.where(Client.archived_at.is_(None)).order_by(Client.code)
    return [(client, channel) for client, channel in session.execute(query)]


def last_notice(session: Session, subject: str) -> QueuedNotice | None:
    """Return the latest notice about a subject that was sent or is on its way; one that never arrived doesn't count."""
    told = QueuedNotice.sending.in_((Sending.SENT, Sending.QUEUED))
    query = select(QueuedNotice).where(QueuedNotice.subject == subject, told)
    return session.scalars(query.order_by(QueuedNotice.id.desc()).limit(1)).first()


def _latest(table: type[Signoff] | type[Estimate], went: Any, came: Any, job_ids: Collection[str]) -> Select[Any]:
    query = select(table.job_id, func.max(went), func.max(came)).where(table.job_id.in_(job_ids), went.is_not(None))
    return query.group_by(table.job_id)
