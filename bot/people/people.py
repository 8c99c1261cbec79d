"""Recognising the people of the agency, and checking what they may do."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot import history
from bot.core import Bot, Work
from bot.errors import NotAllowed, NotFound, Unknown
from bot.model import Model
from bot.rules.kit.dates import local_date
from bot.rules.people.teams import people_below
from bot.rules.permissions import ADMIN, SUPERVISOR, Act, may, require
from storage.base import insert_once
from storage.clients import contacts
from storage.people import people
from storage.people.people import Address, ChatAddress, Person
from storage.words.time import Change

# How long we trust the platform's word that somebody is a full member.
CHECKED_FOR = timedelta(hours=24)


class Profile(Model):
    """A person's profile on the chat platform. Guests and members of other organisations aren't full members."""

    address: Address
    name: str
    email: str
    zone: str
    is_full_member: bool
    is_workspace_admin: bool
    is_deactivated: bool = False
    is_bot: bool = False


@dataclass(frozen=True)
class Staff(Work):
    """A use case at work for a person on staff, who asks."""

    person: Person

    @property
    def id(self) -> str:
        """Return the id of the person who asks."""
        return self.person.id

    @property
    def zone(self) -> str:
        """Return the IANA time zone of their dates."""
        return zone_of(self.person)

    @property
    def today(self) -> date:
        """Return their own date."""
        return today_of(self.bot, self.person)


def is_known(bot: Bot, address: Address) -> bool:
    """Return whether that is the address of somebody on staff, recently checked with the platform."""
    with bot.store.read() as session:
        row = people.chat_address(session, address)
        return row is not None and row.checked_at > bot.now() - CHECKED_FOR


def recognise(bot: Bot, profile: Profile) -> None:
    """Record a person's profile: link a new address to the person with that e-mail address.

    Raises NotAllowed if they aren't a full member (and unlinks them: guests are never staff), Unknown for a stranger.
    """
    with bot.begin() as work:
        row = people.chat_address(work.session, profile.address)
        if profile.is_full_member:
            link(work, profile, row)
        elif row:
            history.record_removal(work, None, row)
            work.session.delete(row)
    if not profile.is_full_member:
        raise NotAllowed(
            "I work for the agency's own staff, not for guests or members of other organisations. "
            "You can still sign off what the agency asks you to."
        )


def link(work: Work, profile: Profile, row: ChatAddress | None) -> None:
    """Record that a full member's address (its row, if there is one) was checked; link a new one.

    Raises Unknown for a stranger, NotAllowed for a client contact.
    """
    if row:
        row.checked_at = work.now()
        return
    person = people.by_email(work.session, profile.email) if profile.email else None
    if person is None:
        raise unknown(work.session, profile.name)
    if clients_people := contacts.at_address(work.session, profile.address):
        raise NotAllowed(f"{clients_people[0].name} is a client contact, so I can't take them for staff.")
    # If another delivery does the same at the same moment, the second one finds it done.
    values = profile.address._asdict() | {"id": work.new_id(), "person_id": person.id, "checked_at": work.now()}
    if insert_once(work.session, ChatAddress, values) and (
        linked := people.chat_address(work.session, profile.address)
    ):
        history.record(work, person.id, linked, Change.MADE)


def unknown(session: Session, name: str = "") -> Unknown:
    """Return the friendly refusal for somebody the bot doesn't know; it names the people who can add them."""
    greeting = f"Hello {name}! " if name else ""
    names = [admin.name for admin in people.admins(session)]
    if not names:
        return Unknown(
            f"{greeting}Jobjacket isn't set up yet. A workspace admin can do that in a minute: open my Home page."
        )
    who = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Unknown(f"{greeting}I don't know you yet. Ask {who} to add you, then try again.")


def stranger(bot: Bot) -> Unknown:
    """Return the friendly refusal for somebody that the platform itself doesn't know."""
    with bot.store.read() as session:
        return unknown(session)


def require_person(work: Work, act: Act, *, locked: bool = False) -> Person:
    """Return the person who asks, if they may do that. Raises Unknown or NotAllowed.

    `locked` locks their row until the transaction ends, so that two entries at once see each other.
    """
    person = people.at_address(work.session, work.actor.address, locked=locked) if work.actor.address else None
    if person is None or person.left_at:
        raise unknown(work.session)
    require(act, _roles_of(person))
    return person


def require_staff(work: Work, act: Act, *, locked: bool = False) -> Staff:
    """Return the same work with the person who asks, as `require_person` finds them. Raises Unknown or NotAllowed."""
    return Staff(work.bot, work.session, work.actor, require_person(work, act, locked=locked))


def may_do(person: Person, act: Act) -> bool:
    """Return whether somebody may do that by their role, or as an admin."""
    return may(act, _roles_of(person))


def require_may_do(session: Session, person: Person, act: Act) -> None:
    """Raise NotAllowed unless somebody may do that by their role, as an admin, or as a supervisor."""
    supervises = [SUPERVISOR] if people.has_reports(session, person.id) else []
    require(act, [*_roles_of(person), *supervises])


def require_person_for(session: Session, by: Person, act: Act, other: Address | str, *, named: str) -> Person:
    """Return the other person that `by` may do that for; their row is locked as in `require_person`.

    `other` is a chat address or an e-mail address, `named` what the asker called them. Raises NotFound, NotAllowed.
    """
    found = people.by_email(session, other) if isinstance(other, str) else people.at_address(session, other)
    if found is None or found.left_at:
        raise NotFound(
            f"I can't find anybody here by “{named}”. Their e-mail address works too.",
            example="for sam@agency.example 2h ACME-101 copy edits",
        )
    if found.id != by.id:
        require(act, [*_roles_of(by), *([SUPERVISOR] if is_below(session, found.id, by.id) else [])])
    return people.by_id(session, found.id, locked=True)


def is_below(session: Session, person_id: str, supervisor_id: str) -> bool:
    """Return whether somebody reports to a supervisor, directly or through others."""
    supervisors = {person.id: person.supervisor_id for person in people.everyone(session)}
    return person_id in people_below(supervisor_id, supervisors)


def _roles_of(person: Person) -> list[str]:
    return [person.role, *([ADMIN] if person.is_admin else [])]


def zone_of(person: Person) -> str:
    """Return the IANA time zone of a person's dates: their own, or else their office's."""
    return person.zone or person.office.zone


def today_of(bot: Bot, person: Person) -> date:
    """Return a person's own date."""
    return local_date(bot.now(), zone_of(person))
