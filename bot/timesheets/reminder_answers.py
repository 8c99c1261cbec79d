"""What people do with a nudge: log like last week, say that there was nothing, snooze; remind and excuse others."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, NotAllowed, NotFound, UsageError
from bot.messaging.touch import ClickedMessage, home_changed, told_changed, touch_clicked
from bot.messaging.unprompted import Telling, say_again, tell
from bot.model import Model
from bot.people.people import is_below, require_person, require_standing
from bot.rules.kit.services import DEFAULT_SERVICE
from bot.rules.permissions import Act
from bot.timekeeping.deadlines import check_reason
from bot.timekeeping.entry_forms import EntryForm
from bot.timekeeping.time_entries import log_again
from bot.timesheets.missing import missing_of
from bot.timesheets.notices import DeadlineNudge, SupervisorReminds
from bot.timesheets.reminders import DayShown, last_week_of, reminded_key, shown_day
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import excuses, time_entries
from storage.words.time import Change

NOTHING_TO_LOG = "nothing to log"


class LikeLastWeek(Model):
    """A day was logged as the same day a week before: how many entries, and their minutes."""

    day: date
    entries: int
    minutes: int


class DayExcused(Model):
    """Days of a person need no time."""

    person: str
    days: Sequence[date]


class Snoozed(Model):
    """A nudge comes again at that instant."""

    until: datetime


class Reminded(Model):
    """Somebody is told of their missing time, now or in their morning."""

    person: str
    telling: Telling


class ExcuseForm(Model):
    """Whom to excuse, and the days that are missing."""

    person_id: str
    person: str
    today: date
    days: Sequence[DayShown]


def log_like_last_week(bot: Bot, actor: Actor, day: date, clicked: ClickedMessage | None = None) -> LikeLastWeek:
    """Log on a short day what was logged a week before, but for jobs that have time on it already.

    Raises Conflict where there is nothing to repeat, UsageError where it does not fit.
    """

    def work(session: Session) -> LikeLastWeek:
        person = _clicks(session, actor, clicked)
        has_time = {entry.job_id for entry in time_entries.of_day(session, person.id, day)}
        models = [each for each in last_week_of(session, person.id, day) if each.job_id not in has_time]
        logged = [log_again(bot, session, person, each, day) for each in models]
        if not logged:
            raise Conflict("There is nothing left to repeat: all of last week's jobs have time on that day already.")
        minutes = sum(each.entry.minutes for each in logged)
        return LikeLastWeek(day=day, entries=len(logged), minutes=minutes)

    return once(bot, actor, LikeLastWeek, work)


def nothing_to_log(bot: Bot, actor: Actor, day: date, clicked: ClickedMessage | None = None) -> DayExcused:
    """*Nothing to log* on that day: it is missed no more, and on record. Said twice, it is said once."""

    def work(session: Session) -> DayExcused:
        person = _clicks(session, actor, clicked)
        _excuse(bot, session, person, day, NOTHING_TO_LOG, person.id)
        return DayExcused(person=person.name, days=[day])

    return once(bot, actor, DayExcused, work)


def prefilled_form(bot: Bot, actor: Actor, day: date) -> EntryForm:
    """The form for a new entry on a short day, with what it is short of."""
    with bot.store.read() as session:
        person = require_person(session, actor, Act.LOG_OWN_TIME)
        mine = missing_of(session, person, bot.now())
        missing = next((each.missing for each in mine.short if each.day == day), 0)
        usual = DEFAULT_SERVICE[person.role]
        return EntryForm(today=mine.today, service=usual, entry=None, worked_on=min(day, mine.today), minutes=missing)


def snooze(bot: Bot, actor: Actor, until: datetime, clicked: ClickedMessage | None = None) -> Snoozed:
    """Have today's nudge come again at an instant, if the time is not entered by then. Raises UsageError."""

    def work(session: Session) -> Snoozed:
        person = _clicks(session, actor, clicked)
        mine = missing_of(session, person, bot.now())
        if mine.hours is None or not bot.now() < until < mine.hours.ends:
            raise UsageError("That hour is over, or after your day's end. Please choose another one.")
        nudge = DeadlineNudge(person_id=person.id, day=mine.today)
        key = f"deadline-nudge:{person.id}:{mine.today.isoformat()}"
        say_again(bot, session, person, nudge, key, until, mine.hours.ends)
        return Snoozed(until=until)

    return once(bot, actor, Snoozed, work)


