"""People's calendars: their office's days combined with their own leave."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.people.people import zone_of
from bot.people.policies import policy_of
from bot.rules.people.deadlines import Calendar
from bot.rules.people.policies import OfficePolicy
from storage.leave import leave
from storage.leave.leave import Leave
from storage.people.people import Person
from storage.words.time import DayPart

# A window of business days can stretch over long leave, and over the end of a year.
YEARS_AHEAD = 2


def calendar_of(session: Session, person: Person, since: date) -> tuple[Calendar, OfficePolicy]:
    """Return a person's calendar for worked dates from `since` on, and the policy it follows."""
    policy = policy_of(session, person.office)
    return calendar(person, policy, leave.of_person(session, person.id, since), since), policy


def calendar(person: Person, policy: OfficePolicy, off: Iterable[Leave], since: date) -> Calendar:
    """Return the calendar of a person (loaded with their office) for worked dates from `since` on."""
    return Calendar(
        zone=zone_of(person),
        weekdays=frozenset(policy.weekdays),
        holidays=policy.holidays(since.year, since.year + YEARS_AHEAD),
        leave=frozenset(day for each in off if each.part == DayPart.WHOLE for day in days_of(each)),
        window=policy.window,
    )


def half_days(off: Iterable[Leave]) -> Mapping[date, DayPart]:
    """Return the days that are partly leave."""
    return {each.first: each.part for each in off if each.part != DayPart.WHOLE}


def days_of(off: Leave) -> Sequence[date]:
    """Return all days of a leave, business days or not."""
    return [off.first + timedelta(days=offset) for offset in range((off.last - off.first).days + 1)]
