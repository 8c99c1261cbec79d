"""Revenue goals, and the opportunities to reach them. Amounts are integer cents."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, aliased, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words, lock
from storage.clients.clients import Client
from storage.estimates.estimates import Estimate
from storage.words.accounts import SETTLED_STAGES, OpportunityKind, OpportunityStage
from storage.words.signoffs import EstimateStatus


class RevenueGoal(Base):
    """The goal of a portfolio or a client for a quarter, e.g. `2026-Q4`; `scope` is the id of the owner or client."""

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
    """Work that a client may still give us; `percent` is the chance of it. `estimate_id` is the version that it became.

    The client's decisions on that estimate have been taken into account up to `followed_at`.
    """

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
    estimate_id: Mapped[str | None] = mapped_column(ForeignKey("estimates.id"), default=None)
    followed_at: Mapped[datetime | None] = mapped_column(default=None)

    client: Mapped[Client] = relationship(lazy="raise", init=False, viewonly=True)

    @property
    def is_open(self) -> bool:
        """Whether it can still be won or lost."""
        return self.stage not in SETTLED_STAGES


class ExchangeRate(Base):
    """The price of one unit of a currency in another from a date on, in millionths."""

    __tablename__ = "exchange_rates"
    __table_args__ = (UniqueConstraint("currency", "into", "starts_on"),)

    id: Mapped[Key]
    currency: Mapped[str] = mapped_column(String(3))
    into: Mapped[str] = mapped_column(String(3))
    starts_on: Mapped[date]
    millionths: Mapped[int] = mapped_column(BigInteger)


def rates_into(session: Session, currency: str, day: date) -> Sequence[ExchangeRate]:
    """Return all rates into a currency that start by a day, the latest last."""
    query = select(ExchangeRate).where(ExchangeRate.into == currency, ExchangeRate.starts_on <= day)
    return session.scalars(query.order_by(ExchangeRate.starts_on)).all()


def of_quarter(session: Session, quarter: str) -> Sequence[RevenueGoal]:
    """All goals of a quarter."""
    return session.scalars(select(RevenueGoal).where(RevenueGoal.quarter == quarter)).all()


def goal(session: Session, goal_id: str) -> RevenueGoal | None:
    """The goal with that id."""
    return session.get(RevenueGoal, goal_id)


def goal_for(session: Session, quarter: str, scope: str, currency: str) -> RevenueGoal | None:
    """Return the goal of a quarter in a currency, for a portfolio owner or a client (`scope` is their id)."""
    wanted = (RevenueGoal.quarter == quarter, RevenueGoal.scope == scope, RevenueGoal.currency == currency)
    return session.scalar(select(RevenueGoal).where(*wanted))


def every_exchange_rate(session: Session) -> Sequence[ExchangeRate]:
    """All exchange rates, by their currencies, the latest of each pair first."""
    order = (ExchangeRate.currency, ExchangeRate.into, ExchangeRate.starts_on.desc())
    return session.scalars(select(ExchangeRate).order_by(*order)).all()


def exchange_rate(session: Session, currency: str, into: str, starts_on: date) -> ExchangeRate | None:
    """Return the rate of a pair of currencies that starts on that day."""
    wanted = (ExchangeRate.currency == currency, ExchangeRate.into == into, ExchangeRate.starts_on == starts_on)
    return session.scalar(select(ExchangeRate).where(*wanted))


def opportunity(session: Session, opportunity_id: str, *, locked: bool = False) -> Opportunity | None:
    """Return the opportunity with that id, with its client; `locked` locks it until the transaction ends."""
    query = select(Opportunity).where(Opportunity.id == opportunity_id).options(joinedload(Opportunity.client))
    return session.scalar(lock(query, Opportunity) if locked else query)


def open_opportunities(session: Session) -> Sequence[Opportunity]:
    """All opportunities that are neither won nor lost, with their clients, by the day they close."""
    query = select(Opportunity).where(Opportunity.stage.not_in(SETTLED_STAGES)).options(joinedload(Opportunity.client))
    return session.scalars(query.order_by(Opportunity.closes_on, Opportunity.id)).all()


def settled_opportunities(
    session: Session, stages: Collection[OpportunityStage], limit: int, client_id: str = ""
) -> Sequence[Opportunity]:
    """Return the opportunities of those stages that were settled last, with their clients, the latest first."""
    query = select(Opportunity).where(Opportunity.stage.in_(stages)).options(joinedload(Opportunity.client))
    if client_id:
        query = query.where(Opportunity.client_id == client_id)
    return session.scalars(query.order_by(Opportunity.settled_at.desc(), Opportunity.id).limit(limit)).all()


def overdue_opportunities(session: Session, day: date) -> Sequence[Opportunity]:
    """Return the open opportunities that should have closed before a day, with their clients."""
    query = select(Opportunity).where(Opportunity.stage.not_in(SETTLED_STAGES), Opportunity.closes_on < day)
    return session.scalars(query.options(joinedload(Opportunity.client)).order_by(Opportunity.id)).all()


# Runs every minute, and creating an alias of a table is slow.
_LINKED, _VERSION = aliased(Estimate), aliased(Estimate)
_DECIDED = (
    select(Opportunity.id, _VERSION.id)
    .join(_LINKED, _LINKED.id == Opportunity.estimate_id)
    .join(_VERSION, _VERSION.job_id == _LINKED.job_id)
    .where(
        _VERSION.status.in_((EstimateStatus.APPROVED, EstimateStatus.DECLINED)),
        _VERSION.decided_at >= Opportunity.followed_at,
    )
    .order_by(_VERSION.decided_at, Opportunity.id)
)


def decided_since(session: Session) -> Sequence[tuple[str, str]]:
    """Return the opportunities whose estimate the client decided on since we followed them, as pairs of ids.

    The second id is that of the decided version (any of its job's); the earliest decision comes first.
    """
    return [(each, version) for each, version in session.execute(_DECIDED)]


def opportunities_of_job(session: Session, job_id: str) -> Sequence[Opportunity]:
    """Return the opportunities that became a version of that job's estimate, with their clients, locked."""
    query = select(Opportunity).join(Estimate, Estimate.id == Opportunity.estimate_id).where(Estimate.job_id == job_id)
    query = query.options(joinedload(Opportunity.client)).order_by(Opportunity.made_at, Opportunity.id)
    return session.scalars(lock(query, Opportunity)).all()