def remind(bot: Bot, actor: Actor, person_id: str, clicked: ClickedMessage | None = None) -> Reminded:
    """Remind somebody of their missing time, once a day. Raises NotAllowed, NotFound, Conflict where none is."""

    def work(session: Session) -> Reminded:
        asker, person = _require_above(session, actor, person_id)
        if clicked:
            touch_clicked(session, clicked)
        mine = missing_of(session, person, bot.now())
        if not mine.overdue:
            raise Conflict(f"{person.name} has no missing time any more.")
        notice = SupervisorReminds(person_id=person.id, by_id=asker.id, day=mine.today)
        telling = tell(bot, session, person, notice, reminded_key(person.id, mine.today), urgent=True)
        return Reminded(person=person.name, telling=telling)

    return once(bot, actor, Reminded, work)


def excuse_form(bot: Bot, actor: Actor, person_id: str) -> ExcuseForm:
    """The days that somebody misses. Raises NotAllowed, NotFound, Conflict where none is missing."""
    with bot.store.read() as session:
        _, person = _require_above(session, actor, person_id)
        mine = missing_of(session, person, bot.now())
        if not mine.overdue:
            raise Conflict(f"{person.name} has no missing time any more.")
        days = [shown_day(each) for each in mine.overdue]
        return ExcuseForm(person_id=person.id, person=person.name, today=mine.today, days=days)


def excuse(
    bot: Bot, actor: Actor, person_id: str, days: Sequence[date], reason: str, clicked: ClickedMessage | None = None
) -> DayExcused:
    """Excuse somebody's missing days; the reason is kept. Raises UsageError by field, NotAllowed, NotFound."""

    def work(session: Session) -> DayExcused:
        asker, person = _require_above(session, actor, person_id)
        if not days:
            raise UsageError("Please choose a day.", fields={"days": "Please choose at least one day."})
        kept = check_reason(reason)
        for day in days:
            _excuse(bot, session, person, day, kept, asker.id)
        told_changed(bot, session, asker.id)
        if clicked:
            touch_clicked(session, clicked)
        return DayExcused(person=person.name, days=days)

    return once(bot, actor, DayExcused, work)


def _clicks(session: Session, actor: Actor, clicked: ClickedMessage | None) -> Person:
    person = require_person(session, actor, Act.LOG_OWN_TIME, locked=True)
    if clicked:
        touch_clicked(session, clicked)
    return person


def _require_above(session: Session, actor: Actor, person_id: str) -> tuple[Person, Person]:
    asker = require_person(session, actor, Act.SEE_OWN_TIME)
    require_standing(session, asker, Act.EXCUSE_MISSING_TIME)
    person = people.find(session, person_id)
    if person is None:
        raise NotFound("I can't find that person.")
    if not (asker.is_admin or is_below(session, person.id, asker.id)):
        raise NotAllowed(f"{person.name} does not report to you. Only their supervisor or an admin may do that.")
    return asker, person


def _excuse(bot: Bot, session: Session, person: Person, day: date, reason: str, said_by: str) -> None:
    excuse_id = bot.new_id()
    values = {"id": excuse_id, "person_id": person.id, "day": day, "reason": reason, "said_by": said_by}
    if excuses.excuse(session, values | {"made_at": bot.now()}):
        row = excuses.by_id(session, excuse_id)
        if row:
            history.record(bot, session, said_by, row, Change.MADE)
    home_changed(bot, session, person.id)
