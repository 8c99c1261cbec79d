"""The minutes that people were available for work: scheduled, minus holidays and leave."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.people.calendars import calendar, half_days
from bot.people.people import zone_of
from bot.people.policies import policies_by_office
from bot.rules.kit.dates import local_date
from bot.rules.people.deadlines import business_days
from bot.rules.people.reminders import Timekeeper, expected_on
from storage.leave import leave
from storage.leave.leave import Leave
from storage.people.people import Person


def available_minutes(session: Session, staff: Sequence[Person], first: date, last: date) -> Mapping[str, int]:
    """Return the minutes each of these people (loaded with their offices) should work from `first` to `last`, by id.

    People who left count up to the day they left.
    """
    policies = policies_by_office(session)
    off: dict[str, list[Leave]] = defaultdict(list)
    for row in leave.of_people(session, None, first):
        off[row.person_id].append(row)
    found = {}
    for person in staff:
        policy, mine = policies[person.office_id], off.get(person.id, [])
        days = calendar(person, policy, mine, first)
        keeper = Timekeeper(days, policy, person.expected_minutes, half_days(mine))
        until = min(last, local_date(person.left_at, zone_of(person))) if person.left_at else last
        worked = business_days(max(first, person.starts_on or first), until, days)
        found[person.id] = sum(expected_on(day, keeper) for day in worked)
    return found
