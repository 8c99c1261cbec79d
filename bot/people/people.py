"""Who is who: recognising the people of the agency, and what each may do."""

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

# How long the platform's word that somebody is a full member is taken for true.
CHECKED_FOR = timedelta(hours=24)


class Profile(Model):
    """What the chat platform itself says of somebody. Guests and members of other organisations are no full members."""

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
    """A use case at work for one of ours: `person` asks."""

    person: Person

    @property
    def id(self) -> str:
        """The id of the person who asks."""
        return self.person.id

    @property
    def zone(self) -> str:
        """The IANA time zone that their dates go by."""
        return zone_of(self.person)

    @property
    def today(self) -> date:
        """Their own date."""
        return today_of(self.bot, self.person)


def is_known(bot: Bot, address: Address) -> bool:
    """Whether that is the address of one of ours, checked with the platform not long ago."""
    with bot.store.read() as session:
        row = people.chat_address(session, address)
        return row is not None and row.checked_at > bot.now() - CHECKED_FOR


def recognise(bot: Bot, profile: Profile) -> None:
    """Take note of what the platform says of somebody: link a new address to the person with that e-mail address.

    Raises NotAllowed for who is no full member (and unlinks them: guests are never staff), Unknown for a stranger.
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
            "Jobjacket's desk is for the agency's own staff, and not for guests or for members of other organisations: "
            "they decide on what they are asked to sign off."
        )


def link(work: Work, profile: Profile, row: ChatAddress | None) -> None:
    """Note that a full member's address (its row, if there is one) was checked; link a new one.

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
    # Whoever comes second, by another delivery at the same moment, finds it done.
    values = profile.address._asdict() | {"id": work.new_id(), "person_id": person.id, "checked_at": work.now()}
    if insert_once(work.session, ChatAddress, values) and (
        linked := people.chat_address(work.session, profile.address)
    ):
        history.record(work, person.id, linked, Change.MADE)


def unknown(session: Session, name: str = "") -> Unknown:
    """The kind refusal for somebody the bot does not know; it names who can add them."""
    greeting = f"Hello {name}! " if name else ""
    names = [admin.name for admin in people.admins(session)]
    if not names:
        return Unknown(
            f"{greeting}Jobjacket is not set up yet. A workspace admin opens my Home page and does it in a minute."
        )
    who = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Unknown(f"{greeting}I don't know you yet. {who} can add you; after that, just try again.")


def require_person(work: Work, act: Act, *, locked: bool = False) -> Person:
    """The person who asks, if they may do that. Raises Unknown or NotAllowed.

    `locked` holds their row to the end of the transaction, so that two entries at once see each other.
    """
    person = people.at_address(work.session, work.actor.address, locked=locked) if work.actor.address else None
    if person is None or person.left_at:
        raise unknown(work.session)
    require(act, _standing(person))
    return person


def require_staff(work: Work, act: Act, *, locked: bool = False) -> Staff:
    """Return the same work with the person who asks, as `require_person` finds them. Raises Unknown or NotAllowed."""
    return Staff(work.bot, work.session, work.actor, require_person(work, act, locked=locked))


def may_do(person: Person, act: Act) -> bool:
    """Whether somebody may do that by their role, or as an admin."""
    return may(act, _standing(person))


def require_standing(session: Session, person: Person, act: Act) -> None:
    """Let somebody pass by all that they are, a supervisor too. Raises NotAllowed."""
    supervises = [SUPERVISOR] if people.has_reports(session, person.id) else []
    require(act, [*_standing(person), *supervises])


def require_person_for(session: Session, by: Person, act: Act, other: Address | str, *, named: str) -> Person:
    """The other person that `by` may do that for; their row is held as `locked` holds one's own.

    `other` is a chat address or an e-mail address, `named` what the asker called them. Raises NotFound, NotAllowed.
    """
    found = people.by_email(session, other) if isinstance(other, str) else people.at_address(session, other)
    if found is None or found.left_at:
        raise NotFound(
            f"I know nobody here by {named}. Their e-mail address works too.",
            example="for sam@agency.example 2h ACME-101 copy edits",
        )
    if found.id != by.id:
        require(act, [*_standing(by), *([SUPERVISOR] if is_below(session, found.id, by.id) else [])])
    return people.by_id(session, found.id, locked=True)


def is_below(session: Session, person_id: str, supervisor_id: str) -> bool:
    """Whether somebody reports to a supervisor, directly or by others."""
    supervisors = {person.id: person.supervisor_id for person in people.everyone(session)}
    return person_id in people_below(supervisor_id, supervisors)


def _standing(person: Person) -> list[str]:
    return [person.role, *([ADMIN] if person.is_admin else [])]


def zone_of(person: Person) -> str:
    """The IANA time zone that a person's dates go by: their own, else their office's."""
    return person.zone or person.office.zone


def today_of(bot: Bot, person: Person) -> date:
    """Return a person's own date."""
    return local_date(bot.now(), zone_of(person))
