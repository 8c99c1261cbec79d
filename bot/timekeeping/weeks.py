"""A person's week so far."""

from bot.core import Actor, Bot
from bot.people.people import Staff, require_staff
from bot.rules.kit.dates import week_of
from bot.rules.permissions import Act
from bot.timekeeping.answers import WeekTold
from storage.timekeeping import time_entries


def week_told(bot: Bot, actor: Actor) -> WeekTold:
    """Return the asker's week so far, by day and by job. Raises Unknown."""
    with bot.read(actor) as work:
        return week_of_person(require_staff(work, Act.SEE_OWN_TIME))


def week_of_person(staff: Staff) -> WeekTold:
    """Return a person's week so far, by day and by job."""
    today = staff.today
    monday, sunday = week_of(today)
    return WeekTold(
        today=today,
        monday=monday,
        expected_minutes=staff.person.expected_minutes,
        minutes_by_day=time_entries.by_day(staff.session, staff.id, monday, sunday),
        jobs=time_entries.by_job(staff.session, staff.id, monday, sunday),
    )
