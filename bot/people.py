"""Who is who: recognising the people of the agency, and the first set-up."""

from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, NotAllowed, NotFound, Unknown, UsageError
from bot.model import Model
from bot.rules.dates import local_date, usual_date_order
from bot.rules.permissions import ADMIN, OPERATOR, SUPERVISOR, Act, require
from bot.rules.teams import people_below
from storage import installations, people
from storage.base import insert_once
from storage.enums import Change, Role
from storage.people import Address, ChatAddress, Office, Person

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


class SetUpRequest(Model):
    """The first office: its name, and its IANA time zone."""

    office: str
    zone: str


class SetUp(Model):
    """The bot was set up: its first office and admin are there."""

    office: str
    zone: str
    admin: str


def is_known(bot: Bot, address: Address) -> bool:
    """Whether that is the address of one of ours, checked with the platform not long ago."""
    with bot.store.read() as session:
        row = people.chat_address(session, address)
        return row is not None and row.checked_at > bot.now() - CHECKED_FOR


def recognise(bot: Bot, profile: Profile) -> None:
    """Take note of what the platform says of somebody: link a new address to the person with that e-mail address.

    Raises NotAllowed for who is no full member (and unlinks them: guests are never staff), Unknown for a stranger.
    """
    with bot.store.begin() as session:
        row = people.chat_address(session, profile.address)
        if profile.is_full_member:
            _link(bot, session, profile, row)
        elif row:
            session.delete(row)
    if not profile.is_full_member:
        raise NotAllowed(
            "Jobjacket's time desk is for the agency's own staff, so I can't log time for guests "
            "or for members of other organisations."
        )


def _link(bot: Bot, session: Session, profile: Profile, row: ChatAddress | None) -> None:
    if row:
        row.checked_at = bot.now()
        return
    person = people.by_email(session, profile.email) if profile.email else None
    if person is None:
        raise unknown(session, profile.name)
    # Whoever comes second, by another delivery at the same moment, finds it done.
    values = profile.address._asdict() | {"id": bot.new_id(), "person_id": person.id, "checked_at": bot.now()}
    insert_once(session, ChatAddress, values)


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


def require_person(session: Session, actor: Actor, act: Act, *, locked: bool = False) -> Person:
    """The person who asks, if they may do that. Raises Unknown or NotAllowed.

    `locked` holds their row to the end of the transaction, so that two entries at once see each other.
    """
    person = people.at_address(session, actor.address, locked=locked) if actor.address else None
    if person is None or person.left_at:
        raise unknown(session)
    require(act, _standing(person))
    return person


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
        require(act, [*_standing(by), *([SUPERVISOR] if is_supervisor(session, by, found) else [])])
    return people.by_id(session, found.id, locked=True)


def is_supervisor(session: Session, person: Person, of: Person) -> bool:
    """Whether somebody reports to that person, directly or through others."""
    supervisors = {each.id: each.supervisor_id for each in people.everyone(session)}
    return of.id in people_below(person.id, supervisors)


def require_operator(actor: Actor, act: Act) -> None:
    """Let the operator at the terminal pass. Raises NotAllowed for anybody else."""
    require(act, () if actor.address else (OPERATOR,))


def _standing(person: Person) -> list[str]:
    return [person.role, *([ADMIN] if person.is_admin else [])]


def zone_of(person: Person) -> str:
    """The IANA time zone that a person's dates go by: their own, else their office's."""
    return person.zone or person.office.zone


def is_set_up(bot: Bot) -> bool:
    """Whether there is an admin."""
    with bot.store.read() as session:
        return bool(people.admins(session))


def set_up(bot: Bot, actor: Actor, profile: Profile, request: SetUpRequest) -> SetUp:
    """Make the first workspace admin who asks the bot's admin, in a first office.

    Raises NotAllowed for who is no workspace admin, Conflict where it was done before, UsageError by field.
    """
    return once(bot, actor, SetUp, lambda session: _set_up(bot, session, profile, request))


def _set_up(bot: Bot, session: Session, profile: Profile, request: SetUpRequest) -> SetUp:
    if not (profile.is_full_member and profile.is_workspace_admin):
        raise NotAllowed("Only an admin of this workspace can set Jobjacket up.")
    address = profile.address
    is_first = installations.claim(session, address.platform, address.workspace, bot.now())
    admins = people.admins(session)
    if admins or not is_first:
        raise Conflict(f"{admins[0].name if admins else 'Somebody'} has set Jobjacket up already.")
    name = request.office.strip()
    require_zone(request.zone)
    if not name:
        raise UsageError("The office needs a name.", fields={"office": "Please name the office, e.g. New York."})
    office = next((office for office in people.offices(session) if office.name == name), None)
    if office is None:
        office = Office(id=bot.new_id(), name=name, zone=request.zone, date_order=usual_date_order(request.zone))
        session.add(office)
    session.flush()
    person = people.by_email(session, profile.email)
    if person is None:
        person = Person(
            id=bot.new_id(),
            name=profile.name,
            email=profile.email.lower(),
            role=Role.HEAD,
            office_id=office.id,
            starts_on=local_date(bot.now(), request.zone),
        )
        session.add(person)
    person.is_admin = True
    session.flush()
    if people.chat_address(session, profile.address) is None:
        _link(bot, session, profile, None)
    for row in (office, person):
        history.record(bot, session, person.id, row, Change.MADE)
    return SetUp(office=office.name, zone=office.zone, admin=person.name)


def require_zone(zone: str) -> None:
    """Raise UsageError for a time zone that is none."""
    if zone not in available_timezones():
        message = f"“{zone}” is no time zone I know. Try America/New_York or Europe/London."
        raise UsageError(message, fields={"zone": message})
    ZoneInfo(zone)
