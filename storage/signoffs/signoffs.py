"""Sign-offs: a client's decision on one exact version of something, and who is asked."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words, in_batches, lock
from storage.words.accounts import ContactChannel
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus, Via

BATCH = 1000


class Signoff(Base):
    """A request to a client to sign off one version of one artefact: a stored file, a link or an estimate.

    `content_hash` (SHA-256, hex) is that of the exact content; an estimate's `file_id` is its document. The versions of
    one thing share a `series_id`, the id of the first.
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
    """A contact asked to decide, and their decision; one who is no longer asked has `removed_at`.

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


def by_id(session: Session, signoff_id: str, *, locked: bool = False) -> Signoff | None:
    """Return the sign-off with that id; `locked` locks it until the transaction ends, so that decisions take turns."""
    query = select(Signoff).where(Signoff.id == signoff_id)
    return session.scalar(lock(query) if locked else query)


def of_job(session: Session, job_id: str) -> Sequence[Signoff]:
    """All sign-offs of a job, the latest first."""
    return session.scalars(
        select(Signoff).where(Signoff.job_id == job_id).order_by(Signoff.requested_at.desc(), Signoff.id.desc())
    ).all()


def approvers_of(session: Session, signoff_id: str) -> Sequence[SignoffApprover]:
    """Return everybody we asked or are asking, in the order in which they were named."""
    query = select(SignoffApprover).where(SignoffApprover.signoff_id == signoff_id)
    return session.scalars(query.order_by(SignoffApprover.id)).all()


def in_series(session: Session, series_id: str) -> Sequence[Signoff]:
    """All versions of one thing, the latest first."""
    query = select(Signoff).where(Signoff.series_id == series_id).order_by(Signoff.version.desc())
    return session.scalars(query).all()


def approver_by_id(session: Session, approver_id: str) -> SignoffApprover | None:
    """Return the approver (current or removed) with that id."""
    return session.get(SignoffApprover, approver_id)


def open_ones(session: Session, job_ids: Collection[str] | None = None) -> Sequence[Signoff]:
    """Return the sign-offs that wait for a decision, of these jobs or all, the soonest due first."""
    query = select(Signoff).where(Signoff.status == SignoffStatus.OPEN)
    if job_ids is not None:
        query = query.where(Signoff.job_id.in_(job_ids))
    return session.scalars(query.order_by(Signoff.due_on.is_(None), Signoff.due_on, Signoff.id)).all()


def open_for(session: Session, contact_id: str) -> Sequence[Signoff]:
    """The sign-offs that wait for a decision and name that contact."""
    query = select(Signoff).join(SignoffApprover, SignoffApprover.signoff_id == Signoff.id)
    return session.scalars(
        query.where(SignoffApprover.contact_id == contact_id, Signoff.status == SignoffStatus.OPEN)
    ).all()


def naming(session: Session, contact_ids: Collection[str]) -> Sequence[Signoff]:
    """Return the sign-offs for which those contacts are or were approvers, by id."""
    query = select(Signoff).join(SignoffApprover, SignoffApprover.signoff_id == Signoff.id)
    query = query.where(SignoffApprover.contact_id.in_(contact_ids)).distinct()
    return session.scalars(query.order_by(Signoff.id)).all()


def open_due_by(session: Session, day: date) -> Sequence[Signoff]:
    """The sign-offs that wait for a decision and are due by that day."""
    query = select(Signoff).where(Signoff.status == SignoffStatus.OPEN, Signoff.due_on <= day)
    return session.scalars(query.order_by(Signoff.due_on, Signoff.id)).all()


def every_signoff(session: Session) -> Iterator[Signoff]:
    """Return all sign-offs, with one batch in memory at a time."""
    yield from in_batches(session, select(Signoff), Signoff.id, BATCH)


def every_decision(session: Session) -> Iterator[SignoffApprover]:
    """Return all approvers who have decided, with one batch in memory at a time."""
    decided = select(SignoffApprover).where(SignoffApprover.decision.is_not(None))
    yield from in_batches(session, decided, SignoffApprover.id, BATCH)


def forget_names(session: Session, contact_ids: Collection[str]) -> None:
    """Delete the names with which those contacts confirmed their decisions."""
    query = update(SignoffApprover).where(SignoffApprover.contact_id.in_(contact_ids))
    session.execute(query.values(confirmed_name=""))
