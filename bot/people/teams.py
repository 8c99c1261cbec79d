"""Reporting lines: who a person reports to, whose time they can see, and whose time they approve."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.errors import NotAllowed
from bot.people.people import is_below, require_may_do
from bot.rules.people.teams import people_below
from bot.rules.permissions import Act
from storage.people import people
from storage.people.people import Person
from storage.words.time import Role


def visible_people(session: Session, asker: Person) -> Sequence[Person]:
    """Return whose time the asker may see, by name: everybody for admins and leadership, or else their reports.

    The asker isn't included. Raises NotAllowed if nobody reports to them.
    """
    require_may_do(session, asker, Act.SEE_TEAM_TIME)
    staff = [person for person in people.everyone(session) if person.left_at is None]
    if not (asker.is_admin or asker.role == Role.LEADERSHIP):
        below = people_below(asker.id, {person.id: person.supervisor_id for person in staff})
        staff = [person for person in staff if person.id in below]
    return sorted(staff, key=lambda person: person.name)


def approvers_of(session: Session, person: Person) -> Sequence[Person]:
    """Return who approves a person's time: their supervisor, or else the admins (themselves only if alone)."""
    if person.supervisor_id:
        return [people.by_id(session, person.supervisor_id)]
    others = [each.id for each in people.admins(session) if each.id != person.id]
    return [people.by_id(session, each) for each in others or [person.id]]


def require_approver(session: Session, asker: Person, person: Person, act: Act) -> None:
    """Raise NotAllowed unless the asker is an approver of the person, above them, or another admin."""
    require_may_do(session, asker, act)
    if asker.id in [each.id for each in approvers_of(session, person)]:
        return
    if asker.id == person.id or not (asker.is_admin or is_below(session, person.id, asker.id)):
        raise NotAllowed(f"Only {person.name}'s supervisor or an admin may {act}.")
