"""Days as people name them. `today` is always the date in the person's own time zone."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import UsageError
from bot.rules.kit.lines import Segment
from bot.rules.kit.tokens import Instead, Kind, Token, Trouble, longest, words_in
from storage.words.time import DateOrder

# A date without a year that is in this year's future means last year's, if that is at most this long ago.
SURELY_LAST_YEAR = timedelta(days=92)

Day = date | Trouble

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"tues": "tuesday", "weds": "wednesday", "thur": "thursday", "thurs": "thursday"}
WEEKDAY_OF = {name: number for number, day in enumerate(_WEEKDAYS) for name in (day, day[:3])}
WEEKDAY_OF |= {short: WEEKDAY_OF[day] for short, day in _SHORT.items()}
_MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
_MONTHS += ["august", "september", "october", "november", "december"]
MONTH_OF = {name: number for number, month in enumerate(_MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}

WEEKDAY = "|".join(sorted(WEEKDAY_OF, key=len, reverse=True))
MONTH = "|".join(sorted(MONTH_OF, key=len, reverse=True))
DAY_NUMBER = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (20\d\d))?"

# The time zones of the only country we serve that writes the month first.
_AMERICAN = [
    "US/",
    "America/Indiana/",
    "America/Kentucky/",
    "America/North_Dakota/",
    "America/New_York",
    "America/Detroit",
    "America/Chicago",
    "America/Menominee",
    "America/Denver",
    "America/Boise",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Juneau",
    "America/Sitka",
    "America/Metlakatla",
    "America/Yakutat",
    "America/Nome",
    "America/Adak",
    "Pacific/Honolulu",
]


def local_date(instant: datetime, zone: str) -> date:
    """Return the date of an instant in a time zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def usual_date_order(zone: str) -> DateOrder:
    """Return how people in a time zone read `3/10`."""
    return DateOrder.MONTH_FIRST if zone.startswith(tuple(_AMERICAN)) else DateOrder.DAY_FIRST


def read_dates(segment: Segment, at: int, today: date, order: DateOrder) -> list[Token]:
    """Return the day named at that word, or the trouble with it, as a list; empty if there's none.

    Days in the future, and days that aren't in the calendar, are returned as trouble.
    """
    return longest(_found(segment.ahead(at), today, order))


def require_past(day: date, today: date) -> None:
    """Raise UsageError for a worked date in the future."""
    if day > today:
        raise UsageError(_to_come(day, today).message, example=today.isoformat())


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def describe_day(day: date, today: date) -> str:
    """Return a day in words: `today`, `yesterday`, `Fri 20 Nov`, with the year if it isn't this year."""
    return _names(today).get(day) or _dated(day, today)


def full_day(day: date, today: date) -> str:
    """Return a day in words with its date: `today, Thu 12 Mar`, `Mon 9 Mar`."""
    name = _names(today).get(day)
    return f"{name}, {_dated(day, today)}" if name else _dated(day, today)


def _names(today: date) -> dict[date, str]:
    return {today: "today", today - timedelta(days=1): "yesterday"}


def _dated(day: date, today: date) -> str:
    text = f"{day:%a} {day.day} {day:%b}"
    return text if day.year == today.year else f"{text} {day.year}"


def _found(text: str, today: date, order: DateOrder) -> Iterator[Token]:
    for pattern, read in _READERS:
        if match := pattern.match(text):
            yield Token(Kind.DATE, words_in(match[0]), _past(read(match, today, order), today))


def _past(day: Day, today: date) -> Day:
    return _to_come(day, today) if isinstance(day, date) and day > today else day


def _to_come(day: date, today: date, *others: date) -> Trouble:
    message = f"{describe_day(day, today)} is in the future. You can log time once you've worked it."
    return Trouble(message, today.isoformat(), tuple(_instead(other, today) for other in others))


def _instead(day: date, today: date) -> Instead:
    return Instead(full_day(day, today), day.isoformat())


def _named(match: re.Match[str], today: date, _order: DateOrder) -> Day:
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}[match[0]]
    return today + timedelta(days=days)


def _weekday(match: re.Match[str], today: date, _order: DateOrder) -> Day:
    return _latest(WEEKDAY_OF[match[1]], today)


