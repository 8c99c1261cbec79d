"""A job's money other than time: expenses, purchase orders and billing. Amounts are integer cents."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, MappedAsDataclass, Session, mapped_column

from storage.base import Base, Key, Words
from storage.words.accounts import OrderSide


class JobCost(MappedAsDataclass, kw_only=True):
    """The fields that all money lines of a job share; a line that was taken back has `voided_at`.

    `source_key` is unique, so that a line is imported only once. `by_id` is empty for imported lines.
    """

    id: Mapped[Key]
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), index=True)
    cents: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    note: Mapped[Words] = mapped_column(default="")
    source_key: Mapped[str | None] = mapped_column(String(32), unique=True, default=None)
    voided_at: Mapped[datetime | None] = mapped_column(default=None)


class Expense(JobCost, Base):
    """An expense: something bought for a job, at cost."""

    __tablename__ = "expenses"

    spent_on: Mapped[date]
    vendor: Mapped[Words] = mapped_column(default="")


class PurchaseOrder(JobCost, Base):
    """A purchase order: the client's number for the approved money, or an order by the agency for the job.

    An agency order is open until `closed_on`: its money is committed, but not an expense yet.
    """

    __tablename__ = "purchase_orders"
    __table_args__ = (UniqueConstraint("job_id", "side", "number"),)

    number: Mapped[str] = mapped_column(String(60))
    side: Mapped[OrderSide]
    issued_on: Mapped[date]
    closed_on: Mapped[date | None] = mapped_column(default=None)


class Billing(JobCost, Base):
    """An amount billed to the client for a job; `minutes` are those it covers, if known."""

    __tablename__ = "billings"

    billed_on: Mapped[date]
    invoice: Mapped[str] = mapped_column(String(60), default="")
    minutes: Mapped[int | None] = mapped_column(default=None)


Cost = Expense | PurchaseOrder | Billing


def expenses_of(session: Session, job_id: str) -> Sequence[Expense]:
    """The expenses of a job that count, the latest first."""
    query = select(Expense).where(Expense.job_id == job_id, Expense.voided_at.is_(None))
    return session.scalars(query.order_by(Expense.spent_on.desc(), Expense.id)).all()


def orders_of(session: Session, job_id: str) -> Sequence[PurchaseOrder]:
    """The purchase orders of a job that count, the latest first."""
    query = select(PurchaseOrder).where(PurchaseOrder.job_id == job_id, PurchaseOrder.voided_at.is_(None))
    return session.scalars(query.order_by(PurchaseOrder.issued_on.desc(), PurchaseOrder.id)).all()


def billings_of(session: Session, job_id: str) -> Sequence[Billing]:
    """Return the billings of a job that count, the latest first."""
    query = select(Billing).where(Billing.job_id == job_id, Billing.voided_at.is_(None))
    return session.scalars(query.order_by(Billing.billed_on.desc(), Billing.id)).all()


def order_numbered(session: Session, job_id: str, side: OrderSide, number: str) -> PurchaseOrder | None:
    """Return the purchase order of a job with that number, even one that was taken back."""
    same = (PurchaseOrder.job_id == job_id, PurchaseOrder.side == side, PurchaseOrder.number == number)
    return session.scalar(select(PurchaseOrder).where(*same))


def cost(session: Session, table: type[Expense] | type[PurchaseOrder] | type[Billing], cost_id: str) -> Cost | None:
    """Return the money line of that kind with that id, even one that was taken back."""
    found = session.get(table, cost_id)
    return found if isinstance(found, Expense | PurchaseOrder | Billing) else None


def is_known(session: Session, table: type[Expense] | type[Billing], source_key: str) -> bool:
    """Whether a line was imported under that key, even if it was taken back later."""
    return session.scalar(select(table.id).where(table.source_key == source_key)) is not None
