"""Quarters: three calendar months, each named like `2026-Q4`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.errors import UsageError
from bot.rules.kit.periods import days_of

_QUARTER = re.compile(r"(?:(20\d\d)[ -]?)?q([1-4])(?:[ -]?(20\d\d))?", re.ASCII | re.IGNORECASE)
MONTHS = 3


def quarter_of(day: date) -> str:
    """Return a day's quarter."""
    return f"{day.year:04d}-Q{(day.month - 1) // MONTHS + 1}"


def months_of_quarter(quarter: str) -> Sequence[str]:
    """Return a quarter's months, like `2026-10`."""
    year, number = quarter.split("-Q")
    first = (int(number) - 1) * MONTHS + 1
    return [f"{year}-{first + offset:02d}" for offset in range(MONTHS)]


def days_of_quarter(quarter: str) -> tuple[date, date]:
    """Return a quarter's first and last day."""
    months = months_of_quarter(quarter)
    return days_of(months[0])[0], days_of(months[-1])[1]


def quarter_after(quarter: str) -> str:
    """Return the next quarter."""
    return quarter_of(days_of_quarter(quarter)[1] + timedelta(days=1))


def quarter_before(quarter: str) -> str:
    """Return the quarter before."""
    return quarter_of(days_of_quarter(quarter)[0] - timedelta(days=1))


def read_quarter(text: str, today: date) -> str:
    """Return the quarter of a text: `2026-Q4`, `Q4 2026`, `q4` (this year's), `this`, `next`, `last`, or nothing.

    Raises UsageError for anything else.
    """
    word = text.strip().lower().removesuffix(" quarter")
    this = quarter_of(today)
    named = {"": this, "this": this, "next": quarter_after(this), "last": quarter_before(this)}
    if word in named:
        return named[word]
    match = _QUARTER.fullmatch(word)
    if match is None or (match[1] and match[3]):
        raise UsageError(f"I can't read “{text.strip()[:60]}” as a quarter. Try {this}.", example=this)
    return f"{match[1] or match[3] or today.year}-Q{match[2]}"


def describe_quarter(quarter: str) -> str:
    """Return a quarter in words: `Q4 2026`."""
    year, number = quarter.split("-Q")
    return f"Q{number} {year}"
