"""Which days are short, when each is due, and when a person may be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.rules.people.deadlines import Calendar, business_days, deadline_day, end_of_day, is_business_day
from bot.rules.people.policies import OfficePolicy, is_short
from storage.words.time import DayPart

NOON = time(13)
# What is missing for longer than this is finance's business, when a period closes.
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Hours:
    """When somebody may be told something on one of their days, as instants in UTC: from `begins` to before `ends`.

    From `morning` on, what waited is told.
    """

    begins: datetime
    morning: datetime
    ends: datetime


@dataclass(frozen=True)
class ShortDay:
    """A business day with less than its share of time: minutes logged, minutes expected, and the last day on time."""

    day: date
    minutes: int
    expected: int
    due: date

    @property
    def missing(self) -> int:
        """Minutes short of what is expected."""
        return self.expected - self.minutes


@dataclass(frozen=True)
class Timekeeper:
    """What decides a person's short days."""

    calendar: Calendar
    policy: OfficePolicy
    expected_minutes: int
    half_days: Mapping[date, DayPart]
    starts_on: date | None = None


def speaking_hours(today: date, calendar: Calendar, policy: OfficePolicy, half: DayPart | None) -> Hours | None:
    """The hours of `today` in which somebody may be told something unasked; None on a weekend, holiday or leave.

    Half a day of leave is left in peace; one that names no half leaves the whole day's hours.
    """
    if not is_business_day(today, calendar):
        return None
    begins = max(policy.day_begins, NOON) if half == DayPart.MORNING else policy.day_begins
    ends = min(policy.day_ends, NOON) if half == DayPart.AFTERNOON else policy.day_ends
    morning = max(policy.morning, begins)
    if not begins <= morning < ends:
        return None
    zone = calendar.zone
    return Hours(instant(today, begins, zone), instant(today, morning, zone), instant(today, ends, zone))


@lru_cache(maxsize=4096)
def instant(day: date, hour: time, zone: str) -> datetime:
    """An hour of a day in a zone, in UTC; of one that comes twice the first, one that is skipped comes later."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def next_hour(now: datetime, hours: Collection[time], zone: str) -> datetime:
    """The first instant after `now` (UTC) at which one of the hours strikes in that zone. There is at least one."""
    today = now.astimezone(ZoneInfo(zone)).date()
    struck = (instant(today + timedelta(days=ahead), hour, zone) for ahead in (0, 1, 2) for hour in hours)
    return min(each for each in struck if each > now)


def short_days(
    keeper: Timekeeper, minutes: Mapping[date, int], excused: Collection[date], first: date, last: date
) -> Sequence[ShortDay]:
    """The short business days from `first` to `last` (both included) that nobody excused, the earliest first."""
    found = []
    for day, due in _due_days(max(first, keeper.starts_on or first), last, keeper.calendar):
        expected = expected_on(day, keeper)
        if day not in excused and is_short(minutes.get(day, 0), expected, keeper.policy):
            found.append(ShortDay(day, minutes.get(day, 0), expected, due))
    return found


@lru_cache(maxsize=4096)
def _due_days(first: date, last: date, calendar: Calendar) -> Sequence[tuple[date, date]]:
    """The business days from `first` to `last`, each with the last day that is on time: the same for most people."""
    return [(day, deadline_day(day, calendar)) for day in business_days(first, last, calendar)]


def expected_on(day: date, keeper: Timekeeper) -> int:
    """The minutes expected on a business day: half on half a day of leave."""
    return keeper.expected_minutes // 2 if day in keeper.half_days else keeper.expected_minutes


def is_overdue(short: ShortDay, now: datetime, zone: str) -> bool:
    """Whether the deadline has passed."""
    return now > end_of_day(short.due, zone)


def snooze_hours(now: datetime, ends: datetime, zone: str) -> Sequence[datetime]:
    """The full hours, every second one, at which a nudge may come again today."""
    local = now.astimezone(ZoneInfo(zone)).replace(minute=0, second=0, microsecond=0)
    hours = (local.astimezone(UTC) + timedelta(hours=step) for step in (1, 2, 4, 6, 8))
    return [hour for hour in hours if now < hour < ends]
