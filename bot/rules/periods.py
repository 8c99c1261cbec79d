"""Periods: the calendar months that finance closes, each named like `2026-10`."""

import calendar
import re
from datetime import date, timedelta

from bot.errors import UsageError

# Beside them there is no month before, or after.
FIRST_YEAR, LAST_YEAR = 1970, 9998

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def read_month(text: str, today: date) -> str:
    """The month that a person names, as `2026-10`. Raises UsageError for what is none."""
    match = _MONTH.fullmatch(text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        said = f"“{text.strip()}” is not a month I can read." if text.strip() else "Which month?"
        raise UsageError(f"{said} Name it like {month_before(today)}.")
    return match[0]


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
