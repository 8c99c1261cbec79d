"""What clients ask for, kept with the message that asked."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key, Words
from storage.enums import RequestScope, RequestStatus


class ClientRequest(Base):
    """One request of a client; `link` leads to the message that asked."""

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
    outcome: Mapped[Words] = mapped_column(default="")
