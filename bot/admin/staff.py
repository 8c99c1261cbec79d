"""The agency's people, as an admin sees and changes them."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import history
from bot.admin.new_people import MOST_FOUND, PersonFound, check_no_contact
from bot.clients.clients import Chosen
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.messaging.touch import home_changed
from bot.model import Model
from bot.people.people import require_person
from bot.people.policies import OfficeShown
from bot.rules.admin.staff import StaffRead, StaffRequest, check_supervisor
from bot.rules.kit.fields import read_form
from bot.rules.permissions import Act
from storage.clients import clients
from storage.people import people
from storage.people.people import Person
from storage.words.time import Change, Role

PAGE = 15
REFUSED = "Please fix the fields marked below."


class StaffLine(Model):
    """A person in the list; `supervisor` is a name, `portfolio` the codes of the clients that they own."""

    id: str
    name: str
    role: Role
    office: str
    supervisor: str
    portfolio: Sequence[str]
    is_admin: bool
    left: bool
    linked: bool


class StaffListed(Model):
    """A page of the agency's people, by name, those who left last; pages count from 0."""

    people: Sequence[StaffLine]
    total: int
    page: int
    pages: int


class StaffForm(Model):
    """The initial values of a person's form; if they are `linked`, the chat platform sets name and e-mail address."""

    id: str
    name: str
    email: str
    linked: bool
    role: Role
    office: str
    offices: Sequence[OfficeShown]
    supervisor: Chosen | None
    minutes_a_day: int
    is_admin: bool
    has_left: bool


class StaffKept(Model):
    """A person was changed."""

    person_id: str
    name: str


def find_staff(bot: Bot, actor: Actor, query: str) -> Sequence[PersonFound]:
    """Find current staff who have every word in their name or e-mail address, by name; for all forms.

    Raises NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        require_person(work, Act.SEE_CLIENTS)
        found = people.matching(work.session, query.lower().split(), MOST_FOUND)
        return [PersonFound(id=person.id, name=person.name, email=person.email) for person in found]


def list_staff(bot: Bot, actor: Actor, page: int = 0) -> StaffListed:
    """Return a page of the agency's people. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.KEEP_PEOPLE)
        everybody = sorted(
            people.everyone(work.session), key=lambda each: (each.left_at is not None, each.name, each.id)
        )
        names, linked = {each.id: each.name for each in everybody}, people.linked_ids(work.session)
        portfolios = clients.portfolios(work.session)
        page = max(0, min(page, (len(everybody) - 1) // PAGE))
        lines = [
            StaffLine(
                id=each.id,
                name=each.name,
                role=each.role,
                office=each.office.name,
                supervisor=names.get(each.supervisor_id or "", ""),
                portfolio=portfolios.get(each.id, ()),
                is_admin=each.is_admin,
                left=each.left_at is not None,
                linked=each.id in linked,
            )
            for each in everybody[page * PAGE : (page + 1) * PAGE]
        ]
        return StaffListed(people=lines, total=len(everybody), page=page, pages=-(-len(everybody) // PAGE))


def staff_form(bot: Bot, actor: Actor, person_id: str) -> StaffForm:
    """Return the form of a person. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.KEEP_PEOPLE)
        person = _person(work.session, person_id)
        supervisor = people.find(work.session, person.supervisor_id) if person.supervisor_id else None
        return StaffForm(
            id=person.id,
            name=person.name,
            email=person.email,
            linked=bool(people.addresses_of(work.session, person.id)),
            role=person.role,
            office=person.office_id,
            offices=[OfficeShown(id=office.id, name=office.name) for office in people.offices(work.session)],
            supervisor=Chosen(id=supervisor.id, name=supervisor.name) if supervisor else None,
            minutes_a_day=person.expected_minutes,
            is_admin=person.is_admin,
            has_left=person.left_at is not None,
        )


@once
def keep_staff(work: Work, person_id: str, request: StaffRequest) -> StaffKept:
    """Change a person as the form says. The last admin stays one, and nobody reports to themselves.

    Raises UsageError and Conflict by field, NotFound, NotAllowed, Unknown.
    """
    admin = require_person(work, Act.KEEP_PEOPLE)
    person = _person(work.session, person_id)
    read = read_form(StaffRead, request.model_dump(), REFUSED)
    _check(work.session, person, read)
    before, had_left = history.state_of(person), person.left_at is not None
    if not people.addresses_of(work.session, person.id):
        _name(work.session, person, read)
    person.role, person.office_id, person.supervisor_id = read.role, read.office, read.supervisor
    person.expected_minutes, person.is_admin = read.hours_a_day, read.is_admin
    if read.has_left != had_left:
        person.left_at = work.now() if read.has_left else None
    try:
        work.session.flush()
    except IntegrityError:
        raise Conflict(REFUSED, fields={"email": "Somebody already has this address."}) from None
    if before != history.state_of(person):
        change = Change.ENDED if read.has_left and not had_left else Change.EDITED
        history.record(work, admin.id, person, change, before)
        home_changed(work, person.id)
    return StaffKept(person_id=person.id, name=person.name)


def _check(session: Session, person: Person, read: StaffRead) -> None:
    admins = {each.id for each in people.admins(session, locked=True)}
    if admins == {person.id} and (read.has_left or not read.is_admin):
        message = f"{person.name} is the only admin: name another one first."
        raise UsageError(message, fields={"rights": message})
    if read.office not in {office.id for office in people.offices(session)}:
        raise UsageError(REFUSED, fields={"office": "That office no longer exists. Please choose another one."})
    if read.supervisor and read.supervisor != person.supervisor_id:
        supervisor = people.find(session, read.supervisor)
        if supervisor is None or supervisor.left_at:
            raise UsageError(REFUSED, fields={"supervisor": "Please choose somebody who works here, or nobody."})
    if read.supervisor:
        check_supervisor(person.id, read.supervisor, {each.id: each.supervisor_id for each in people.everyone(session)})


def _name(session: Session, person: Person, read: StaffRead) -> None:
    person.name = read.name or person.name
    if read.email and read.email != person.email.lower():
        check_no_contact(session, read.email)
        person.email = read.email


def _person(session: Session, person_id: str) -> Person:
    found = people.find(session, person_id)
    if found is None:
        raise NotFound("I can't find that person.")
    return found
