"""The week of one person as a grid of jobs by days (glossary: timesheet)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.errors import UsageError
from bot.rules.kit.dates import read_dates, week_of
from bot.rules.kit.lines import Segment
from bot.rules.kit.tokens import Trouble
from storage.words.time import DateOrder

DAYS = 7
A_WEEK = timedelta(days=DAYS)
LAST_WEEK = "last week"
THIS_WEEK = ("", "week", "this week")


class Cell(NamedTuple):
    """Minutes on a job on a day."""

    job: str
    day: date
    minutes: int


class GridRow(NamedTuple):
    """A job's minutes from Monday to Sunday."""

    job: str
    minutes: Sequence[int]

    @property
    def total(self) -> int:
        """The job's minutes of the week."""
        return sum(self.minutes)


def read_week(text: str, today: date, order: DateOrder) -> date:
    """The Monday of the week that a person names: nothing or `this week`, `last week`, or any day of it.

    `order` is how the person's office reads `3/10`. Raises UsageError for what names no week, and for one that is still
    to come.
    """
    named = " ".join(text.lower().split())
    if named in THIS_WEEK:
        return week_of(today)[0]
    if named == LAST_WEEK:
        return week_of(today)[0] - A_WEEK
    segment = Segment(named.removeprefix("week of ").strip())
    for token in read_dates(segment, 0, today, order):
        if isinstance(token.value, Trouble):
            raise UsageError(token.value.message)
        if isinstance(token.value, date) and token.words == len(segment.spans):
            return week_of(token.value)[0]
    example = f"`last week`, or a day of it such as {today.isoformat()}"
    raise UsageError(f"“{text.strip()[:60]}” names no week. Name {example}.")


def days_of_week(monday: date) -> Sequence[date]:
    """Monday to Sunday."""
    return [monday + timedelta(days=offset) for offset in range(DAYS)]


def grid(cells: Iterable[Cell], monday: date) -> Sequence[GridRow]:
    """A row a job, by job number; what is outside the week is left out."""
    minutes: dict[str, list[int]] = defaultdict(lambda: [0] * DAYS)
    for cell in cells:
        offset = (cell.day - monday).days
        if 0 <= offset < DAYS:
            minutes[cell.job][offset] += cell.minutes
    return [GridRow(job, minutes[job]) for job in sorted(minutes)]


def day_totals(rows: Iterable[GridRow]) -> Sequence[int]:
    """The minutes of each day, Monday to Sunday."""
    rows = list(rows)
    return [sum(row.minutes[offset] for row in rows) for offset in range(DAYS)]


def share(part: int, whole: int) -> int | None:
    """A share in whole percent, half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
