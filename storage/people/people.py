"""Offices, the people who work there, and where each of them chats."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Base, Key, PlatformId, Words, lock
from storage.words.platforms import Platform
from storage.words.time import DateOrder, Role


class Address(NamedTuple):
    """A person's chat address: the platform, their own workspace and their user id there."""

    platform: Platform
    workspace: str
    user: str


class Office(Base):
    """An office of the agency, with its time zone, and how it reads `3/10`."""

    __tablename__ = "offices"

    id: Mapped[Key]
    name: Mapped[Words] = mapped_column(unique=True)
    zone: Mapped[Words]
    date_order: Mapped[DateOrder]


class Person(Base):
    """A person who works at the agency. `zone` is set if it differs from the office's.

    `starts_on` is the first day we expect time for; empty means always.
    """

    __tablename__ = "people"

    id: Mapped[Key]
    name: Mapped[Words]
    email: Mapped[Words] = mapped_column(unique=True)
    role: Mapped[Role]
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"))
    is_admin: Mapped[bool] = mapped_column(default=False)
    supervisor_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    zone: Mapped[Words | None] = mapped_column(default=None)
    expected_minutes: Mapped[int] = mapped_column(default=450)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    starts_on: Mapped[date | None] = mapped_column(default=None)

    office: Mapped[Office] = relationship(lazy="raise", init=False, viewonly=True)


class ChatAddress(Base):
    """One chat address of a person, and when the platform last said that it is a full member's."""

    __tablename__ = "chat_addresses"
    __table_args__ = (UniqueConstraint("platform", "workspace", "user"),)

    id: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    platform: Mapped[Platform]
    workspace: Mapped[PlatformId]
    user: Mapped[PlatformId]
    checked_at: Mapped[datetime]

    @property
    def address(self) -> Address:
        """Return the person's address in chat."""
        return Address(self.platform, self.workspace, self.user)


_AT_ADDRESS = (
    ChatAddress.platform == bindparam("platform"),
    ChatAddress.workspace == bindparam("workspace"),
    ChatAddress.user == bindparam("user"),
)
_EVERYONE = select(Person).options(joinedload(Person.office))
_BY_ID = _EVERYONE.where(Person.id == bindparam("id"))
_PERSON_AT = _EVERYONE.join(ChatAddress, ChatAddress.person_id == Person.id).where(*_AT_ADDRESS)
_HELD, _HELD_AT = (lock(each, Person, key_share=True) for each in (_BY_ID, _PERSON_AT))
_CHAT_ADDRESS = select(ChatAddress).where(*_AT_ADDRESS)
_OFFICES = select(Office).order_by(Office.name)


def at_address(session: Session, address: Address, *, locked: bool = False) -> Person | None:
    """Return the person with that chat address, with their office; `locked` stops others from adding to their day."""
    return session.scalar(_HELD_AT if locked else _PERSON_AT, address._asdict())


def chat_address(session: Session, address: Address) -> ChatAddress | None:
    """The row of one chat address."""
    return session.scalar(_CHAT_ADDRESS, address._asdict())


def by_id(session: Session, person_id: str, *, locked: bool = False) -> Person:
    """The person with that id, with their office; `locked` as in `at_address`. Raises sqlalchemy.exc.NoResultFound."""
    return session.scalars(_HELD if locked else _BY_ID, {"id": person_id}).one()


def by_email(session: Session, email: str) -> Person | None:
    """The person with that e-mail address, in any case."""
    query = select(Person).where(func.lower(Person.email) == email.lower()).options(joinedload(Person.office))
    return session.scalar(query)


def matching(session: Session, words: Sequence[str], limit: int) -> Sequence[Person]:
    """Return people who work here now with every word (lower case) in their name or e-mail address, by name."""
    query = select(Person).where(Person.left_at.is_(None))
    for word in words:
        found_in = (Person.name, Person.email)
        query = query.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in found_in)))
    return session.scalars(query.order_by(Person.name, Person.id).limit(limit)).all()


def with_ids(session: Session, ids: Collection[str]) -> Sequence[Person]:
    """Return the people with those ids, even those who left, with their offices."""
    return session.scalars(select(Person).where(Person.id.in_(ids)).options(joinedload(Person.office))).all()


def admins(session: Session, *, locked: bool = False) -> Sequence[Person]:
    """Return all admins, with their offices, by name; `locked` keeps others from changing any of them meanwhile."""
    query = _EVERYONE.where(Person.is_admin, Person.left_at.is_(None)).order_by(Person.name)
    return session.scalars(lock(query, Person) if locked else query).all()


def with_role(session: Session, role: Role) -> Sequence[Person]:
    """Return the people who have that role now, with their offices, by name."""
    query = select(Person).where(Person.role == role, Person.left_at.is_(None)).options(joinedload(Person.office))
    return session.scalars(query.order_by(Person.name)).all()


def everyone(session: Session) -> Sequence[Person]:
    """All people, with their offices."""
    return session.scalars(_EVERYONE).all()


def names(session: Session) -> Mapping[str, str]:
    """Everybody's name, by their id."""
    return dict(session.execute(select(Person.id, Person.name)).all())


def offices(session: Session) -> Sequence[Office]:
    """All offices, by name."""
    return session.scalars(_OFFICES).all()


def addresses_of(session: Session, person_id: str) -> Sequence[ChatAddress]:
    """Return all chat addresses of a person, on all platforms."""
    query = select(ChatAddress).where(ChatAddress.person_id == person_id)
    return session.scalars(query.order_by(ChatAddress.id)).all()


def has_reports(session: Session, person_id: str) -> bool:
    """Whether anybody reports to that person."""
    query = select(Person.id).where(Person.supervisor_id == person_id, Person.left_at.is_(None))
    return session.scalar(query.limit(1)) is not None


def find(session: Session, person_id: str) -> Person | None:
    """The person with that id, if there is one, with their office."""
    return session.scalar(select(Person).where(Person.id == person_id).options(joinedload(Person.office)))


def reports_of(session: Session, supervisor_id: str) -> Sequence[Person]:
    """Return the people who report to somebody directly, with their offices, by name."""
    query = select(Person).where(Person.supervisor_id == supervisor_id, Person.left_at.is_(None))
    return session.scalars(query.options(joinedload(Person.office)).order_by(Person.name)).all()


def supervisor_of(session: Session, person_id: str) -> str | None:
    """The id of a person's supervisor, if they have one."""
    person = session.get(Person, person_id)  # mostly already loaded
    return person.supervisor_id if person else None


def office(session: Session, office_id: str) -> Office:
    """The office with that id. Raises sqlalchemy.exc.NoResultFound."""
    return session.scalars(select(Office).where(Office.id == office_id)).one()


def zones(session: Session) -> Sequence[tuple[str, str]]:
    """Return pairs of an office's id and a zone that somebody there uses."""
    zone = func.coalesce(Person.zone, Office.zone)
    query = select(Person.office_id, zone).join(Office, Office.id == Person.office_id).distinct()
    return [(office_id, name) for office_id, name in session.execute(query.where(Person.left_at.is_(None)))]


def users_linked(session: Session, platform: Platform, users: Collection[str]) -> frozenset[str]:
    """Return which of these user ids of a platform belong to staff."""
    query = select(ChatAddress.user).where(ChatAddress.platform == platform, ChatAddress.user.in_(users))
    return frozenset(session.scalars(query))


def linked_ids(session: Session) -> frozenset[str]:
    """The ids of the people who have a chat address."""
    return frozenset(session.scalars(select(ChatAddress.person_id).distinct()))
