"""The agency's people: what an admin's form may say of one."""

from collections.abc import Mapping

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.fields import Form, Name
from bot.rules.kit.imports import Email, Hours
from bot.rules.people.teams import people_below
from storage.words.time import Role


class StaffRequest(Model):
    """The form as it was filled in; `name` and `email` are empty where the chat platform says them."""

    name: str = ""
    email: str = ""
    role: Role
    office: str
    supervisor: str = ""
    hours_a_day: str
    is_admin: bool = False
    has_left: bool = False


class StaffRead(Form):
    """What the form says: the minutes expected of a day."""

    name: Name | None = None
    email: Email | None = None
    role: Role
    office: str
    supervisor: str | None = None
    hours_a_day: Hours
    is_admin: bool
    has_left: bool


def check_supervisor(person_id: str, supervisor_id: str, supervisors: Mapping[str, str | None]) -> None:
    """Raise UsageError by field where somebody would report to themselves, by others too."""
    if supervisor_id == person_id or supervisor_id in people_below(person_id, supervisors):
        message = "They would report to themselves: please choose somebody who is not below them."
        raise UsageError("A circle of supervisors is refused.", fields={"supervisor": message})
