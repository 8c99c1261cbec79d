"""Readers for the cells and rows of imported files.

A blank cell counts as not given: a new row gets the default, and an existing one keeps its value.
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
# The name for surplus cells, if a line has more cells than its file has columns.
SURPLUS = ""

_HOURS = re.compile(r"\d{1,2}(?:\.\d{1,4})?", re.ASCII)


def _yes(text: Any) -> bool:
    lower = str(text).lower()
    if lower not in YES + NO:
        raise ValueError(f"“{text}” is neither yes nor no. Write yes or no")
    return lower in YES


def _email(text: Any) -> str:
    name, at, host = str(text).partition("@")
    if not (name and at and "." in host and not any(letter.isspace() for letter in str(text))):
        raise ValueError(f"“{text}” isn't an e-mail address")
    return str(text).lower()


def _zone(text: Any) -> str:
    if text not in time_zones():
        raise ValueError(f"I don't know the time zone “{text}”. Try Europe/London")
    return str(text)


def _minutes(text: Any) -> int:
    if not _HOURS.fullmatch(str(text)):
        raise ValueError(f"I can't read “{text}” as hours. Try 7.5")
    minutes = Decimal(text) * 60
    if not 0 <= minutes <= 24 * 60 or minutes != minutes.to_integral_value():
        raise ValueError(f"“{text}” hours isn't a whole number of minutes, or is more than a day")
    return int(minutes)


def _code(text: Any) -> str:
    upper = str(text).upper()
    if not (upper.isascii() and upper.isalnum() and len(upper) <= 20):
        raise ValueError(f"“{text}” isn't a client code. Use letters and digits, e.g. ACME")
    return upper


def _service(text: Any) -> str:
    if len(str(text)) > LONGEST_SERVICE:
        raise ValueError(f"a service can have up to {LONGEST_SERVICE} characters")
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
    """Return a row of the model, or the problems of its cells, one sentence each."""
    given = {name: text.strip() for name, text in cells.items() if text and text.strip()}
    if SURPLUS in given:
        return [f'“{given[SURPLUS]}” is outside all columns. Put a text with a comma in quotes: "Foods, Inc."']
    try:
        return model.model_validate({name: text for name, text in given.items() if name in model.model_fields})
    except ValidationError as error:
        return [_sentence(problem["loc"][0], problem["msg"], problem["type"]) for problem in error.errors()]


def _sentence(column: int | str, message: str, kind: str) -> str:
    return f"{column} is missing" if kind == "missing" else f"{column}: {message.removeprefix('Value error, ')}"
