"""Periods: the calendar months that finance closes, each named like `2026-10`."""

import calendar
import re
from datetime import date, timedelta

from bot.errors import UsageError
from bot.rules.kit.dates import MONTH_OF

# Past these, there would be no month before or after.
FIRST_YEAR, LAST_YEAR = 1970, 9998

_NAMED = re.compile(r"(?:(?P<before>20\d\d) )?(?P<name>[a-z]{3,9})\.?,?(?: (?P<after>20\d\d))?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def read_month(text: str, today: date, example: str = "") -> str:
    """Return a month as `2026-10` from `2026-10`, `last`, `this`, `October` (the latest that began) or `Oct 2026`.

    Raises UsageError for anything else; `example` is a line that would work.
    """
    word = " ".join(text.lower().split()).removesuffix(" month")
    named = {"last": month_before(today), "this": month_of(today)}.get(word) or _by_name(word, today)
    match = _MONTH.fullmatch(word)
    if match and 1 <= int(match[2]) <= 12 and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return match[0]
    if named is None:
        said = f"I can't read “{text.strip()[:60]}” as a month." if text.strip() else "Which month?"
        raise UsageError(f"{said} Try {month_before(today)}, or `last`.", example=example)
    return named


def is_month(text: str) -> bool:
    """Return whether a line looks like the name of a month, even one that doesn't exist."""
    word = " ".join(text.lower().split()).removesuffix(" month")
    named = _NAMED.fullmatch(word)
    return bool(_MONTH.fullmatch(word) or word in ("last", "this") or (named and named["name"] in MONTH_OF))


def _by_name(word: str, today: date) -> str | None:
    """Return the month of a full or three-letter name, with a year before or after, or else the latest that began."""
    match = _NAMED.fullmatch(word)
    number = MONTH_OF.get(match["name"]) if match else None
    if match is None or number is None or (match["before"] and match["after"]):
        return None
    year = int(match["before"] or match["after"] or today.year - (number > today.month))
    return f"{year:04d}-{number:02d}"


def month_of(day: date) -> str:
    """Return a day's month, as `2026-10`."""
    return f"{day.year:04d}-{day.month:02d}"


def month_before(day: date) -> str:
    """Return the month before a day's month."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def days_of(month: str) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def describe_month(month: str) -> str:
    """Return a month in words: `October 2026`."""
    return f"{days_of(month)[0]:%B %Y}"


def require_over(month: str, today: date) -> None:
    """Raise UsageError for a month that isn't over; `today` is the earliest date in any office."""
    last = days_of(month)[1]
    if last >= today:
        raise UsageError(
            f"{describe_month(month)} isn't over yet. You can close it once its last day, "
            f"{last:%a} {last.day} {last:%b}, has ended in every office."
        )
