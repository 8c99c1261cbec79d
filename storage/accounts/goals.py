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
    """Work that a client may yet give; `percent` is the chance of it. `estimate_id` is the version that it became.

    The client's decisions on versions of that estimate before `followed_at` are followed.
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
    """What one unit of a currency is worth in another from a date on, in millionths."""

    __tablename__ = "exchange_rates"
    __table_args__ = (UniqueConstraint("currency", "into", "starts_on"),)

    id: Mapped[Key]
    currency: Mapped[str] = mapped_column(String(3))
    into: Mapped[str] = mapped_column(String(3))
    starts_on: Mapped[date]
    millionths: Mapped[int] = mapped_column(BigInteger)


def rates_into(session: Session, currency: str, day: date) -> Sequence[ExchangeRate]:
    """All rates into a currency that have begun by a day, the latest last."""
    query = select(ExchangeRate).where(ExchangeRate.into == currency, ExchangeRate.starts_on <= day)
    return session.scalars(query.order_by(ExchangeRate.starts_on)).all()


def of_quarter(session: Session, quarter: str) -> Sequence[RevenueGoal]:
    """All goals of a quarter."""
    return session.scalars(select(RevenueGoal).where(RevenueGoal.quarter == quarter)).all()


def goal(session: Session, goal_id: str) -> RevenueGoal | None:
    """The goal with that id."""
    return session.get(RevenueGoal, goal_id)


def goal_for(session: Session, quarter: str, scope: str, currency: str) -> RevenueGoal | None:
    """The goal of a quarter for a portfolio's owner or a client, by that one's id, in a currency."""
    wanted = (RevenueGoal.quarter == quarter, RevenueGoal.scope == scope, RevenueGoal.currency == currency)
    return session.scalar(select(RevenueGoal).where(*wanted))


def every_exchange_rate(session: Session) -> Sequence[ExchangeRate]:
    """All exchange rates, by their currencies, the latest of each pair first."""
    order = (ExchangeRate.currency, ExchangeRate.into, ExchangeRate.starts_on.desc())
    return session.scalars(select(ExchangeRate).order_by(*order)).all()


def exchange_rate(session: Session, currency: str, into: str, starts_on: date) -> ExchangeRate | None:
    """The rate of a pair of currencies that begins on that day."""
    wanted = (ExchangeRate.currency == currency, ExchangeRate.into == into, ExchangeRate.starts_on == starts_on)
    return session.scalar(select(ExchangeRate).where(*wanted))


def opportunity(session: Session, opportunity_id: str, *, locked: bool = False) -> Opportunity | None:
    """The opportunity with that id, with its client; `locked` holds it to the end of the transaction."""
    query = select(Opportunity).where(Opportunity.id == opportunity_id).options(joinedload(Opportunity.client))
    return session.scalar(lock(query, Opportunity) if locked else query)


def open_opportunities(session: Session) -> Sequence[Opportunity]:
    """All opportunities that are neither won nor lost, with their clients, by the day they close."""
    query = select(Opportunity).where(Opportunity.stage.not_in(SETTLED_STAGES)).options(joinedload(Opportunity.client))
    return session.scalars(query.order_by(Opportunity.closes_on, Opportunity.id)).all()


def settled_opportunities(
    session: Session, stages: Collection[OpportunityStage], limit: int, client_id: str = ""
) -> Sequence[Opportunity]:
    """The opportunities of those stages that were settled last, with their clients, the latest first."""
    query = select(Opportunity).where(Opportunity.stage.in_(stages)).options(joinedload(Opportunity.client))
    if client_id:
        query = query.where(Opportunity.client_id == client_id)
    return session.scalars(query.order_by(Opportunity.settled_at.desc(), Opportunity.id).limit(limit)).all()


def overdue_opportunities(session: Session, day: date) -> Sequence[Opportunity]:
    """The open opportunities that were to close before a day, with their clients."""
    query = select(Opportunity).where(Opportunity.stage.not_in(SETTLED_STAGES), Opportunity.closes_on < day)
    return session.scalars(query.options(joinedload(Opportunity.client)).order_by(Opportunity.id)).all()


# Asked every minute, and an alias of a table takes long to make.
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
    """The opportunities whose estimate the client decided on since they were followed, as pairs of ids.

    Each comes with the id of the decided version (any of its job's), the earliest decision first.
    """
    return [(each, version) for each, version in session.execute(_DECIDED)]


def opportunities_of_job(session: Session, job_id: str) -> Sequence[Opportunity]:
    """The opportunities that became a version of that job's estimate, with their clients; held to the end."""
    query = select(Opportunity).join(Estimate, Estimate.id == Opportunity.estimate_id).where(Estimate.job_id == job_id)
    query = query.options(joinedload(Opportunity.client)).order_by(Opportunity.made_at, Opportunity.id)
    return session.scalars(lock(query, Opportunity)).all()
