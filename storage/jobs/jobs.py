"""Jobs, identified by their number."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words, lock
from storage.clients.clients import IS_NAMED, Client
from storage.kit.channels import MEANT, Channel, meant_by
from storage.words.platforms import ChannelRef
from storage.words.time import TAKES_NO_TIME, JobStatus


class Job(Base):
    """A piece of work; `number` is upper case, e.g. ACME-101. `bound_channel_id` is the channel that is linked to it.

    If it has no lead of its own, the client's lead is its lead. `status_since` is when its status, next step or who it
    waits on last changed; empty if never.
    """

    __tablename__ = "jobs"

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[Words]
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), index=True)
    billable: Mapped[bool]
    status: Mapped[JobStatus] = mapped_column(default=JobStatus.OPENED)
    bound_channel_id: Mapped[str | None] = mapped_column(ForeignKey("channels.id"), default=None, index=True)
    type: Mapped[str] = mapped_column(String(40), default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    lead_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    next_step: Mapped[Words] = mapped_column(default="")
    waits_on: Mapped[Words] = mapped_column(default="")
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    opened_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    status_since: Mapped[datetime | None] = mapped_column(default=None)

    client: Mapped[Client] = relationship(lazy="raise", init=False, viewonly=True)

    @property
    def takes_time(self) -> bool:
        """Whether people can log time on it."""
        return self.status not in TAKES_NO_TIME


_WITH_CLIENT = select(Job).options(joinedload(Job.client))
_BY_NUMBER = _WITH_CLIENT.where(Job.number == bindparam("number"))
_WITH_NUMBERS = _WITH_CLIENT.where(Job.number.in_(bindparam("numbers", expanding=True)))
_OF_CLIENTS = (
    select(Job)
    .join(Job.client)
    .options(contains_eager(Job.client))
    .where(IS_NAMED, Job.status.not_in(TAKES_NO_TIME))
    .order_by(Job.number)
)
_BOUND_TO = _WITH_CLIENT.where(Job.bound_channel_id.in_(MEANT), Job.status.not_in(TAKES_NO_TIME)).order_by(Job.number)


def by_number(session: Session, number: str) -> Job | None:
    """The job with that number (upper case), with its client."""
    return session.scalar(_BY_NUMBER, {"number": number})


def by_id(session: Session, job_id: str, *, locked: bool = False) -> Job | None:
    """Return the job with that id, with its client; `locked` locks it until the transaction ends."""
    query = select(Job).where(Job.id == job_id).options(joinedload(Job.client))
    return session.scalar(lock(query, Job) if locked else query)


def numbers_of(session: Session, client_id: str) -> Sequence[str]:
    """The numbers of all jobs of a client."""
    return session.scalars(select(Job.number).where(Job.client_id == client_id)).all()


def of_client(session: Session, client_id: str) -> Sequence[Job]:
    """The jobs of a client that take time, with the client, by number."""
    query = select(Job).where(Job.client_id == client_id, Job.status.not_in(TAKES_NO_TIME))
    return session.scalars(query.options(joinedload(Job.client)).order_by(Job.number)).all()


def every_of_client(session: Session, client_id: str) -> Sequence[Job]:
    """All jobs of a client, with the client, by number."""
    query = select(Job).where(Job.client_id == client_id).options(joinedload(Job.client))
    return session.scalars(query.order_by(Job.number)).all()


def open_jobs(session: Session) -> Sequence[Job]:
    """All jobs that take time, with their clients, by number."""
    return session.scalars(
        select(Job).where(Job.status.not_in(TAKES_NO_TIME)).options(joinedload(Job.client)).order_by(Job.number)
    ).all()


def with_ids(session: Session, ids: Collection[str]) -> Sequence[Job]:
    """The jobs with those ids, with their clients."""
    return session.scalars(select(Job).where(Job.id.in_(ids)).options(joinedload(Job.client))).all()


def with_numbers(session: Session, numbers: Collection[str]) -> Sequence[Job]:
    """The jobs with those numbers, with their clients."""
    return session.scalars(_WITH_NUMBERS, {"numbers": list(numbers)}).all()


def bound_to(session: Session, channel: ChannelRef) -> Sequence[Job]:
    """Return the jobs that take time and are linked to that channel, by number."""
    return session.scalars(_BOUND_TO, meant_by(channel)).all()


def names_channels(session: Session) -> bool:
    """Whether we have only the name of the channel of any job."""
    query = select(Job.id).join(Channel, Channel.id == Job.bound_channel_id).where(Channel.channel.is_(None))
    return session.scalar(select(query.exists())) or False


def of_clients(session: Session, names: Collection[str]) -> Sequence[Job]:
    """Return the jobs that take time, of the clients with those codes or names (lower case); by number."""
    return session.scalars(_OF_CLIENTS, {"names": list(names)}).all()


def matching(session: Session, words: Sequence[str], limit: int) -> Sequence[Job]:
    """Return jobs that take time with every word (lower case) in their number, title or client's name, by number."""
    query = select(Job).join(Job.client).options(contains_eager(Job.client))
    for word in words:
        found_in = (Job.number, Job.title, Client.name)
        query = query.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in found_in)))
    return session.scalars(query.where(Job.status.not_in(TAKES_NO_TIME)).order_by(Job.number).limit(limit)).all()


def every_job(session: Session) -> Sequence[Job]:
    """All jobs, with their clients, by number."""
    return session.scalars(select(Job).options(joinedload(Job.client)).order_by(Job.number)).all()


def open_of_client(session: Session, client_id: str) -> Sequence[Job]:
    """A client's jobs that take time, by number."""
    query = select(Job).where(Job.client_id == client_id, Job.status.not_in(TAKES_NO_TIME))
    return session.scalars(query.order_by(Job.number)).all()


def open_by_client(session: Session, client_ids: Collection[str]) -> Mapping[str, int]:
    """Return how many jobs of each of those clients take time; clients without any are left out."""
    query = select(Job.client_id, func.count()).where(Job.client_id.in_(client_ids), Job.status.not_in(TAKES_NO_TIME))
    return dict(session.execute(query.group_by(Job.client_id)).all())


def numbers(session: Session) -> Mapping[str, str]:
    """Each job's number, by its id."""
    return dict(session.execute(select(Job.id, Job.number)).all())


def client_ids(session: Session) -> Mapping[str, str]:
    """Return each job's client id, by the job's id."""
    return dict(session.execute(select(Job.id, Job.client_id)).all())
