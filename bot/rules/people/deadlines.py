"""The 3-day rule: until when an entry is on time (glossary: business day, 3-day rule, on time / late)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAST_SECOND = time(23, 59, 59)
A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Calendar:
    """The days of one person, by their IANA zone: weekdays worked (Monday is 0), holidays, whole days of leave.

    `window` is how many business days the office gives. A day with half a day of leave is still a business day: only
    its expected minutes are halved.
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
    """Whether a day is worked: a weekday of the office, no holiday, no whole day of leave."""
    return day.weekday() in calendar.weekdays and day not in calendar.holidays and day not in calendar.leave


def deadline_day(worked_date: date, calendar: Calendar) -> date:
    """The last day on which time of that worked date is on time: the window's last business day after it."""
    day = worked_date
    for _ in range(calendar.window):
        day = next_business_day(day, calendar)
    return day


def entry_deadline(worked_date: date, calendar: Calendar) -> datetime:
    """The last second that is on time, aware and in UTC: 23:59:59 in the person's zone, by whatever clock it has then.

    Where the clocks go back over midnight, 23:59:59 comes twice: the second one counts.
    """
    return end_of_day(deadline_day(worked_date, calendar), calendar.zone)


def end_of_day(day: date, zone: str) -> datetime:
    """23:59:59 of a day in a zone, aware and in UTC."""
    return datetime.combine(day, LAST_SECOND, ZoneInfo(zone)).replace(fold=1).astimezone(UTC)


def is_late(entered_at: datetime, deadline: datetime) -> bool:
    """Whether an entry of that instant is late: the whole of the last second is on time."""
    return entered_at >= deadline + A_SECOND


def next_business_day(day: date, calendar: Calendar) -> date:
    """The first business day after a day."""
    day += A_DAY
    while not is_business_day(day, calendar):
        day += A_DAY
    return day


def business_days(first: date, last: date, calendar: Calendar) -> list[date]:
    """The business days from `first` to `last`, both included."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if is_business_day(day, calendar)]
