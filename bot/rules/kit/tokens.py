"""What the readers of a line find: tokens, or the trouble with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a piece of a line tells; each is told once at most."""

    DURATION = "duration"
    DATE = "date"
    JOB = "job"
    SERVICE = "service"
    BILLING = "billing"
    SCOPE = "scope"
    ANYWAY = "anyway"


class Instead(NamedTuple):
    """What may have been meant: as a button says it, and as it is clear in a line."""

    label: str
    text: str


@dataclass(frozen=True)
class Trouble:
    """Why a piece cannot be taken: it is asked about (`asks`) or refused. `example` is a piece that would work."""

    message: str
    example: str = ""
    instead: tuple[Instead, ...] = ()
    asks: bool = False


class ClockTimes(NamedTuple):
    """From one time of the day to another, in minutes after midnight; it goes over midnight where the end is no later.

    `is_certain`: it was said which half of the day is meant.
    """

    start: int
    end: int
    is_certain: bool


class JobMeant(NamedTuple):
    """A job, and how the line named it where it did not say its number."""

    number: str
    named_by: str = ""


@dataclass(frozen=True)
class Token:
    """A piece of a line that was read: what it tells, in how many words. `is_loose`: it might as well begin a note."""

    kind: Kind
    words: int
    value: int | ClockTimes | date | JobMeant | str | Trouble
    is_loose: bool = False


def words_in(text: str) -> int:
    """How many words a matched piece of text has."""
    return text.count(" ") + 1


def longest(tokens: Iterable[Token]) -> list[Token]:
    """The token with the most words, as a list; none for none."""
    found = max(tokens, key=lambda token: token.words, default=None)
    return [found] if found else []
