"""Answers to nudges: log like last week, nothing to log, snooze; and for supervisors, remind and excuse."""

from collections.abc import Sequence
from datetime import date, datetime

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotAllowed, NotFound, UsageError
from bot.messaging.touch import ClickedMessage, home_changed, told_changed, touch_clicked
from bot.messaging.unprompted import Telling, say_again, tell
from bot.model import Model
from bot.people.people import Staff, is_below, require_may_do, require_person, require_staff
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
    """A day was logged like the same day of the week before: how many entries, and their minutes."""

    day: date
    entries: int
    minutes: int


class DayExcused(Model):
    """Days of a person were excused."""

    person: str
    days: Sequence[date]


class Snoozed(Model):
    """A nudge comes again at that instant."""

    until: datetime


class Reminded(Model):
    """Somebody is reminded of their missing time, now or in their morning."""

    person: str
    telling: Telling


class ExcuseForm(Model):
    """The initial values of the form: the person, and their missing days."""

    person_id: str
    person: str
    today: date
    days: Sequence[DayShown]


@once
def log_like_last_week(work: Work, day: date, clicked: ClickedMessage | None = None) -> LikeLastWeek:
    """Log a copy of a short day's weekday last week, without jobs that already have time on it.

    Raises Conflict if there is nothing to repeat, UsageError if it doesn't fit.
    """
    staff = _clicks(work, clicked)
    has_time = {entry.job_id for entry in time_entries.of_day(staff.session, staff.id, day)}
    models = [each for each in last_week_of(staff.session, staff.id, day) if each.job_id not in has_time]
    logged = [log_again(staff, staff.person, each, day) for each in models]
    if not logged:
        raise Conflict("There's nothing left to repeat. All of last week's jobs already have time on that day.")
    minutes = sum(each.entry.minutes for each in logged)
    return LikeLastWeek(day=day, entries=len(logged), minutes=minutes)


@once
def nothing_to_log(work: Work, day: date, clicked: ClickedMessage | None = None) -> DayExcused:
    """Excuse that day, for *Nothing to log*, and keep it on record. Once for each day."""
    staff = _clicks(work, clicked)
    _excuse(staff, staff.person, day, NOTHING_TO_LOG, staff.id)
    return DayExcused(person=staff.person.name, days=[day])


def prefilled_form(bot: Bot, actor: Actor, day: date) -> EntryForm:
    """Return the form for a new entry on a short day, with the missing minutes."""
    with bot.read(actor) as work:
        person = require_person(work, Act.LOG_OWN_TIME)
        mine = missing_of(work.session, person, bot.now())
        missing = next((each.missing for each in mine.short if each.day == day), 0)
        usual = DEFAULT_SERVICE[person.role]
        return EntryForm(today=mine.today, service=usual, entry=None, worked_on=min(day, mine.today), minutes=missing)


@once
def snooze(work: Work, until: datetime, clicked: ClickedMessage | None = None) -> Snoozed:
    """Repeat today's nudge at an instant, if the time is still missing then. Raises UsageError."""
    staff = _clicks(work, clicked)
    mine = missing_of(staff.session, staff.person, staff.now())
    if mine.hours is None or not staff.now() < until < mine.hours.ends:
        raise UsageError("That time has passed, or is after your day's end. Please choose another one.")
    nudge = DeadlineNudge(person_id=staff.id, day=mine.today)
    key = f"deadline-nudge:{staff.id}:{mine.today.isoformat()}"
    say_again(staff, staff.person, nudge, key, until, mine.hours.ends)
    return Snoozed(until=until)


@once
def remind(work: Work, person_id: str, clicked: ClickedMessage | None = None) -> Reminded:
    """Remind somebody of their missing time, once a day. Raises NotAllowed, NotFound, Conflict if they have none."""
    staff, person = _require_above(work, person_id)
    if clicked:
        touch_clicked(staff.session, clicked)
    mine = missing_of(staff.session, person, staff.now())
    if not mine.overdue:
        raise Conflict(f"{person.name} no longer has any missing time.")
    notice = SupervisorReminds(person_id=person.id, by_id=staff.id, day=mine.today)
    telling = tell(staff, person, notice, reminded_key(person.id, mine.today), urgent=True)
    return Reminded(person=person.name, telling=telling)


def excuse_form(bot: Bot, actor: Actor, person_id: str) -> ExcuseForm:
    """Return the missing days of somebody. Raises NotAllowed, NotFound, Conflict if there are none."""
    with bot.read(actor) as work:
        staff, person = _require_above(work, person_id)
        mine = missing_of(staff.session, person, bot.now())
        if not mine.overdue:
            raise Conflict(f"{person.name} no longer has any missing time.")
        days = [shown_day(each) for each in mine.overdue]
        return ExcuseForm(person_id=person.id, person=person.name, today=mine.today, days=days)


@once
def excuse(
    work: Work, person_id: str, days: Sequence[date], reason: str, clicked: ClickedMessage | None = None
) -> DayExcused:
    """Excuse somebody's missing days, with a reason. Raises UsageError by field, NotAllowed, NotFound."""
    staff, person = _require_above(work, person_id)
    if not days:
        raise UsageError("Please choose a day.", fields={"days": "Please choose at least one day."})
    kept = check_reason(reason)
    for day in days:
        _excuse(staff, person, day, kept, staff.id)
    told_changed(staff, staff.id)
    if clicked:
        touch_clicked(staff.session, clicked)
    return DayExcused(person=person.name, days=days)


def _clicks(work: Work, clicked: ClickedMessage | None) -> Staff:
    staff = require_staff(work, Act.LOG_OWN_TIME, locked=True)
    if clicked:
        touch_clicked(staff.session, clicked)
    return staff


def _require_above(work: Work, person_id: str) -> tuple[Staff, Person]:
    staff = require_staff(work, Act.SEE_OWN_TIME)
    require_may_do(staff.session, staff.person, Act.EXCUSE_MISSING_TIME)
    person = people.find(staff.session, person_id)
    if person is None:
        raise NotFound("I can't find that person.")
    if not (staff.person.is_admin or is_below(staff.session, person.id, staff.id)):
        raise NotAllowed(f"{person.name} doesn't report to you. Please ask their supervisor or an admin.")
    return staff, person


def _excuse(work: Work, person: Person, day: date, reason: str, said_by: str) -> None:
    excuse_id = work.new_id()
    values = {"id": excuse_id, "person_id": person.id, "day": day, "reason": reason, "said_by": said_by}
    if excuses.excuse(work.session, values | {"made_at": work.now()}):
        row = excuses.by_id(work.session, excuse_id)
        if row:
            history.record(work, said_by, row, Change.MADE)
    home_changed(work, person.id)
