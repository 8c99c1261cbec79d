"""First set-up: the first workspace admin who asks adds the first office, and becomes the bot's admin."""

from bot import history
from bot.core import Bot, Work, once
from bot.errors import Conflict, UsageError
from bot.history import State
from bot.model import Model
from bot.people.people import Profile, link
from bot.rules.kit.dates import local_date, usual_date_order
from bot.rules.kit.zones import time_zones
from bot.rules.permissions import WORKSPACE_ADMIN, Act, require
from storage.kit import installations
from storage.people import people
from storage.people.people import Office, Person
from storage.words.time import Role


class SetUpRequest(Model):
    """The first office: its name, and its IANA time zone."""

    office: str
    zone: str


class SetUp(Model):
    """The bot was set up: its first office and admin exist."""

    office: str
    zone: str
    admin: str


def is_set_up(bot: Bot) -> bool:
    """Return whether there is an admin."""
    with bot.store.read() as session:
        return bool(people.admins(session))


@once
def set_up(work: Work, profile: Profile, request: SetUpRequest) -> SetUp:
    """Make the first workspace admin who asks the bot's admin, in a first office.

    Raises NotAllowed if they aren't a workspace admin, Conflict if it was done before, UsageError by field.
    """
    is_workspace_admin = profile.is_full_member and profile.is_workspace_admin
    require(Act.SET_UP, [WORKSPACE_ADMIN] if is_workspace_admin else [])
    address = profile.address
    # Waits for another set-up in progress.
    installations.claim(work.session, address.platform, address.workspace, work.now())
    # If the last admin's account was deactivated, a workspace admin takes over.
    if admins := people.admins(work.session):
        raise Conflict(f"{admins[0].name} has already set up Jobjacket.")
    office, office_before = _office(work, request)
    person, person_before = _admin(work, profile, office)
    work.session.flush()
    link(work, profile, people.chat_address(work.session, address))
    history.record_kept(work, person.id, office, office_before)
    history.record_kept(work, person.id, person, person_before)
    return SetUp(office=office.name, zone=office.zone, admin=person.name)


def _office(work: Work, request: SetUpRequest) -> tuple[Office, State | None]:
    """Return the office in the zone that was asked for, and its state before if it existed."""
    name = request.office.strip()
    require_zone(request.zone)
    if not name:
        raise UsageError("The office needs a name.", fields={"office": "Please name the office, e.g. New York."})
    office = next((office for office in people.offices(work.session) if office.name == name), None)
    if office is None:
        office = Office(id=work.new_id(), name=name, zone=request.zone, date_order=usual_date_order(request.zone))
        work.session.add(office)
        work.session.flush()
        return office, None
    before = history.state_of(office)
    office.zone = request.zone
    return office, before


def _admin(work: Work, profile: Profile, office: Office) -> tuple[Person, State | None]:
    """Return the asker as an admin, and their state before if they were known."""
    person = people.by_email(work.session, profile.email)
    if person is None:
        person = Person(
            id=work.new_id(),
            name=profile.name,
            email=profile.email.lower(),
            role=Role.HEAD,
            office_id=office.id,
            is_admin=True,
            starts_on=local_date(work.now(), office.zone),
        )
        work.session.add(person)
        return person, None
    before = history.state_of(person)
    person.is_admin = True
    return person, before


def require_zone(zone: str) -> None:
    """Raise UsageError if that isn't a time zone."""
    if zone not in time_zones():
        message = f"I can't find the time zone “{zone}”. Try America/New_York or Europe/London."
        raise UsageError(message, fields={"zone": message})
