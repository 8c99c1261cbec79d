"""The 3-day rule: the deadline for an entry (glossary: business day, 3-day rule, on time / late)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAST_SECOND = time(23, 59, 59)
A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Calendar:
    """One person's days, in their IANA zone: weekdays worked (Monday is 0), holidays, whole days of leave.

    `window` is the number of business days the office gives. A day with half a day of leave is still a business day,
    with half its expected minutes.
    """

    zone: str
    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    leave: frozenset[date] = frozenset()
    window: int = 3

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise ValueError("a calendar needs a weekday that is worked")


def is_business_day(day: date, calendar: Calendar) -> bool:
    """Return whether it's a working day: a weekday of the office, not a holiday or a whole day of leave."""
    return day.weekday() in calendar.weekdays and day not in calendar.holidays and day not in calendar.leave


def deadline_day(worked_date: date, calendar: Calendar) -> date:
    """Return the last day on which time of that worked date is on time: the window's last business day after it."""
    day = worked_date
    for _ in range(calendar.window):
        day = next_business_day(day, calendar)
    return day


def entry_deadline(worked_date: date, calendar: Calendar) -> datetime:
    """Return the last second that is on time, aware and in UTC: 23:59:59 in the person's zone on that day.

    If the clocks go back over midnight, 23:59:59 comes twice, and the second one counts.
    """
    return end_of_day(deadline_day(worked_date, calendar), calendar.zone)


def end_of_day(day: date, zone: str) -> datetime:
    """Return 23:59:59 of a day in a zone, aware and in UTC."""
    return datetime.combine(day, LAST_SECOND, ZoneInfo(zone)).replace(fold=1).astimezone(UTC)


def is_late(entered_at: datetime, deadline: datetime) -> bool:
    """Return whether an entry at that instant is late; the whole last second is on time."""
    return entered_at >= deadline + A_SECOND


def next_business_day(day: date, calendar: Calendar) -> date:
    """Return the first business day after a day."""
    day += A_DAY
    while not is_business_day(day, calendar):
        day += A_DAY
    return day


def business_days(first: date, last: date, calendar: Calendar) -> list[date]:
    """Return the business days from `first` to `last`, both included."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if is_business_day(day, calendar)]
