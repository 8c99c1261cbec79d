"""The results of a line's readers: tokens, or the trouble with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kind of fact that a piece of a line gives; an entry has each at most once."""

    DURATION = "duration"
    DATE = "date"
    JOB = "job"
    SERVICE = "service"
    BILLING = "billing"
    SCOPE = "scope"
    ANYWAY = "anyway"


class Instead(NamedTuple):
    """A possible meaning: a button's label, and the unambiguous text for a line."""

    label: str
    text: str


@dataclass(frozen=True)
class Trouble:
    """The reason a piece can't be used: we ask about it (`asks`) or refuse it. `example` is a piece that would work."""

    message: str
    example: str = ""
    instead: tuple[Instead, ...] = ()
    asks: bool = False


class ClockTimes(NamedTuple):
    """A range of clock times, in minutes after midnight; it runs over midnight unless the end is later than the start.

    `is_certain`: the line says am or pm, or uses 24 hours.
    """

    start: int
    end: int
    is_certain: bool


class JobMeant(NamedTuple):
    """A job, and how the line named it if not by its number."""

    number: str
    named_by: str = ""


@dataclass(frozen=True)
class Token:
    """A piece of a line: its meaning, and its number of words. `is_loose`: it could also be the start of a note."""

    kind: Kind
    words: int
    value: int | ClockTimes | date | JobMeant | str | Trouble
    is_loose: bool = False


def words_in(text: str) -> int:
    """Return the number of words in a matched piece of text."""
    return text.count(" ") + 1


def longest(tokens: Iterable[Token]) -> list[Token]:
    """Return the token with the most words, as a list; empty if there are none."""
    found = max(tokens, key=lambda token: token.words, default=None)
    return [found] if found else []
