"""Adding a person: an admin does it from Home."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound
from bot.model import Model
from bot.people.people import require_person
from bot.people.policies import OfficeShown
from bot.rules.admin.new_people import NewPersonRequest, read_new_person
from bot.rules.kit.dates import local_date
from bot.rules.permissions import Act
from storage.base import insert_once
from storage.clients import contacts
from storage.people import people
from storage.people.people import Office, Person
from storage.words.time import Change

MOST_FOUND = 20


class NewPersonForm(Model):
    """The initial values of the form: the admin's own office, and a list of all offices."""

    own_office: str
    offices: Sequence[OfficeShown]


class PersonFound(Model):
    """A person for choice."""

    id: str
    name: str
    email: str


class PersonAdded(Model):
    """A person was added, and can start."""

    name: str
    email: str
    office: str


def new_person_form(bot: Bot, actor: Actor) -> NewPersonForm:
    """Return the form for a new person. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        admin = require_person(work, Act.ADD_PEOPLE)
        offices = [OfficeShown(id=office.id, name=office.name) for office in people.offices(work.session)]
        return NewPersonForm(own_office=admin.office_id, offices=offices)


def find_people(bot: Bot, actor: Actor, query: str) -> list[PersonFound]:
    """Find current staff who have every word of the query in their name or e-mail address, by name.

    Raises NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        require_person(work, Act.ADD_PEOPLE)
        found = people.matching(work.session, query.lower().split(), MOST_FOUND)
        return [PersonFound(id=person.id, name=person.name, email=person.email) for person in found]


@once
def add_person(work: Work, request: NewPersonRequest) -> PersonAdded:
    """Add a person, recognised by their e-mail address; their time is expected from today on.

    Raises UsageError and Conflict by field, NotAllowed, Unknown.
    """
    admin = require_person(work, Act.ADD_PEOPLE)
    new = read_new_person(request)
    office = _office(work.session, request.office)
    _check_supervisor(work.session, request.supervisor)
    check_no_contact(work.session, new.email)
    values: dict[str, Any] = {"id": work.new_id(), "name": new.name, "email": new.email, "role": new.role}
    values |= {"office_id": office.id, "supervisor_id": request.supervisor or None, "is_admin": False}
    values |= {"expected_minutes": new.hours_a_day, "starts_on": local_date(work.now(), office.zone)}
    is_new = people.by_email(work.session, new.email) is None and insert_once(work.session, Person, values)
    person = people.by_email(work.session, new.email)
    if person is None or not is_new:
        name = person.name if person else "Somebody"
        raise Conflict(f"{name} is already here with {new.email}.", fields={"email": f"{name} has this address."})
    history.record(work, admin.id, person, Change.MADE)
    return PersonAdded(name=person.name, email=person.email, office=office.name)


def check_no_contact(session: Session, email: str) -> None:
    """Raise Conflict by field if a client contact has that e-mail address: they are never staff."""
    if found := [each for each in contacts.with_email(session, email) if each.removed_at is None]:
        message = f"{found[0].name} is a client contact with {email}: remove them there first."
        raise Conflict(message, fields={"email": message})


def _office(session: Session, office_id: str) -> Office:
    for office in people.offices(session):
        if office.id == office_id:
            return office
    raise NotFound("That office no longer exists.", fields={"office": "Please choose another office."})


def _check_supervisor(session: Session, person_id: str) -> None:
    supervisor = people.find(session, person_id) if person_id else None
    if person_id and (supervisor is None or supervisor.left_at):
        message = "Please choose somebody who works here, or nobody."
        raise NotFound("That supervisor no longer works here.", fields={"supervisor": message})
