"""Estimates: the Letter of Estimate of a job and its Revised Estimates, each a numbered version."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, UniqueConstraint, bindparam, event, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Base, Key, Words
from storage.words.signoffs import EstimateLineKind, EstimateStatus


class Estimate(Base):
    """One version of a job's estimate; version 1 is the Letter of Estimate. Its content is fixed once it leaves DRAFT.

    Cents are of `currency`; `contingency_bp` is basis points (hundredths of a percent), `tax_ppm` millionths, because
    some taxes are 8.875 %. The totals are stored as calculated. `content_hash` (SHA-256, hex) and `pdf_id` are set when
    it leaves DRAFT, with `issued_on`, the date that it shows. `revision` counts the changes of a draft, so that nobody
    with an older one overwrites it; `edited_by_id` made the last. `told_percent` is the highest share of its budget
    that we warned its lead about, `pace_told_at` is when we warned them that it burns too fast.
    """

    __tablename__ = "estimates"
    __table_args__ = (UniqueConstraint("job_id", "version"),)

    id: Mapped[Key]
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    version: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    made_by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    status: Mapped[EstimateStatus] = mapped_column(default=EstimateStatus.DRAFT)
    reason: Mapped[Words] = mapped_column(default="")
    deliverables: Mapped[Words] = mapped_column(default="")
    exclusions: Mapped[Words] = mapped_column(default="")
    terms: Mapped[Words] = mapped_column(default="")
    revision_rounds: Mapped[int | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    contingency_bp: Mapped[int] = mapped_column(default=0)
    tax_name: Mapped[str] = mapped_column(String(40), default="")
    tax_ppm: Mapped[int] = mapped_column(default=0)
    fees_cents: Mapped[int] = mapped_column(default=0)
    expenses_cents: Mapped[int] = mapped_column(default=0)
    contingency_cents: Mapped[int] = mapped_column(default=0)
    tax_cents: Mapped[int] = mapped_column(default=0)
    total_cents: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int] = mapped_column(default=0)
    content_hash: Mapped[str | None] = mapped_column(String(64), default=None)
    pdf_id: Mapped[str | None] = mapped_column(ForeignKey("stored_files.id"), default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=0)
    edited_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    told_percent: Mapped[int] = mapped_column(default=0)
    pace_told_at: Mapped[datetime | None] = mapped_column(default=None)

    lines: Mapped[list["EstimateLine"]] = relationship(
        lazy="raise", init=False, viewonly=True, order_by="EstimateLine.position"
    )

    @property
    def is_revised(self) -> bool:
        """Whether it is a Revised Estimate."""
        return self.version > 1

    @property
    def budget_cents(self) -> int:
        """The money that work is burned against: the total without tax."""
        return self.total_cents - self.tax_cents


class EstimateLine(Base):
    """One line: agency time (minutes at an hourly rate), or an expense (cost with a mark-up in basis points).

    `origin_id` is the id that the line had in the version where it first appeared; changes are tracked by it.
    """

    __tablename__ = "estimate_lines"
    __table_args__ = (UniqueConstraint("estimate_id", "position"),)

    id: Mapped[Key]
    estimate_id: Mapped[str] = mapped_column(ForeignKey("estimates.id"))
    position: Mapped[int]
    kind: Mapped[EstimateLineKind]
    service: Mapped[str] = mapped_column(String(60), default="")
    description: Mapped[Words] = mapped_column(default="")
    minutes: Mapped[int] = mapped_column(default=0)
    rate_cents: Mapped[int] = mapped_column(default=0)
    cost_cents: Mapped[int] = mapped_column(default=0)
    markup_bp: Mapped[int] = mapped_column(default=0)
    amount_cents: Mapped[int] = mapped_column(default=0)
    origin_id: Mapped[str | None] = mapped_column(String(32), default=None)


class EstimateReview(Base):
    """The decision of somebody at the agency on a version before the client saw it."""

    __tablename__ = "estimate_reviews"

    id: Mapped[Key]
    estimate_id: Mapped[str] = mapped_column(ForeignKey("estimates.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    approved: Mapped[bool]
    at: Mapped[datetime]
    note: Mapped[Words] = mapped_column(default="")


class ContentFixed(Exception):
    """Code tried to change a version that has left DRAFT, which is a bug."""


# The fields that the client, and the agency, decide on. Everything else about a version records its later life.
CONTENT = (
    "job_id",
    "version",
    "currency",
    "reason",
    "deliverables",
    "exclusions",
    "terms",
    "revision_rounds",
    "valid_until",
    "contingency_bp",
    "tax_name",
    "tax_ppm",
    "fees_cents",
    "expenses_cents",
    "contingency_cents",
    "tax_cents",
    "total_cents",
    "minutes",
)


def by_id(session: Session, estimate_id: str) -> Estimate | None:
    """The version with that id."""
    return session.get(Estimate, estimate_id)


def of_job(session: Session, job_id: str) -> Sequence[Estimate]:
    """All versions of a job's estimate, the latest first."""
    return session.scalars(select(Estimate).where(Estimate.job_id == job_id).order_by(Estimate.version.desc())).all()


