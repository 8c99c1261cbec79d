"""Periods: the calendar months that finance closes, each named like `2026-10`."""

import calendar
import re
from datetime import date, timedelta

from bot.errors import UsageError
from bot.rules.kit.dates import MONTH_OF

# Beside them there is no month before, or after.
FIRST_YEAR, LAST_YEAR = 1970, 9998

_NAMED = re.compile(r"(?:(?P<before>20\d\d) )?(?P<name>[a-z]{3,9})\.?,?(?: (?P<after>20\d\d))?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def read_month(text: str, today: date, example: str = "") -> str:
    """The month that a person names, as `2026-10`: so, `last`, `this`, `October` (the latest that began), `Oct 2026`.

    Raises UsageError for what is none; `example` is a line that would work.
    """
    word = " ".join(text.lower().split()).removesuffix(" month")
    named = {"last": month_before(today), "this": month_of(today)}.get(word) or _by_name(word, today)
    match = _MONTH.fullmatch(word)
    if match and 1 <= int(match[2]) <= 12 and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return match[0]
    if named is None:
        said = f"“{text.strip()[:60]}” is not a month I can read." if text.strip() else "Which month?"
        raise UsageError(f"{said} Name it like {month_before(today)}, or `last`.", example=example)
    return named


def is_month(text: str) -> bool:
    """Whether a line seems to name a month, rather than anything else; it may be one that is not there."""
    word = " ".join(text.lower().split()).removesuffix(" month")
    named = _NAMED.fullmatch(word)
    return bool(_MONTH.fullmatch(word) or word in ("last", "this") or (named and named["name"] in MONTH_OF))


def _by_name(word: str, today: date) -> str | None:
    """The month of a name, whole or cut to three letters, with its year before or after; else the latest that began."""
    match = _NAMED.fullmatch(word)
    number = MONTH_OF.get(match["name"]) if match else None
    if match is None or number is None or (match["before"] and match["after"]):
        return None
    year = int(match["before"] or match["after"] or today.year - (number > today.month))
    return f"{year:04d}-{number:02d}"


def month_of(day: date) -> str:
    """The month that a day is in, as `2026-10`."""
    return f"{day.year:04d}-{day.month:02d}"


def month_before(day: date) -> str:
    """The month before that of a day."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def days_of(month: str) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def describe_month(month: str) -> str:
    """A month in words: `October 2026`."""
    return f"{days_of(month)[0]:%B %Y}"


def require_over(month: str, today: date) -> None:
    """Raise UsageError for a month that is not over; `today` is the earliest date in any office."""
    last = days_of(month)[1]
    if last >= today:
        raise UsageError(
            f"{describe_month(month)} is not over yet: its last day is {last:%a} {last.day} {last:%b}. "
            "It can be closed once that day has ended in every office."
        )
