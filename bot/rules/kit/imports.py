"""What the cells of an imported file may say, and how a row of one is read.

A blank cell counts as not given: a new row has the default then, and a kept one keeps what it has.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, ValidationError

from bot.model import Model
from bot.rules.kit.currencies import read_currency
from bot.rules.kit.zones import time_zones

YES = ("yes", "y", "true", "1")
NO = ("no", "n", "false", "0")
LONGEST_SERVICE = 60
# Where a line has more cells than its file has columns, the name under which they come.
SURPLUS = ""

_HOURS = re.compile(r"\d{1,2}(?:\.\d{1,4})?", re.ASCII)


def _yes(text: Any) -> bool:
    lower = str(text).lower()
    if lower not in YES + NO:
        raise ValueError(f"“{text}” is neither yes nor no")
    return lower in YES


def _email(text: Any) -> str:
    name, at, host = str(text).partition("@")
    if not (name and at and "." in host and not any(letter.isspace() for letter in str(text))):
        raise ValueError(f"“{text}” is no e-mail address")
    return str(text).lower()


def _zone(text: Any) -> str:
    if text not in time_zones():
        raise ValueError(f"“{text}” is no time zone, e.g. Europe/London")
    return str(text)


def _minutes(text: Any) -> int:
    if not _HOURS.fullmatch(str(text)):
        raise ValueError(f"“{text}” is no number of hours, e.g. 7.5")
    minutes = Decimal(text) * 60
    if not 0 <= minutes <= 24 * 60 or minutes != minutes.to_integral_value():
        raise ValueError(f"“{text}” hours is no whole number of minutes in a day")
    return int(minutes)


def _code(text: Any) -> str:
    upper = str(text).upper()
    if not (upper.isascii() and upper.isalnum() and len(upper) <= 20):
        raise ValueError(f"“{text}” is no client code: letters and digits, e.g. ACME")
    return upper


def _service(text: Any) -> str:
    if len(str(text)) > LONGEST_SERVICE:
        raise ValueError(f"a service has up to {LONGEST_SERVICE} characters")
    return str(text).lower()


Yes = Annotated[bool, BeforeValidator(_yes)]
Zone = Annotated[str, BeforeValidator(_zone)]
Email = Annotated[str, BeforeValidator(_email)]
Hours = Annotated[int, BeforeValidator(_minutes)]
Code = Annotated[str, BeforeValidator(_code)]
Currency = Annotated[str, BeforeValidator(read_currency)]
Service = Annotated[str, BeforeValidator(_service)]


class FileRow(Model):
    """A row of a file. A blank cell counts as not given."""

    model_config = ConfigDict(str_strip_whitespace=True)


Row = TypeVar("Row", bound=FileRow)


def read_row(model: type[Row], cells: Mapping[str, str]) -> Row | list[str]:
    """A row of the model, or what is wrong with its cells, one sentence each."""
    given = {name: text.strip() for name, text in cells.items() if text and text.strip()}
    if SURPLUS in given:
        return [f'“{given[SURPLUS]}” stands in no column; put a text with a comma in it in quotes: "Foods, Inc."']
    try:
        return model.model_validate({name: text for name, text in given.items() if name in model.model_fields})
    except ValidationError as error:
        return [_sentence(problem["loc"][0], problem["msg"], problem["type"]) for problem in error.errors()]


def _sentence(column: int | str, message: str, kind: str) -> str:
    return f"{column} is missing" if kind == "missing" else f"{column}: {message.removeprefix('Value error, ')}"
