"""Who reports to whom, and so who sees whom, and who decides on whose time."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.errors import NotAllowed
from bot.people.people import is_below, require_standing
from bot.rules.people.teams import people_below
from bot.rules.permissions import Act
from storage.people import people
from storage.people.people import Person
from storage.words.time import Role


def visible_people(session: Session, asker: Person) -> Sequence[Person]:
    """Those whose time somebody may see besides their own, by name: all for admins and leadership, else those below.

    Raises NotAllowed for who has nobody below them.
    """
    require_standing(session, asker, Act.SEE_TEAM_TIME)
    staff = [person for person in people.everyone(session) if person.left_at is None]
    if not (asker.is_admin or asker.role == Role.LEADERSHIP):
        below = people_below(asker.id, {person.id: person.supervisor_id for person in staff})
        staff = [person for person in staff if person.id in below]
    return sorted(staff, key=lambda person: person.name)


def approvers_of(session: Session, person: Person) -> Sequence[Person]:
    """Who is asked: the supervisor; for who has none, the admins, themselves only where nobody else is there."""
    if person.supervisor_id:
        return [people.by_id(session, person.supervisor_id)]
    others = [each.id for each in people.admins(session) if each.id != person.id]
    return [people.by_id(session, each) for each in others or [person.id]]


def require_approver(session: Session, asker: Person, person: Person, act: Act) -> None:
    """Let those pass who are asked, and anybody above them or an admin, but nobody on their own. Raises NotAllowed."""
    require_standing(session, asker, act)
    if asker.id in [each.id for each in approvers_of(session, person)]:
        return
    if asker.id == person.id or not (asker.is_admin or is_below(session, person.id, asker.id)):
        raise NotAllowed(f"Only {person.name}'s supervisor or an admin may {act}.")
