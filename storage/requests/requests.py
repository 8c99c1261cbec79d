"""Requests by clients, each with the message that it came from."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words, lock
from storage.clients.clients import Client
from storage.words.accounts import RequestScope, RequestStatus


class ClientRequest(Base):
    """One request by a client; `link` leads to its message, `estimate_id` is the version drafted for it."""

    __tablename__ = "client_requests"
    __table_args__ = (Index("ix_client_requests_status_due_on", "status", "due_on"),)

    id: Mapped[Key]
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), index=True)
    text: Mapped[Words]
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    made_by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    job_id: Mapped[str | None] = mapped_column(ForeignKey("jobs.id"), default=None)
    link: Mapped[Words] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    scope: Mapped[RequestScope] = mapped_column(default=RequestScope.OPEN)
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.OPEN)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    outcome: Mapped[Words] = mapped_column(default="")
    estimate_id: Mapped[str | None] = mapped_column(ForeignKey("estimates.id"), default=None)


def by_id(session: Session, request_id: str, *, locked: bool = False) -> ClientRequest | None:
    """Return the request with that id; `locked` locks it until the transaction ends."""
    query = select(ClientRequest).where(ClientRequest.id == request_id)
    return session.scalar(lock(query) if locked else query)


def with_link(session: Session, link: str) -> Sequence[ClientRequest]:
    """Return the requests tracked from the message with that link, the latest first."""
    query = select(ClientRequest).where(ClientRequest.link == link)
    return session.scalars(query.order_by(ClientRequest.made_at.desc())).all() if link else ()


def of_estimate(session: Session, estimate_id: str) -> ClientRequest | None:
    """Return the request that a version of an estimate was drafted for, if any."""
    query = select(ClientRequest).where(ClientRequest.estimate_id == estimate_id)
    return session.scalars(query.order_by(ClientRequest.made_at).limit(1)).first()


def hold_client(session: Session, client_id: str) -> None:
    """Make others who track requests of this client wait until the transaction ends."""
    session.execute(lock(select(Client.id).where(Client.id == client_id)))


def chosen(
    session: Session, *, closed: bool, owner_id: str | None = None, client_id: str | None = None
) -> Sequence[ClientRequest]:
    """Return requests that are open, or closed (the latest first); by owner, by client, or all."""
    is_open = ClientRequest.status == RequestStatus.OPEN
    query = select(ClientRequest).where(~is_open if closed else is_open)
    if owner_id:
        query = query.where(ClientRequest.owner_id == owner_id)
    if client_id:
        query = query.where(ClientRequest.client_id == client_id)
    return session.scalars(
        query.order_by(ClientRequest.closed_at.desc(), ClientRequest.made_at, ClientRequest.id)
    ).all()


def of_client_since(session: Session, client_id: str, since: datetime) -> Sequence[ClientRequest]:
    """Return a client's requests that are open, or were closed since an instant, in the order they were made."""
    lately = (ClientRequest.status == RequestStatus.OPEN) | (ClientRequest.closed_at >= since)
    query = select(ClientRequest).where(ClientRequest.client_id == client_id, lately)
    return session.scalars(query.order_by(ClientRequest.made_at, ClientRequest.id)).all()


def open_due_before(session: Session, day: date) -> Sequence[ClientRequest]:
    """Return the open requests that were due before that day, the longest overdue first."""
    query = select(ClientRequest).where(ClientRequest.status == RequestStatus.OPEN, ClientRequest.due_on < day)
    return session.scalars(query.order_by(ClientRequest.due_on, ClientRequest.id)).all()