def _latest(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _last_weekday(match: re.Match[str], today: date, _order: DateOrder) -> Day:
    """Return the day of `last Friday`; it's clear unless this week already had a Friday."""
    latest = _latest(WEEKDAY_OF[match[1]], today - timedelta(days=1))
    if latest < week_of(today)[0]:
        return latest
    either = (latest, latest - timedelta(days=7))
    instead = tuple(_instead(day, today) for day in either)
    return Trouble(f"“{match[0]}” could be this week's or last week's.", latest.isoformat(), instead, asks=True)


def _ago(match: re.Match[str], today: date, _order: DateOrder) -> Day:
    count = COUNTS.get(match[1]) or int(match[1])
    days = count * (7 if match[2].startswith("w") else 1)
    return today - timedelta(days=days) if days < today.toordinal() else _no_day(match[0], today)


def _iso(match: re.Match[str], today: date, _order: DateOrder) -> Day:
    return calendar_day(*(int(part) for part in match.groups())) or _no_day(match[0], today)


def _day_month(match: re.Match[str], today: date, _order: DateOrder) -> Day:
    return _yearless(match[0], int(match[1]), MONTH_OF[match[2]], match[3], today)


def _month_day(match: re.Match[str], today: date, _order: DateOrder) -> Day:
    return _yearless(match[0], int(match[2]), MONTH_OF[match[1]], match[3], today)


def _numeric(match: re.Match[str], today: date, order: DateOrder) -> Day:
    first, second, year = int(match[1]), int(match[2]), match[3]
    month, day = (first, second) if order == DateOrder.MONTH_FIRST else (second, first)
    read = _yearless(match[0], day, month, year, today)
    other = _yearless(match[0], month, day, year, today)
    if isinstance(read, date) or not isinstance(other, date) or other > today:
        return read
    asks = month > 12
    message = f"{match[0]} isn't a day with the {order.replace(' first', '')} first." if asks else read.message
    instead = (*read.instead, _instead(other, today))
    return Trouble(message, other.isoformat(), instead, asks=asks)


def _yearless(text: str, day: int, month: int, year: str | None, today: date) -> Day:
    """Return a day of a month: in that year, or without a year the latest one, unless that's long ago."""
    if year:
        return calendar_day(int(year) + (2000 if len(year) == 2 else 0), month, day) or _no_day(text, today)
    this, last = (calendar_day(each, month, day) for each in (today.year, today.year - 1))
    if this and this <= today:
        return this
    if last and today - last <= SURELY_LAST_YEAR:
        return last
    if this:
        return _to_come(this, today, *([last] if last else []))
    return _no_day(text, today, *([last] if last else []))


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return that day, or None if the calendar doesn't have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_day(text: str, today: date, *others: date) -> Trouble:
    instead = tuple(_instead(other, today) for other in others)
    return Trouble(f"{text} isn't a day in the calendar.", today.isoformat(), instead)


def whole_words(text: str) -> re.Pattern[str]:
    """Return a pattern that ends at the end of a word."""
    return re.compile(rf"(?:{text})(?!\S)", re.ASCII)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, DateOrder], Day]], ...] = (
    (whole_words("today|yesterday|tomorrow"), _named),
    (whole_words(rf"({WEEKDAY})"), _weekday),
    (whole_words(rf"last ({WEEKDAY})"), _last_weekday),
    (whole_words(rf"(\d{{1,4}}|{'|'.join(COUNTS)}) ?(d|days?|w|weeks?) ago"), _ago),
    (whole_words(r"-(\d{1,4}) ?(d|days?|w|weeks?)"), _ago),
    (whole_words(r"(\d{4})-(\d{1,2})-(\d{1,2})"), _iso),
    (whole_words(rf"{DAY_NUMBER}(?: of)?[ -]?({MONTH})\.?(?:[ ,-]+(20\d\d))?"), _day_month),
    (whole_words(rf"({MONTH})\.?[ -]?{DAY_NUMBER}{_YEAR}"), _month_day),
    (whole_words(r"(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d\d))?"), _numeric),
    (whole_words(r"(\d{1,2})\.(\d{1,2})\.(20\d\d|\d\d)"), _numeric),
    (whole_words(r"(0[1-9](?=\.)|[1-9]\d?(?=\.0[1-9]))\.(\d{1,2})()"), _numeric),
)
