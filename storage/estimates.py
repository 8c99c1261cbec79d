"""Estimates: the Letter of Estimate of a job and its Revised Estimates, each a numbered version."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Base, Key, Words
from storage.enums import EstimateLineKind, EstimateStatus


class Estimate(Base):
    """One version of a job's estimate; version 1 is the Letter of Estimate. Once it left DRAFT its content is fixed.

    Cents are of `currency`; `contingency_bp` and `tax_bp` are basis points (hundredths of a percent). The totals are
    kept as they were worked out. `content_hash` (SHA-256, hex) and `pdf_id` are set when it leaves DRAFT.
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
    tax_bp: Mapped[int] = mapped_column(default=0)
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
    """One line: agency time (minutes at a rate an hour), or an expense (cost with a mark-up in basis points)."""

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


class EstimateReview(Base):
    """What somebody of the agency decided on a version before the client saw it."""

    __tablename__ = "estimate_reviews"

    id: Mapped[Key]
    estimate_id: Mapped[str] = mapped_column(ForeignKey("estimates.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    approved: Mapped[bool]
    at: Mapped[datetime]
    note: Mapped[Words] = mapped_column(default="")


def by_id(session: Session, estimate_id: str) -> Estimate | None:
    """The version with that id."""
    return session.get(Estimate, estimate_id)


def of_job(session: Session, job_id: str) -> Sequence[Estimate]:
    """All versions of a job's estimate, the latest first."""
    return session.scalars(select(Estimate).where(Estimate.job_id == job_id).order_by(Estimate.version.desc())).all()


def approved_of(session: Session, job_id: str) -> Estimate | None:
    """The version that the client approved and that counts now."""
    query = select(Estimate).where(Estimate.job_id == job_id, Estimate.status == EstimateStatus.APPROVED)
    return session.scalars(query.order_by(Estimate.version.desc()).limit(1)).first()
