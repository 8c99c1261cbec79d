"""A person's own page: today, this week, and their last entries."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.core import Bot, Work, once
from bot.desk.notices import HomeShown
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import require_person, today_of, zone_of
from bot.rules.kit.dates import week_of
from bot.rules.permissions import Act
from bot.timekeeping.answers import EntryShown, TimerShown
from bot.timekeeping.entries import shown
from bot.timekeeping.timers import running_timer
from bot.timesheets.missing import DayDue, due_days, missing_of, missing_time
from storage.messaging import notices
from storage.messaging.notices import Destination
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries

RECENT_DAYS = 14
RECENT_ENTRIES = 8


class Teammate(Model):
    """Somebody who reports to the reader: their minutes of this week, and how many days they have overdue."""

    name: str
    week_minutes: int
    overdue_days: int


class HomeState(Model):
    """The content of a person's page: minutes by day of this week (without empty days), and recent entries.

    `due` are their short days, `team` the people who report to them. For an admin it also counts undelivered messages.
    """

    name: str
    today: date
    monday: date
    expected_minutes: int
    minutes_by_day: Mapping[date, int]
    recent: Sequence[EntryShown]
    due: Sequence[DayDue] = ()
    timer: TimerShown | None = None
    team: Sequence[Teammate] = ()
    is_admin: bool = False
    undelivered: int = 0


class HomeOpened(Model):
    """A person opened their page; the outbox shows it."""

    person_id: str


@once
def open_home(work: Work, destination: Destination) -> HomeOpened:
    """Queue the asker's page with its current content. Raises Unknown."""
    person = require_person(work, Act.SEE_OWN_TIME)
    show_home(work, person.id, destination)
    return HomeOpened(person_id=person.id)


def show_home(work: Work, person_id: str, destination: Destination) -> None:
    """Queue a person's page with its current content."""
    notice = HomeShown(person_id=person_id)
    notices.shown(work.session, notice.subject, work.now())
    if not notices.touch(work.session, notice.subject):
        key = f"home:{person_id}:{destination.channel}"
        queue(work, notice, destination, key)
        notices.send_again(work.session, key, work.bot.real())


def home_state(bot: Bot, person_id: str) -> HomeState:
    """Return the content of a person's page. For the outbox only."""
    with bot.read() as work:
        person = people.by_id(work.session, person_id)
        today = today_of(bot, person)
        monday, sunday = week_of(today)
        since = today - timedelta(days=RECENT_DAYS)
        return HomeState(
            name=person.name,
            is_admin=person.is_admin,
            today=today,
            monday=monday,
            expected_minutes=person.expected_minutes,
            due=due_days(missing_of(work.session, person, bot.now())),
            timer=running_timer(work, person),
            team=_team(work, person, monday, sunday),
            undelivered=notices.count_undelivered(work.session) if person.is_admin else 0,
            minutes_by_day=time_entries.by_day(work.session, person.id, monday, sunday),
            recent=[
                shown(work.session, entry, entry.job, zone_of(person))
                for entry in time_entries.recent(work.session, person.id, since, RECENT_ENTRIES)
            ],
        )


def _team(work: Work, person: Person, monday: date, sunday: date) -> Sequence[Teammate]:
    reports = people.reports_of(work.session, person.id)
    if not reports:
        return ()
    short_days = missing_time(work.session, reports, work.now())
    minutes = time_entries.by_person_and_day(work.session, [one.id for one in reports], monday, sunday)
    return [
        Teammate(
            name=one.name,
            week_minutes=sum(minutes.get(one.id, {}).values()),
            overdue_days=len(short_days[one.id].overdue),
        )
        for one in reports
    ]
