"""Reading the form for a new person."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, ValidationError

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.imports import Email, Hours
from storage.words.time import Role


class NewPersonRequest(Model):
    """The submitted form; `office` and `supervisor` are ids, `supervisor` may be empty."""

    name: str
    email: str
    role: Role
    office: str
    supervisor: str
    hours_a_day: str


def _name(text: Any) -> str:
    if not str(text).strip():
        raise ValueError("Please give a name, e.g. Zoe Park.")
    return str(text)


class NewPerson(Model):
    """A person to add, with the e-mail address in lower case and the minutes expected a day."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: Annotated[str, BeforeValidator(_name)]
    email: Email
    role: Role
    hours_a_day: Hours


def read_new_person(request: NewPersonRequest) -> NewPerson:
    """Return the person that the form describes. Raises UsageError by field."""
    given = {name: text.strip() for name, text in request if name in NewPerson.model_fields}
    try:
        return NewPerson.model_validate(given)
    except ValidationError as error:
        fields = {str(each["loc"][0]): each["msg"].removeprefix("Value error, ") for each in error.errors()}
        raise UsageError("Please fix the fields marked below.", fields=fields) from None
