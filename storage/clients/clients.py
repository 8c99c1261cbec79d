"""Clients, identified by their short code: their leads, channels and contracts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, bindparam, delete, exists, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key, Words
from storage.kit.channels import MEANT, Channel, meant_by
from storage.people.people import Office, Person
from storage.words.accounts import ClientStatus, PricingModel, RollOver
from storage.words.platforms import ChannelRef


class Client(Base):
    """A customer of the agency; `code` is upper case, e.g. ACME.

    `owner` is the head of accounts whose portfolio it is in; `backup_lead` fills in for the account lead. `colour` is
    the brand colour as `#rrggbb`, and `logo_id` the id of a stored file.
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
    internal_channel_id: Mapped[str | None] = mapped_column(ForeignKey("channels.id"), default=None)
    shared_channel_id: Mapped[str | None] = mapped_column(ForeignKey("channels.id"), default=None)
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
    """A person who works for a client but isn't one of its leads."""

    __tablename__ = "client_team"

    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)


class Contract(Base):
    """The terms of a client's contract; the one with the latest start counts. `payment_days` count from the invoice."""

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
    """Hours or a fee per month by contract, from a day to a day; minutes, and cents of the client's currency.

    Unused hours roll over by `roll_over`, up to `cap_minutes` if there is a cap.
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


# By a code or a name (lower case) of `names`.
IS_NAMED = or_(*(func.lower(each).in_(bindparam("names", expanding=True)) for each in (Client.code, Client.name)))
_NAMED = select(Client).where(IS_NAMED)


def named(session: Session, names: Collection[str]) -> Sequence[Client]:
    """Return the clients with those codes or names (lower case)."""
    return session.scalars(_NAMED, {"names": list(names)}).all()


def every_client(session: Session) -> Sequence[Client]:
    """All clients, by code."""
    return session.scalars(select(Client).order_by(Client.code)).all()


def by_id(session: Session, client_id: str) -> Client | None:
    """Return the client with that id, with its office, its owner and its leads."""
    minders = (Client.office, Client.owner, Client.lead, Client.backup_lead)
    query = select(Client).where(Client.id == client_id).options(*(joinedload(each) for each in minders))
    return session.scalar(query)


def every_contract(session: Session) -> Sequence[Contract]:
    """All contracts, by the day they start."""
    return session.scalars(select(Contract).order_by(Contract.starts_on, Contract.id)).all()


def every_retainer(session: Session) -> Sequence[Retainer]:
    """All retainers, by the day they start."""
    return session.scalars(select(Retainer).order_by(Retainer.starts_on, Retainer.id)).all()


def by_code(session: Session, code: str) -> Client | None:
    """Return the client with that code (upper case), loaded as in `by_id`."""
    found = session.scalar(select(Client.id).where(Client.code == code))
    return by_id(session, found) if found else None


def chosen(
    *, archived: bool, status: ClientStatus | None = None, person_id: str | None = None, words: Sequence[str] = ()
) -> Select[Client]:
    """Return the query for clients: archived or not, by status, by person, by words (lower case) in code or name.

    A client's people are its lead, its back-up lead, its owner, and its team.
    """
    query = select(Client).where(Client.archived_at.is_not(None) if archived else Client.archived_at.is_(None))
    if status:
        query = query.where(Client.status == status)
    if person_id:
        of_team = exists().where(ClientTeamMember.client_id == Client.id, ClientTeamMember.person_id == person_id)
        minders = (Client.lead_id, Client.backup_lead_id, Client.owner_id)
        query = query.where(or_(of_team, *(minder == person_id for minder in minders)))
    for word in words:
        columns = (Client.code, Client.name)
        query = query.where(or_(*(func.lower(each).contains(word, autoescape=True) for each in columns)))
    return query


def count(session: Session, query: Select[Client]) -> int:
    """Return how many clients a query selects."""
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def page(session: Session, query: Select[Client], offset: int, limit: int) -> Sequence[Client]:
    """Return one page of those clients, by code."""
    return session.scalars(query.order_by(Client.code).offset(offset).limit(limit)).all()


def team_of(session: Session, client_id: str) -> Sequence[Person]:
    """Return the people who work for a client but aren't its leads, by name."""
    query = select(Person).join(ClientTeamMember, ClientTeamMember.person_id == Person.id)
    return session.scalars(query.where(ClientTeamMember.client_id == client_id).order_by(Person.name, Person.id)).all()


