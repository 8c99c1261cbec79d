"""Missing time: people's business days that are short, from a few queries for any number of people."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.model import Model
from bot.people.calendars import calendar, half_days
from bot.people.policies import policies_by_office
from bot.rules.kit.dates import local_date
from bot.rules.people.deadlines import business_days
from bot.rules.people.reminders import (
    LOOK_BACK,
    Hours,
    ShortDay,
    Timekeeper,
    expected_on,
    is_overdue,
    short_days,
    speaking_hours,
)
from storage.leave import leave
from storage.leave.leave import Leave
from storage.people.people import Person
from storage.timekeeping import excuses, time_entries

# Nobody's own date differs more than this from the date in UTC.
A_DAY = timedelta(days=1)
# For more people than this, everybody's rows are read at once.
MOST_NAMED = 200


@dataclass(frozen=True)
class Missing:
    """A person's missing time at an instant: their own date, their short days before it, and that date's hours."""

    person: Person
    today: date
    keeper: Timekeeper
    short: Sequence[ShortDay]
    hours: Hours | None
    now: datetime

    @property
    def due_today(self) -> Sequence[ShortDay]:
        """Return the short days whose deadline is the end of today."""
        return [each for each in self.short if each.due == self.today]

    @property
    def on_time(self) -> Sequence[ShortDay]:
        """Return the short days that can still be entered on time."""
        return [each for each in self.short if not self._is_overdue(each)]

    @property
    def overdue(self) -> Sequence[ShortDay]:
        """Return the short days whose deadline has passed."""
        return [each for each in self.short if self._is_overdue(each)]

    def _is_overdue(self, short: ShortDay) -> bool:
        return is_overdue(short, self.now, self.keeper.calendar.zone)


@dataclass(frozen=True)
class Stretch:
    """A person over some days: minutes logged, minutes expected (without excused days), and the short days."""

    person: Person
    logged: int
    expected: int
    short: Sequence[ShortDay]


class _Kept(NamedTuple):
    """The facts that decide which days of a person are short."""

    person: Person
    keeper: Timekeeper
    minutes: Mapping[date, int]
    excused: Collection[date]


def missing_time(session: Session, staff: Sequence[Person], now: datetime) -> Mapping[str, Missing]:
    """Return the missing time of these people (loaded with their offices), by id, over the days that we look back."""
    since = now.date() - A_DAY - LOOK_BACK
    found = {}
    for person, keeper, minutes, excused in _kept(session, staff, since):
        today = local_date(now, keeper.calendar.zone)
        short = short_days(keeper, minutes, excused, since, today - A_DAY)
        hours = speaking_hours(today, keeper.calendar, keeper.policy, keeper.half_days.get(today))
        found[person.id] = Missing(person, today, keeper, short, hours, now)
    return found


def stretches(session: Session, staff: Sequence[Person], first: date, last: date) -> Iterator[Stretch]:
    """Yield how complete these people's time is from `first` to `last`, up to the day on which they left."""
    for person, keeper, minutes, excused in _kept(session, staff, first, last):
        until = min(last, local_date(person.left_at, keeper.calendar.zone)) if person.left_at else last
        worked = business_days(max(first, person.starts_on or first), until, keeper.calendar)
        expected = sum(expected_on(day, keeper) for day in worked if day not in excused)
        yield Stretch(person, sum(minutes.values()), expected, short_days(keeper, minutes, excused, first, until))


def _kept(session: Session, staff: Sequence[Person], since: date, until: date | None = None) -> Iterator[_Kept]:
    ids = [person.id for person in staff] if len(staff) <= MOST_NAMED else None
    policies = policies_by_office(session)
    logged = time_entries.by_person_and_day(session, ids, since, until)
    excused: dict[str, set[date]] = defaultdict(set)
    for person_id, day in excuses.days_of(session, ids, since):
        excused[person_id].add(day)
    off: dict[str, list[Leave]] = defaultdict(list)
    for row in leave.of_people(session, ids, since):
        off[row.person_id].append(row)
    for person in staff:
        policy, mine = policies[person.office_id], off.get(person.id, [])
        days = calendar(person, policy, mine, since)
        keeper = Timekeeper(days, policy, person.expected_minutes, half_days(mine), person.starts_on)
        yield _Kept(person, keeper, logged.get(person.id, {}), excused.get(person.id, set()))


def missing_of(session: Session, person: Person, now: datetime) -> Missing:
    """Return the missing time of one person (loaded with their office)."""
    return missing_time(session, [person], now)[person.id]


class DayDue(Model):
    """A short day: its missing minutes, the last day on time, and whether that has passed."""

    day: date
    missing: int
    due: date
    overdue: bool


def due_days(missing: Missing) -> Sequence[DayDue]:
    """Return a person's short days, with their deadlines."""
    overdue = {short.day for short in missing.overdue}
    return [
        DayDue(day=short.day, missing=short.missing, due=short.due, overdue=short.day in overdue)
        for short in missing.short
    ]
