"""A person's own page: today, this week, and what they logged last."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, once
from bot.desk.notices import HomeShown
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import require_person, zone_of
from bot.rules.kit.dates import local_date, week_of
from bot.rules.permissions import Act
from bot.timekeeping.answers import EntryShown, TimerShown, WeekTold
from bot.timekeeping.entries import shown
from bot.timekeeping.timers import running_timer
from bot.timesheets.missing import Missing, missing_of, missing_time
from storage.messaging import notices
from storage.messaging.notices import Place
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries

RECENT_DAYS = 14
RECENT_ENTRIES = 8


class DayDue(Model):
    """A short day: minutes short of what is expected, the last day on time, and whether that has passed."""

    day: date
    missing: int
    due: date
    overdue: bool


class Teammate(Model):
    """Somebody who reports to the reader: their minutes of this week, and how many of their days are overdue."""

    name: str
    week_minutes: int
    overdue_days: int


class HomeState(Model):
    """What a person's page shows: minutes by day of this week (days without time left out), and recent entries.

    `due` are their short days, `team` those who report to them. An admin's also says how many messages were set aside.
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
    set_aside: int = 0


class HomeOpened(Model):
    """A person opened their page; the outbox shows it."""

    person_id: str


def open_home(bot: Bot, actor: Actor, place: Place) -> HomeOpened:
    """Have the asker's page shown as things stand. Raises Unknown."""

    def work(session: Session) -> HomeOpened:
        person = require_person(session, actor, Act.SEE_OWN_TIME)
        show_home(bot, session, person.id, place)
        return HomeOpened(person_id=person.id)

    return once(bot, actor, HomeOpened, work)


def show_home(bot: Bot, session: Session, person_id: str, place: Place) -> None:
    """Have a person's page shown as things stand."""
    notice = HomeShown(person_id=person_id)
    notices.shown(session, notice.subject, bot.now())
    if not notices.touch(session, notice.subject):
        key = f"home:{person_id}:{place.channel}"
        queue(bot, session, notice, place, key)
        notices.send_again(session, key, bot.real())


def home_state(bot: Bot, person_id: str) -> HomeState:
    """What a person's page shows. Asked by the outbox alone."""
    with bot.store.read() as session:
        person = people.by_id(session, person_id)
        today = local_date(bot.now(), zone_of(person))
        monday, sunday = week_of(today)
        since = today - timedelta(days=RECENT_DAYS)
        return HomeState(
            name=person.name,
            is_admin=person.is_admin,
            today=today,
            monday=monday,
            expected_minutes=person.expected_minutes,
            due=due_days(missing_of(session, person, bot.now())),
            timer=running_timer(bot, session, person),
            team=_team(bot, session, person, monday, sunday),
            set_aside=notices.count_set_aside(session) if person.is_admin else 0,
            minutes_by_day=time_entries.by_day(session, person.id, monday, sunday),
            recent=[
                shown(session, entry, entry.job, zone_of(person))
                for entry in time_entries.recent(session, person.id, since, RECENT_ENTRIES)
            ],
        )


def due_days(standing: Missing) -> Sequence[DayDue]:
    """A person's short days, with their deadlines."""
    overdue = {short.day for short in standing.overdue}
    return [
        DayDue(day=short.day, missing=short.missing, due=short.due, overdue=short.day in overdue)
        for short in standing.short
    ]


def _team(bot: Bot, session: Session, person: Person, monday: date, sunday: date) -> Sequence[Teammate]:
    reports = people.reports_of(session, person.id)
    if not reports:
        return ()
    standing = missing_time(session, reports, bot.now())
    minutes = time_entries.by_person_and_day(session, [one.id for one in reports], monday, sunday)
    return [
        Teammate(
            name=one.name,
            week_minutes=sum(minutes.get(one.id, {}).values()),
            overdue_days=len(standing[one.id].overdue),
        )
        for one in reports
    ]


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
