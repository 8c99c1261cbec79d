"""Readers for fields of forms and cells of files: each returns the value, or says what the problem is."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, ValidationError

from bot.errors import UsageError
from bot.model import Model

LONGEST_NOTES = 2000
MOST_DAYS = 3650
MOST_MONTHLY_HOURS = 10_000

_COLOUR = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE | re.ASCII)
_AMOUNT = re.compile(r"(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d{1,2})?", re.ASCII)
_HOURS = re.compile(r"\d{1,5}(?:\.\d{1,2})?", re.ASCII)


def read_colour(text: Any) -> str:
    """Return a colour as `#rrggbb`. Raises ValueError."""
    match = _COLOUR.fullmatch(str(text))
    if not match:
        raise ValueError(f"I can't read “{text}” as a colour. Try #1d3a34")
    return f"#{match[1].lower()}"


def read_amount(text: Any) -> int:
    """Return an amount of money in cents. Raises ValueError."""
    if not _AMOUNT.fullmatch(str(text)):
        raise ValueError(f"I can't read “{text}” as an amount. Try 1,250 or 1250.50")
    return int(Decimal(str(text).replace(",", "")) * 100)


def read_monthly_hours(text: Any) -> int:
    """Return hours a month as minutes. Raises ValueError."""
    if not _HOURS.fullmatch(str(text)):
        raise ValueError(f"I can't read “{text}” as hours. Try 40 or 37.5")
    minutes = Decimal(str(text)) * 60
    if not 0 < minutes <= MOST_MONTHLY_HOURS * 60 or minutes != minutes.to_integral_value():
        raise ValueError(f"“{text}” hours isn't a whole number of minutes, or is too many")
    return int(minutes)


def read_days(text: Any) -> int:
    """Return a number of days. Raises ValueError."""
    if not (str(text).isascii() and str(text).isdecimal() and int(text) <= MOST_DAYS):
        raise ValueError(f"I can't read “{text}” as a number of days. Try 30")
    return int(text)


def read_day(text: Any) -> date:
    """Return a date, read in ISO form. Raises ValueError."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"I can't read “{text}” as a date. Try 2026-03-09") from None


def read_name(text: Any) -> str:
    """Return a name that isn't empty. Raises ValueError."""
    if not str(text or "").strip():
        raise ValueError("please give a name")
    return " ".join(str(text).split())


def read_notes(text: Any) -> str:
    """Return notes. Raises ValueError if they're too long."""
    if len(str(text)) > LONGEST_NOTES:
        raise ValueError(f"that's too long; notes can have up to {LONGEST_NOTES} characters")
    return str(text)


Colour = Annotated[str, BeforeValidator(read_colour)]
Amount = Annotated[int, BeforeValidator(read_amount)]
MonthlyHours = Annotated[int, BeforeValidator(read_monthly_hours)]
Days = Annotated[int, BeforeValidator(read_days)]
Day = Annotated[date, BeforeValidator(read_day)]
Name = Annotated[str, BeforeValidator(read_name)]
Notes = Annotated[str, BeforeValidator(read_notes)]


class Form(Model):
    """The values read from a form; fields left blank have their defaults."""

    model_config = ConfigDict(str_strip_whitespace=True)


Read = TypeVar("Read", bound=Form)


def read_form(form: type[Read], given: Mapping[str, Any], refusal: str) -> Read:
    """Return the values of a form. Raises UsageError by field, with `refusal` as its message."""
    said = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    try:
        return form.model_validate({name: value for name, value in said.items() if value not in ("", None)})
    except ValidationError as error:
        raise UsageError(refusal, fields={str(each["loc"][0]): _sentence(each) for each in error.errors()}) from None


def _sentence(problem: Any) -> str:
    words = "please fill this in" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!')) else '.'}"
