"""Due dates as people name them: the words of kit.dates, looking ahead. `today` is always the person's own."""

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

# A day without its year that was this short a while ago may mean that day, or the one to come: that is asked.
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
    """The due date that a text names, None where it says that there is none. `10 Dec` is the next one.

    Raises UsageError for what is no date, a day that is over, or one that may mean two.
    """
    words = Segment(text.strip().removeprefix("on ").removeprefix("by ")).ahead(0)
    if words in NO_DATE:
        return None
    day = _read(words, " ".join(text.split()), today, order)
    if day is None:
        raise UsageError(f"“{text.strip()[:60]}” is no date I can read. Try {', '.join(EXAMPLES)}.")
    return check_due(day, today)


def check_due(day: date, today: date) -> date:
    """A due date that can be kept. Raises UsageError for one that is over, or years away."""
    if day < today:
        raise UsageError(f"{describe_day(day, today)} is over; a due date is today or later.")
    if day - today > FARTHEST:
        raise UsageError(f"{day.isoformat()} is more than five years away. Please check the year.")
    return day


def begins_date(text: str) -> bool:
    """Whether a text begins as a date does."""
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
    """`next Friday` is clear unless this week still has one."""
    coming = _coming(weekday, today + timedelta(days=1))
    if coming - timedelta(days=coming.weekday()) > today:
        return coming
    later = coming + timedelta(days=7)
    raise UsageError(
        f"“{typed}” could be {describe_day(coming, today)} or {describe_day(later, today)}. "
        f"Please write {coming.isoformat()} or {later.isoformat()}."
    )


def _of_year(typed: str, day: int, month: int, year: str | None, today: date) -> date:
    """A day of a month: of that year, or else the next one, unless it was there just a while ago."""
    if year:
        return calendar_day(int(year) + (2000 if len(year) == 2 else 0), month, day) or _no_day(typed)
    coming = next(_years_of(month, day, today), None) or _no_day(typed)
    lately = next(_years_of(month, day, today - LATELY), coming)
    if lately != coming:
        raise UsageError(
            f"“{typed}” may be {lately.isoformat()}, which is over, or {coming.isoformat()}. "
            "Please write it with its year."
        )
    return coming


def _years_of(month: int, day: int, since: date) -> Iterator[date]:
    """That day in the coming years; 29 February only where there is one."""
    days = (calendar_day(since.year + ahead, month, day) for ahead in range(9))
    return (found for found in days if found and found >= since)


def _no_day(typed: str) -> date:
    raise UsageError(f"{typed} is not a day of the calendar. Try {', '.join(EXAMPLES)}.")
