"""Clients, known by their short code: who minds them, where they are spoken of, and what the contract says."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words
from storage.enums import ClientStatus, PricingModel, RollOver
from storage.people import Office, Person


class Client(Base):
    """A customer of the agency; `code` is upper case, e.g. ACME.

    `owner` is the head of accounts in whose portfolio it is; `backup_lead` stands in for the account lead. `colour` is
    the branding's, as `#rrggbb`, and `logo_id` a stored file's.
    """

    __tablename__ = "clients"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[Words]
    office_id: Mapped[str | None] = mapped_column(ForeignKey("offices.id"), default=None)
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    status: Mapped[ClientStatus] = mapped_column(default=ClientStatus.ACTIVE)
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    lead_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    backup_lead_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    internal_channel: Mapped[str | None] = mapped_column(String(60), default=None)
    shared_channel: Mapped[str | None] = mapped_column(String(60), default=None)
    colour: Mapped[str | None] = mapped_column(String(7), default=None)
    logo_id: Mapped[str | None] = mapped_column(ForeignKey("stored_files.id"), default=None)
    branding_notes: Mapped[Words] = mapped_column(default="")
    reporting_notes: Mapped[Words] = mapped_column(default="")
    archived_at: Mapped[datetime | None] = mapped_column(default=None)

    office: Mapped[Office | None] = relationship(lazy="raise", init=False, viewonly=True)
    lead: Mapped[Person | None] = relationship(lazy="raise", init=False, viewonly=True, foreign_keys=[lead_id])
    backup_lead: Mapped[Person | None] = relationship(
        lazy="raise", init=False, viewonly=True, foreign_keys=[backup_lead_id]
    )
    owner: Mapped[Person | None] = relationship(lazy="raise", init=False, viewonly=True, foreign_keys=[owner_id])


class ClientTeamMember(Base):
    """Somebody who works for a client besides its leads."""

    __tablename__ = "client_team"

    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)


class Contract(Base):
    """What a client's contract says; the one that has begun last counts. `payment_days` are from the invoice on."""

    __tablename__ = "contracts"

    id: Mapped[Key]
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), index=True)
    starts_on: Mapped[date]
    renews_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    notice_days: Mapped[int | None] = mapped_column(default=None)
    pricing_model: Mapped[PricingModel | None] = mapped_column(default=None)
    payment_days: Mapped[int | None] = mapped_column(default=None)


class Retainer(Base):
    """Hours or a fee a month by contract, from a day to a day; minutes, and cents of the client's currency.

    What is unused rolls over by `roll_over`, up to `cap_minutes` where that is capped.
    """

    __tablename__ = "retainers"

    id: Mapped[Key]
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(default=None)
    minutes_a_month: Mapped[int | None] = mapped_column(default=None)
    fee_cents: Mapped[int | None] = mapped_column(default=None)
    rate_cents: Mapped[int | None] = mapped_column(default=None)
    roll_over: Mapped[RollOver] = mapped_column(default=RollOver.NONE)
    cap_minutes: Mapped[int | None] = mapped_column(default=None)


def named(session: Session, names: Collection[str]) -> Sequence[Client]:
    """The clients with those codes or names (lower case)."""
    is_named = or_(func.lower(Client.code).in_(names), func.lower(Client.name).in_(names))
    return session.scalars(select(Client).where(is_named)).all()


def every_client(session: Session) -> Sequence[Client]:
    """All clients, by code."""
    return session.scalars(select(Client).order_by(Client.code)).all()


def by_id(session: Session, client_id: str) -> Client | None:
    """The client with that id, with its office, its owner and its leads."""
    minders = (Client.office, Client.owner, Client.lead, Client.backup_lead)
    query = select(Client).where(Client.id == client_id).options(*(joinedload(each) for each in minders))
    return session.scalar(query)


def every_contract(session: Session) -> Sequence[Contract]:
    """All contracts, by the day they start."""
    return session.scalars(select(Contract).order_by(Contract.starts_on, Contract.id)).all()


def every_retainer(session: Session) -> Sequence[Retainer]:
    """All retainers, by the day they start."""
    return session.scalars(select(Retainer).order_by(Retainer.starts_on, Retainer.id)).all()
