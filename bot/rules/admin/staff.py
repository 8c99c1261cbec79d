"""Reading the admin's form about one of the agency's people."""

from collections.abc import Mapping

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.fields import Form, Name
from bot.rules.kit.imports import Email, Hours
from bot.rules.people.teams import people_below
from storage.words.time import Role


class StaffRequest(Model):
    """The submitted form; `name` and `email` are empty if the chat platform provides them."""

    name: str = ""
    email: str = ""
    role: Role
    office: str
    supervisor: str = ""
    hours_a_day: str
    is_admin: bool = False
    has_left: bool = False


class StaffRead(Form):
    """The values of the form, with the minutes expected a day."""

    name: Name | None = None
    email: Email | None = None
    role: Role
    office: str
    supervisor: str | None = None
    hours_a_day: Hours
    is_admin: bool
    has_left: bool


def check_supervisor(person_id: str, supervisor_id: str, supervisors: Mapping[str, str | None]) -> None:
    """Raise UsageError by field if somebody would report to themselves, directly or through others."""
    if supervisor_id == person_id or supervisor_id in people_below(person_id, supervisors):
        message = "They'd report to themselves. Please choose somebody who doesn't report to them."
        raise UsageError("Supervisors can't form a circle.", fields={"supervisor": message})
