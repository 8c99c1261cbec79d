"""A person's week so far."""

from sqlalchemy.orm import Session

from bot.core import Actor, Bot
from bot.people.people import require_person, zone_of
from bot.rules.kit.dates import local_date, week_of
from bot.rules.permissions import Act
from bot.timekeeping.answers import WeekTold
from storage.people.people import Person
from storage.timekeeping import time_entries


def week_told(bot: Bot, actor: Actor) -> WeekTold:
    """The asker's week so far, by day and by job. Raises Unknown."""
    with bot.store.read() as session:
        return week_of_person(bot, session, require_person(session, actor, Act.SEE_OWN_TIME))


def week_of_person(bot: Bot, session: Session, person: Person) -> WeekTold:
    """A person's week so far, by day and by job."""
    today = local_date(bot.now(), zone_of(person))
    monday, sunday = week_of(today)
    return WeekTold(
        today=today,
        monday=monday,
        expected_minutes=person.expected_minutes,
        minutes_by_day=time_entries.by_day(session, person.id, monday, sunday),
        jobs=time_entries.by_job(session, person.id, monday, sunday),
    )
