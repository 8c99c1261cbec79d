"""Sign-offs: a client's decision on one exact version of something, who is asked, and by which links."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words
from storage.enums import ContactChannel, Quorum, SignoffDecision, SignoffKind, SignoffStatus, Via


class Signoff(Base):
    """What is asked of a client: one version of one artefact, which is a stored file, a link or an estimate.

    `content_hash` (SHA-256, hex) is that of the exact content. The versions of one thing share a `series_id`, the id
    of the first.
    """

    __tablename__ = "signoffs"
    __table_args__ = (UniqueConstraint("series_id", "version"), Index("ix_signoffs_status_due_on", "status", "due_on"))

    id: Mapped[Key]
    series_id: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), index=True)
    kind: Mapped[SignoffKind]
    title: Mapped[Words]
    content_hash: Mapped[str] = mapped_column(String(64))
    quorum: Mapped[Quorum]
    requested_by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    requested_at: Mapped[datetime]
    status: Mapped[SignoffStatus] = mapped_column(default=SignoffStatus.OPEN)
    file_id: Mapped[str | None] = mapped_column(ForeignKey("stored_files.id"), default=None)
    link: Mapped[Words | None] = mapped_column(default=None)
    estimate_id: Mapped[str | None] = mapped_column(ForeignKey("estimates.id"), default=None, index=True)
    due_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[Words] = mapped_column(default="")
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    certificate_id: Mapped[str | None] = mapped_column(ForeignKey("stored_files.id"), default=None)


class SignoffApprover(Base):
    """A contact who is asked to decide, and what they decided; one who is asked no more has `removed_at`.

    `said` is what they want changed, or why. A decision that staff recorded has `recorded_by_id` and its `evidence`.
    """

    __tablename__ = "signoff_approvers"
    __table_args__ = (UniqueConstraint("signoff_id", "contact_id"),)

    id: Mapped[Key]
    signoff_id: Mapped[str] = mapped_column(ForeignKey("signoffs.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    channel: Mapped[ContactChannel]
    decision: Mapped[SignoffDecision | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    said: Mapped[Words] = mapped_column(default="")
    via: Mapped[Via | None] = mapped_column(default=None)
    confirmed_name: Mapped[Words] = mapped_column(default="")
    recorded_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    evidence: Mapped[Words] = mapped_column(default="")
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


class SignoffLink(Base):
    """A link of one approver to the sign-off page. Only the SHA-256 (hex) of its token is kept."""

    __tablename__ = "signoff_links"

    id: Mapped[Key]
    approver_id: Mapped[str] = mapped_column(ForeignKey("signoff_approvers.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


def by_id(session: Session, signoff_id: str, *, locked: bool = False) -> Signoff | None:
    """The sign-off with that id; `locked` holds it to the end of the transaction, so that one decides first."""
    query = select(Signoff).where(Signoff.id == signoff_id)
    return session.scalar(query.with_for_update() if locked else query)


def of_job(session: Session, job_id: str) -> Sequence[Signoff]:
    """All sign-offs of a job, the latest first."""
    return session.scalars(
        select(Signoff).where(Signoff.job_id == job_id).order_by(Signoff.requested_at.desc(), Signoff.id.desc())
    ).all()


def approvers_of(session: Session, signoff_id: str) -> Sequence[SignoffApprover]:
    """Everybody who was or is asked, in the order in which they were named."""
    query = select(SignoffApprover).where(SignoffApprover.signoff_id == signoff_id)
    return session.scalars(query.order_by(SignoffApprover.id)).all()
