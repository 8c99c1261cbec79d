"""Short days, their deadlines, and the hours in which to remind a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.rules.people.deadlines import Calendar, business_days, deadline_day, end_of_day, is_business_day
from bot.rules.people.policies import OfficePolicy, is_short
from storage.words.time import DayPart

NOON = time(13)
# Time missing for longer than this is left to finance, when a period closes.
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Hours:
    """The hours for messages to somebody on one of their days, as instants in UTC: from `begins` to before `ends`.

    Waiting messages go out from `morning` on.
    """

    begins: datetime
    morning: datetime
    ends: datetime


@dataclass(frozen=True)
class ShortDay:
    """A business day with too little time: minutes logged, minutes expected, and the last day to be on time."""

    day: date
    minutes: int
    expected: int
    due: date

    @property
    def missing(self) -> int:
        """Return the minutes missing from the expected ones."""
        return self.expected - self.minutes


@dataclass(frozen=True)
class Timekeeper:
    """The settings that decide a person's short days."""

    calendar: Calendar
    policy: OfficePolicy
    expected_minutes: int
    half_days: Mapping[date, DayPart]
    starts_on: date | None = None


def speaking_hours(today: date, calendar: Calendar, policy: OfficePolicy, half: DayPart | None) -> Hours | None:
    """Return the hours of `today` for unprompted messages to somebody; None on a weekend, holiday or leave.

    A half day of leave is excluded; if we don't know which half, the whole day's hours count.
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
    """Return a local time of a day in UTC; if it comes twice, the first one, if it's skipped, a later one."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def next_hour(now: datetime, hours: Collection[time], zone: str) -> datetime:
    """Return the first instant after `now` (UTC) at one of the hours in that zone. `hours` can't be empty."""
    today = now.astimezone(ZoneInfo(zone)).date()
    struck = (instant(today + timedelta(days=ahead), hour, zone) for ahead in (0, 1, 2) for hour in hours)
    return min(each for each in struck if each > now)


def short_days(
    keeper: Timekeeper, minutes: Mapping[date, int], excused: Collection[date], first: date, last: date
) -> Sequence[ShortDay]:
    """Return the short business days from `first` to `last` (both included) that aren't excused, earliest first."""
    found = []
    for day, due in _due_days(max(first, keeper.starts_on or first), last, keeper.calendar):
        expected = expected_on(day, keeper)
        if day not in excused and is_short(minutes.get(day, 0), expected, keeper.policy):
            found.append(ShortDay(day, minutes.get(day, 0), expected, due))
    return found


@lru_cache(maxsize=4096)
def _due_days(first: date, last: date, calendar: Calendar) -> Sequence[tuple[date, date]]:
    """Return the business days from `first` to `last`, each with its last day on time: the same for most people."""
    return [(day, deadline_day(day, calendar)) for day in business_days(first, last, calendar)]


def expected_on(day: date, keeper: Timekeeper) -> int:
    """Return the minutes expected on a business day: half of them on half a day of leave."""
    return keeper.expected_minutes // 2 if day in keeper.half_days else keeper.expected_minutes


def is_overdue(short: ShortDay, now: datetime, zone: str) -> bool:
    """Return whether the deadline has passed."""
    return now > end_of_day(short.due, zone)


def snooze_hours(now: datetime, ends: datetime, zone: str) -> Sequence[datetime]:
    """Return the full hours, every second one, at which a nudge can come again today."""
    local = now.astimezone(ZoneInfo(zone)).replace(minute=0, second=0, microsecond=0)
    hours = (local.astimezone(UTC) + timedelta(hours=step) for step in (1, 2, 4, 6, 8))
    return [hour for hour in hours if now < hour < ends]
