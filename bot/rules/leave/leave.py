"""Reading the days of leave: `24 Dec - 2 Jan`, `half 24 Dec`, `24 Dec am`, `tomorrow`, `2026-12-24 - 2027-01-02`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import UsageError
from bot.rules.kit.dates import describe_day
from storage.words.time import DayPart

EXAMPLES = ("24 Dec - 2 Jan", "tomorrow", "half 24 Dec", "24 Dec pm")
LONGEST = timedelta(days=366)
# A date without a year that was at most this long ago could mean that day or the next one, so we ask.
LATELY = timedelta(days=60)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = {
    "half": DayPart.HALF,
    "half day": DayPart.HALF,
    "am": DayPart.MORNING,
    "morning": DayPart.MORNING,
    "pm": DayPart.AFTERNOON,
    "afternoon": DayPart.AFTERNOON,
}

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?|{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s*\d{{4}})?"
    rf"|{_MONTH}\s+{_DAY}(?:,?\s*\d{{4}})?|today|tomorrow|yesterday|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
)
_PART = "half day|half|am|pm|morning|afternoon"
_LEAVE = re.compile(
    rf"(?:(?P<before>{_PART})\s+(?:of\s+|on\s+)?)?(?P<first>{_DATE}|{_DAY}(?=\s*(?:-|–|—|to)\s*{_DAY}\s+[a-z]))"
    rf"(?:\s*(?:-|–|—|to|until|till|through)\s*(?P<last>{_DATE}))?(?:\s+(?P<after>{_PART}))?",
    re.ASCII | re.IGNORECASE,
)
_FULL_MONTHS = (
    "january february march april may june july august september october november december sept".split()  # noqa: SIM905
)
_FULL_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday tues weds thur thurs".split()  # noqa: SIM905


@dataclass(frozen=True)
class LeaveRead:
    """Leave read from a text: first and last day, both included; `part` only for a single day."""

    first: date
    last: date
    part: DayPart


def read_leave(text: str, today: date, *, month_first: bool) -> LeaveRead:
    """Return the leave in a text; `today` is the person's own date, `month_first` says how their office writes 3/10.

    A day without a year is the next such day, and the end of a range is the next after its start. Raises UsageError.
    """
    words = " ".join(text.split())
    match = _LEAVE.fullmatch(words) if len(words) <= 100 else None
    if match is None:
        raise UsageError(f"I can't read “{words[:100]}” as a day or a range of days. {hint()}")
    before, after, until = match["before"], match["after"], match["last"]
    if before and after and PARTS[before.lower()] != DayPart.HALF:
        raise UsageError(f"“{words}” names two parts of a day, {before} and {after}. {hint()}")
    part = PARTS[(after or before).lower()] if after or before else DayPart.WHOLE
    reader = _Reader(today, month_first=month_first)
    if until and match["first"].rstrip("sthndr").isdigit():
        last = reader.day(until, today)
        first = _first_of_month(match["first"], last, words)
    else:
        first = reader.day(match["first"])
        last = reader.day(until, first) if until else first
    return check_leave(LeaveRead(first, last, part), today)


def check_leave(read: LeaveRead, today: date) -> LeaveRead:
    """Return valid leave. Raises UsageError if it ends before it begins, is too long, or too far away."""
    if read.last < read.first:
        raise UsageError(
            f"{describe_day(read.last, today)} comes before {describe_day(read.first, today)}. "
            f"Did you mean {read.last.isoformat()} - {read.first.isoformat()}?"
        )
    if read.part != DayPart.WHOLE and read.first != read.last:
        raise UsageError(f"Half a day works for one day, not for a range. Try: half {read.first.isoformat()}.")
    if read.last - read.first >= LONGEST:
        raise UsageError("That's more than a year. Please enter it in parts.")
    if abs(read.first - today) > 2 * LONGEST:
        raise UsageError(f"{read.first.isoformat()} is more than two years away. Please check the year.")
    return read


def hint() -> str:
    """Return a hint at texts that work."""
    return f"Try: {', '.join(EXAMPLES)}, or 2026-12-24 - 2027-01-02."


class _Reader:
    def __init__(self, today: date, *, month_first: bool) -> None:
        self.today, self.month_first = today, month_first

    def day(self, word: str, since: date | None = None) -> date:
        """Return the day that a word names; with `since`, the first such day from then on."""
        lower = word.lower().replace(",", " ").replace(".", "").replace(" of ", " ")
        near = {"today": 0, "tomorrow": 1, "yesterday": -1}
        if lower in near:
            return self.today + timedelta(days=near[lower])
        if lower[:3] in WEEKDAYS and lower.isalpha() and lower[:3] not in MONTHS:
            return self._weekday(lower, since or self.today)
        year, month, number = self._parts(lower, word)
        if year:
            return _date(year, month, number, word)
        return self._next(month, number, word, since)

    def _weekday(self, word: str, since: date) -> date:
        if word not in _FULL_WEEKDAYS and word not in WEEKDAYS:
            raise UsageError(f"I can't read “{word}” as a day. {hint()}")
        return since + timedelta(days=(WEEKDAYS.index(word[:3]) - since.weekday()) % 7)

    def _parts(self, lower: str, word: str) -> tuple[int | None, int, int]:
        if "-" in lower:
            year, month, number = map(int, lower.split("-"))
            return year, month, number
        if "/" in lower:
            first, second, *rest = map(int, lower.split("/"))
            return (rest[0] if rest else None, *((first, second) if self.month_first else (second, first)))
        names = re.findall(r"[a-z]{3,}", lower)
        if names[0] not in MONTHS and names[0] not in _FULL_MONTHS:
            raise UsageError(f"I can't find a month in “{word}”. {hint()}")
        numbers = [int(each) for each in re.findall(r"\d+", lower)]
        return numbers[1] if len(numbers) > 1 else None, MONTHS.index(names[0][:3]) + 1, numbers[0]

    def _next(self, month: int, number: int, word: str, since: date | None) -> date:
        found = next(_years_of(month, number, (since or self.today).year, since or self.today), None)
        if found is None:
            raise UsageError(f"“{word}” isn't a day in the calendar{self._order()}. {hint()}")
        lately = next(_years_of(month, number, self.today.year - 1, self.today - LATELY), found)
        if since is None and lately != found:
            raise UsageError(f"“{word}” could be {lately.isoformat()} or {found.isoformat()}. Please add the year.")
        return found

    def _order(self) -> str:
        return " (I read the month first here)" if self.month_first else ""


def _years_of(month: int, number: int, year: int, since: date) -> Iterator[date]:
    """Yield that day in each year from `year` on, not before `since`; 29 February only in leap years."""
    for each in range(year, year + 9):
        try:
            day = date(each, month, number)
        except ValueError:
            continue
        if day >= since:
            yield day


def _date(year: int, month: int, number: int, word: str) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise UsageError(f"“{word}” isn't a day in the calendar. {hint()}") from None


def _first_of_month(word: str, last: date, words: str) -> date:
    number = int(re.sub(r"\D", "", word))
    return _date(last.year, last.month, number, words)