def of_same_jobs(session: Session, estimate_ids: Collection[str]) -> Sequence[Estimate]:
    """Return all versions for the jobs of those versions, by job and version."""
    jobs = select(Estimate.job_id).where(Estimate.id.in_(estimate_ids))
    query = select(Estimate).where(Estimate.job_id.in_(jobs))
    return session.scalars(query.order_by(Estimate.job_id, Estimate.version)).all()


_APPROVED_OF = (
    select(Estimate)
    .where(Estimate.job_id == bindparam("job"), Estimate.status == EstimateStatus.APPROVED)
    .order_by(Estimate.version.desc())
    .limit(1)
)


def approved_of(session: Session, job_id: str) -> Estimate | None:
    """Return the version that the client approved and that counts now."""
    return session.scalars(_APPROVED_OF, {"job": job_id}).first()


def lines_of(session: Session, estimate_id: str) -> Sequence[EstimateLine]:
    """The lines of a version, in their order."""
    query = select(EstimateLine).where(EstimateLine.estimate_id == estimate_id)
    return session.scalars(query.order_by(EstimateLine.position)).all()


def reviews_of(session: Session, estimate_id: str) -> Sequence[EstimateReview]:
    """Return the agency's decisions on a version, the latest last."""
    query = select(EstimateReview).where(EstimateReview.estimate_id == estimate_id)
    return session.scalars(query.order_by(EstimateReview.at, EstimateReview.id)).all()


def under_way(session: Session) -> Sequence[Estimate]:
    """Return all versions in the making or with a client, the latest first."""
    statuses = (EstimateStatus.DRAFT, EstimateStatus.IN_REVIEW, EstimateStatus.READY, EstimateStatus.SENT)
    query = select(Estimate).where(Estimate.status.in_(statuses))
    return session.scalars(query.order_by(Estimate.made_at.desc(), Estimate.id.desc())).all()


@event.listens_for(Estimate, "before_update")
def _keep_content(_mapper: Any, _connection: Connection, estimate: Estimate) -> None:
    state = inspect(estimate)
    before = state.attrs.status.history
    was = before.deleted[0] if before.deleted else estimate.status
    if was != EstimateStatus.DRAFT and any(state.attrs[name].history.has_changes() for name in CONTENT):
        raise ContentFixed(f"version {estimate.version} is {was}")


@event.listens_for(Estimate, "before_delete")
def _keep_version(_mapper: Any, _connection: Connection, estimate: Estimate) -> None:
    raise ContentFixed(f"version {estimate.version} stays")


@event.listens_for(EstimateLine, "before_insert")
@event.listens_for(EstimateLine, "before_update")
@event.listens_for(EstimateLine, "before_delete")
def _keep_lines(_mapper: Any, connection: Connection, line: EstimateLine) -> None:
    status = connection.scalar(select(Estimate.status).where(Estimate.id == line.estimate_id))
    if status != EstimateStatus.DRAFT:
        raise ContentFixed(f"the lines of a version that is {status}")
