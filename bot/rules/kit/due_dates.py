"""Due dates as people name them: the words of kit.dates, looking ahead. `today` is the person's own date."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.errors import UsageError
from bot.rules.kit.dates import (
    COUNTS,
    DAY_NUMBER,
    MONTH,
    MONTH_OF,
    WEEKDAY,
    WEEKDAY_OF,
    calendar_day,
    describe_day,
    whole_words,
)
from bot.rules.kit.lines import Segment
from storage.words.time import DateOrder

# A day without a year that was at most this long ago could mean that day or the next one, so we ask.
LATELY = timedelta(days=60)
FARTHEST = timedelta(days=5 * 366)
NO_DATE = ("none", "off", "no", "nothing", "never", "-", "--")
EXAMPLES = ("10 Dec", "fri", "in 2 weeks", "2026-12-10")

_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_BEGINS = re.compile(rf"\d|in \d|(?:next|{'|'.join(_NEAR)}|{WEEKDAY}|{MONTH})(?!\S)")
_NAMED = whole_words("|".join(_NEAR))
_WEEKDAY = whole_words(rf"(?:on )?({WEEKDAY})")
_NEXT = whole_words(rf"next ({WEEKDAY})")
_IN = whole_words(rf"in (\d{{1,3}}|{'|'.join(COUNTS)}) ?(d|days?|w|weeks?)")
_ISO = whole_words(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = whole_words(rf"{DAY_NUMBER}(?: of)?[ -]?({MONTH})\.?(?:[ ,-]+(20\d\d))?")
_MONTH_DAY = whole_words(rf"({MONTH})\.?[ -]?{DAY_NUMBER}(?:,? (20\d\d))?")
_NUMERIC = whole_words(r"(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d\d))?")
_DOTTED = whole_words(r"(\d{1,2})\.(\d{1,2})\.(20\d\d|\d\d)?")


def read_due(text: str, today: date, order: DateOrder) -> date | None:
    """Return the due date that a text names, None if it says there's none. `10 Dec` is the next one.

    Raises UsageError for anything else, a day in the past, or one that could mean two.
    """
    words = Segment(text.strip().removeprefix("on ").removeprefix("by ")).ahead(0)
    if words in NO_DATE:
        return None
    day = _read(words, " ".join(text.split()), today, order)
    if day is None:
        raise UsageError(f"I can't read “{text.strip()[:60]}” as a date. Try {', '.join(EXAMPLES)}.")
    return check_due(day, today)


def check_due(day: date, today: date) -> date:
    """Return a valid due date. Raises UsageError for one in the past, or years away."""
    if day < today:
        raise UsageError(f"{describe_day(day, today)} is in the past. Please choose today or later.")
    if day - today > FARTHEST:
        raise UsageError(f"{day.isoformat()} is more than five years away. Please check the year.")
    return day


def begins_date(text: str) -> bool:
    """Return whether a text begins like a date."""
    return bool(_BEGINS.match(Segment(text).ahead(0)))


def _read(words: str, typed: str, today: date, order: DateOrder) -> date | None:
    if match := _NAMED.fullmatch(words):
        return today + timedelta(days=_NEAR[match[0]])
    if match := _WEEKDAY.fullmatch(words):
        return _coming(WEEKDAY_OF[match[1]], today)
    if match := _NEXT.fullmatch(words):
        return _next(WEEKDAY_OF[match[1]], typed, today)
    if match := _IN.fullmatch(words):
        count = COUNTS.get(match[1]) or int(match[1])
        return today + timedelta(days=count * (7 if match[2].startswith("w") else 1))
    if match := _ISO.fullmatch(words):
        return calendar_day(int(match[1]), int(match[2]), int(match[3])) or _no_day(typed)
    if match := _DAY_MONTH.fullmatch(words):
        return _of_year(typed, int(match[1]), MONTH_OF[match[2]], match[3], today)
    if match := _MONTH_DAY.fullmatch(words):
        return _of_year(typed, int(match[2]), MONTH_OF[match[1]], match[3], today)
    if match := _NUMERIC.fullmatch(words) or _DOTTED.fullmatch(words):
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if order == DateOrder.MONTH_FIRST else (second, first)
        return _of_year(typed, day, month, match[3], today)
    return None


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _next(weekday: int, typed: str, today: date) -> date:
    """Return the day of `next Friday`; it's clear unless this week still has a Friday to come."""
    coming = _coming(weekday, today + timedelta(days=1))
    if coming - timedelta(days=coming.weekday()) > today:
        return coming
    later = coming + timedelta(days=7)
    raise UsageError(
        f"“{typed}” could be {describe_day(coming, today)} or {describe_day(later, today)}. "
        f"Please write {coming.isoformat()} or {later.isoformat()}."
    )


def _of_year(typed: str, day: int, month: int, year: str | None, today: date) -> date:
    """Return a day of a month: in that year, or without a year the next one, unless it was only just over."""
    if year:
        return calendar_day(int(year) + (2000 if len(year) == 2 else 0), month, day) or _no_day(typed)
    coming = next(_years_of(month, day, today), None) or _no_day(typed)
    lately = next(_years_of(month, day, today - LATELY), coming)
    if lately != coming:
        raise UsageError(
            f"“{typed}” could be {lately.isoformat()}, which is over, or {coming.isoformat()}. Please add the year."
        )
    return coming


def _years_of(month: int, day: int, since: date) -> Iterator[date]:
    """Yield that day in the coming years; 29 February only in leap years."""
    days = (calendar_day(since.year + ahead, month, day) for ahead in range(9))
    return (found for found in days if found and found >= since)


def _no_day(typed: str) -> date:
    raise UsageError(f"{typed} isn't a day in the calendar. Try {', '.join(EXAMPLES)}.")
