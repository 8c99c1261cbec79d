"""Revenue goals, and the opportunities to reach them. Amounts are integer cents."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words
from storage.enums import OpportunityKind, OpportunityStage


class RevenueGoal(Base):
    """What a portfolio (its owner) or a client is to bring in a quarter, e.g. `2026-Q4`; `scope` is that one's id."""

    __tablename__ = "revenue_goals"
    __table_args__ = (UniqueConstraint("quarter", "scope", "currency"),)

    id: Mapped[Key]
    quarter: Mapped[str] = mapped_column(String(7))
    scope: Mapped[str] = mapped_column(String(32))
    cents: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    client_id: Mapped[str | None] = mapped_column(ForeignKey("clients.id"), default=None)


class Opportunity(Base):
    """Work that a client may yet give; `percent` is the chance of it."""

    __tablename__ = "opportunities"

    id: Mapped[Key]
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), index=True)
    kind: Mapped[OpportunityKind]
    title: Mapped[Words]
    cents: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    percent: Mapped[int]
    closes_on: Mapped[date]
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    stage: Mapped[OpportunityStage] = mapped_column(default=OpportunityStage.IDENTIFIED)
    note: Mapped[Words] = mapped_column(default="")
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


class ExchangeRate(Base):
    """What one unit of a currency is worth in another from a date on, in millionths."""

    __tablename__ = "exchange_rates"
    __table_args__ = (UniqueConstraint("currency", "into", "starts_on"),)

    id: Mapped[Key]
    currency: Mapped[str] = mapped_column(String(3))
    into: Mapped[str] = mapped_column(String(3))
    starts_on: Mapped[date]
    millionths: Mapped[int]


def rates_into(session: Session, currency: str, day: date) -> Sequence[ExchangeRate]:
    """All rates into a currency that have begun by a day, the latest last."""
    query = select(ExchangeRate).where(ExchangeRate.into == currency, ExchangeRate.starts_on <= day)
    return session.scalars(query.order_by(ExchangeRate.starts_on)).all()


def of_quarter(session: Session, quarter: str) -> Sequence[RevenueGoal]:
    """All goals of a quarter."""
    return session.scalars(select(RevenueGoal).where(RevenueGoal.quarter == quarter)).all()
