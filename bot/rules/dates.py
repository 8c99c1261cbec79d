"""Days as people name them. `today` is always the person's own."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import UsageError

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def local_date(instant: datetime, zone: str) -> date:
    """The date of an instant in a time zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def read_date(word: str, today: date) -> date | None:
    """The day that a word names: `today`, `yesterday` or `2026-11-20`; None where it names none.

    Raises UsageError for a date that is none, such as 31 February, and for one that is still to come.
    """
    lower = word.lower()
    if lower == "today":
        return today
    if lower == "yesterday":
        return today - timedelta(days=1)
    if not _ISO.fullmatch(word):
        return None
    try:
        day = date.fromisoformat(word)
    except ValueError:
        raise UsageError(f"{word} is not a day of the calendar.", example=today.isoformat()) from None
    require_past(day, today)
    return day


def require_past(day: date, today: date) -> None:
    """Raise UsageError for a worked date that is still to come."""
    if day > today:
        raise UsageError(
            f"{describe_day(day, today)} is still to come; time is logged once it is worked.",
            example=today.isoformat(),
        )


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of the week that a day is in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def describe_day(day: date, today: date) -> str:
    """A day in words: `today`, `yesterday`, `Fri 20 Nov`, with the year where it is another one."""
    return _names(today).get(day) or _dated(day, today)


def full_day(day: date, today: date) -> str:
    """A day in words with its date: `today, Thu 12 Mar`, `Mon 9 Mar`."""
    name = _names(today).get(day)
    return f"{name}, {_dated(day, today)}" if name else _dated(day, today)


def _names(today: date) -> dict[date, str]:
    return {today: "today", today - timedelta(days=1): "yesterday"}


def _dated(day: date, today: date) -> str:
    text = f"{day:%a} {day.day} {day:%b}"
    return text if day.year == today.year else f"{text} {day.year}"
