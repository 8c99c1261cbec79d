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
        """Return the job's minutes of the week."""
        return sum(self.minutes)


def read_week(text: str, today: date, order: DateOrder) -> date:
    """Return the Monday of the week that a person names: empty or `this week`, `last week`, or any day of it.

    `order` is how the person's office reads `3/10`. Raises UsageError for anything else, and for a week in the future.
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
    raise UsageError(f"I can't read “{text.strip()[:60]}” as a week. Try {example}.")


def days_of_week(monday: date) -> Sequence[date]:
    """Return the days from Monday to Sunday."""
    return [monday + timedelta(days=offset) for offset in range(DAYS)]


def grid(cells: Iterable[Cell], monday: date) -> Sequence[GridRow]:
    """Return a row per job, by job number; days outside the week are left out."""
    minutes: dict[str, list[int]] = defaultdict(lambda: [0] * DAYS)
    for cell in cells:
        offset = (cell.day - monday).days
        if 0 <= offset < DAYS:
            minutes[cell.job][offset] += cell.minutes
    return [GridRow(job, minutes[job]) for job in sorted(minutes)]


def day_totals(rows: Iterable[GridRow]) -> Sequence[int]:
    """Return the minutes of each day, Monday to Sunday."""
    rows = list(rows)
    return [sum(row.minutes[offset] for row in rows) for offset in range(DAYS)]


def share(part: int, whole: int) -> int | None:
    """Return a share in whole percent, half up; None of zero."""
    return (200 * part + whole) // (2 * whole) if whole else None