def set_team(session: Session, client_id: str, person_ids: Collection[str]) -> None:
    """Make exactly those people a client's team."""
    session.execute(delete(ClientTeamMember).where(ClientTeamMember.client_id == client_id))
    session.add_all(ClientTeamMember(client_id=client_id, person_id=each) for each in sorted(set(person_ids)))
    session.flush()


def in_channel(session: Session, channel: ChannelRef, *, shared: bool) -> Sequence[Client]:
    """Return the clients with that shared channel, or else internal channel; by code."""
    column = Client.shared_channel_id if shared else Client.internal_channel_id
    return session.scalars(select(Client).where(column.in_(MEANT)).order_by(Client.code), meant_by(channel)).all()


def is_shared_channel(session: Session, channel: ChannelRef) -> bool:
    """Whether that channel is shared with a client, or people from other organisations were seen in it."""
    shared = select(Client.shared_channel_id).where(Client.shared_channel_id.is_not(None))
    query = select(Channel.id).where(Channel.id.in_(MEANT), or_(Channel.has_outsiders, Channel.id.in_(shared)))
    return session.scalar(query.limit(1), meant_by(channel)) is not None


def led_by(session: Session, person_id: str) -> Sequence[Client]:
    """Return the clients that a person leads, without archived ones; by code."""
    query = select(Client).where(Client.lead_id == person_id, Client.archived_at.is_(None))
    return session.scalars(query.order_by(Client.code)).all()


def portfolios(session: Session) -> Mapping[str, Sequence[str]]:
    """Return the codes of the clients of each portfolio, by the owner's id; archived ones left out."""
    query = select(Client.owner_id, Client.code).where(Client.owner_id.is_not(None), Client.archived_at.is_(None))
    found: dict[str, list[str]] = {}
    for owner_id, code in session.execute(query.order_by(Client.code)):
        found.setdefault(str(owner_id), []).append(code)
    return found


def names_channels(session: Session, client_id: str = "") -> bool:
    """Whether we have only the name of a channel of any client, or of that one."""
    columns = (Client.internal_channel_id, Client.shared_channel_id)
    query = select(Client.id).join(Channel, Channel.id.in_(columns)).where(Channel.channel.is_(None))
    if client_id:
        query = query.where(Client.id == client_id)
    return session.scalar(select(query.exists())) or False


def contracts_of(session: Session, client_id: str) -> Sequence[Contract]:
    """A client's contracts, the latest first."""
    query = select(Contract).where(Contract.client_id == client_id)
    return session.scalars(query.order_by(Contract.starts_on.desc(), Contract.id.desc())).all()


def retainers_of(session: Session, client_id: str) -> Sequence[Retainer]:
    """A client's retainers, the latest first."""
    query = select(Retainer).where(Retainer.client_id == client_id)
    return session.scalars(query.order_by(Retainer.starts_on.desc(), Retainer.id.desc())).all()


def leads_by_id(session: Session, client_ids: Collection[str]) -> Mapping[str, Person]:
    """Return the account lead of each of those clients that has one, by the client's id."""
    query = select(Client.id, Person).join(Person, Person.id == Client.lead_id).where(Client.id.in_(client_ids))
    return dict(session.execute(query).all())


def is_owner(session: Session, person_id: str) -> bool:
    """Whether a person has a portfolio: owns a client that isn't archived."""
    query = exists().where(Client.owner_id == person_id, Client.archived_at.is_(None))
    return session.scalar(select(query)) or False


def owners(session: Session) -> Sequence[str]:
    """Return the ids of the people who have a portfolio."""
    query = select(Client.owner_id).where(Client.owner_id.is_not(None), Client.archived_at.is_(None))
    return [owner for owner in session.scalars(query.distinct().order_by(Client.owner_id)) if owner]
