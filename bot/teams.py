"""Who reports to whom, and so who sees whom."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.people import require_standing
from bot.rules.permissions import Act
from bot.rules.teams import people_below
from storage import people
from storage.enums import Role
from storage.people import Person


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
