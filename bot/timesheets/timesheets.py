"""Timesheets: a person's week, copying last week's lines into it, and its file."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import Staff, require_staff, zone_of
from bot.people.teams import visible_people
from bot.rules.people.deadlines import is_business_day
from bot.rules.people.reminders import expected_on
from bot.rules.permissions import Act
from bot.rules.timesheets.timesheets import A_WEEK, Cell, GridRow, day_totals, days_of_week, grid, read_week
from bot.timekeeping.answers import EntryShown
from bot.timekeeping.entries import shown
from bot.timekeeping.time_entries import log_again
from bot.timesheets.approval_states import ApprovalShown, approval_shown
from bot.timesheets.missing import DayDue, Missing, due_days, missing_of
from bot.timesheets.notices import TimesheetFile
from storage.messaging.notices import Destination
from storage.people import people
from storage.people.people import Address, Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry


class TimesheetShown(Model):
    """One person's week. `days` are Monday to Sunday, and so are the minutes of rows, totals and expectations."""

    person_id: str
    name: str
    is_own: bool
    today: date
    monday: date
    rows: Sequence[GridRow]
    totals: Sequence[int]
    expected: Sequence[int]
    billable_minutes: int
    titles: Mapping[str, str]
    entries: Sequence[EntryShown]
    due: Sequence[DayDue]
    approval: ApprovalShown | None = None

    @property
    def days(self) -> Sequence[date]:
        """Monday to Sunday."""
        return days_of_week(self.monday)


class CopyForm(Model):
    """Last week's lines, each with the day it would be copied to, without those that are already there."""

    monday: date
    today: date
    lines: Sequence[tuple[date, EntryShown]]


class LinesCopied(Model):
    """Last week's lines were logged again: how many, and their minutes."""

    monday: date
    count: int
    minutes: int


class TimesheetSent(Model):
    """The file of a week is on its way to the person who asked."""

    name: str
    monday: date


def show_timesheet(bot: Bot, actor: Actor, week: str = "", whose: Address | None = None) -> TimesheetShown:
    """Return a week: the asker's own, or of somebody whose time they can see.

    Raises UsageError if it names no week, NotFound, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_OWN_TIME)
        monday = read_week(week, staff.today, staff.person.office.date_order)
        return _sheet(staff, staff.person, _somebody(staff, whose), monday)


def copy_form(bot: Bot, actor: Actor, monday: date) -> CopyForm:
    """Return last week's lines that can be copied into the week of that Monday. Raises Unknown, Conflict if none."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.LOG_OWN_TIME)
        today = staff.today
        zone = staff.zone
        copyable = _copyable(staff, monday, today)
        lines = [(day, shown(staff.session, entry, entry.job, zone)) for day, entry in copyable]
        if not lines:
            raise Conflict("There's nothing to copy. Last week's lines are all here, or their days haven't come yet.")
        return CopyForm(monday=monday, today=today, lines=lines)


@once
def copy_lines(work: Work, monday: date, entry_ids: Sequence[str]) -> LinesCopied:
    """Log the chosen lines of last week again, each on the same weekday of this week: all or none.

    Raises UsageError if one doesn't fit, or none was chosen; Locked, NotFound, Unknown.
    """
    staff = require_staff(work, Act.LOG_OWN_TIME, locked=True)
    models = {entry.id: (day, entry) for day, entry in _copyable(staff, monday, staff.today)}
    if not entry_ids:
        raise UsageError("Choose at least one line to copy.")
    if missing := [entry_id for entry_id in entry_ids if entry_id not in models]:
        raise NotFound(f"{len(missing)} of these lines can no longer be copied. Please open the form again.")
    told = [log_again(staff, staff.person, model, day) for day, model in map(models.__getitem__, entry_ids)]
    return LinesCopied(monday=monday, count=len(told), minutes=sum(each.entry.minutes for each in told))


def show_timesheet_of(bot: Bot, actor: Actor, person_id: str, monday: date) -> TimesheetShown:
    """Return a week of somebody whose time the asker can see, by id. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_OWN_TIME)
        return _sheet(staff, staff.person, _visible(staff, person_id), monday)


@once
def send_timesheet(work: Work, person_id: str, monday: date) -> TimesheetSent:
    """Send a week as a file to the asker. Raises NotFound, NotAllowed, Unknown."""
    staff = require_staff(work, Act.SEE_OWN_TIME)
    person = _visible(staff, person_id)
    if staff.actor.address:
        destination = Destination(staff.actor.address.platform, staff.actor.address.workspace, staff.actor.address.user)
        notice = TimesheetFile(person_id=person.id, monday=monday, asked_at=staff.now())
        queue(staff, notice, destination, f"timesheet:{staff.actor.delivery or staff.new_id()}")
    return TimesheetSent(name=person.name, monday=monday)


def timesheet_of(bot: Bot, person_id: str, monday: date) -> TimesheetShown:
    """Return a week for its file. For the outbox only."""
    with bot.read() as work:
        person = people.by_id(work.session, person_id)
        return _sheet(work, person, person, monday)


def _sheet(work: Work, asker: Person, person: Person, monday: date) -> TimesheetShown:
    days = days_of_week(monday)
    entries = time_entries.between(work.session, person.id, days[0], days[-1])
    rows = grid([Cell(entry.job.number, entry.worked_on, entry.minutes) for entry in entries], monday)
    missing = missing_of(work.session, person, work.now())
    return TimesheetShown(
        person_id=person.id,
        name=person.name,
        is_own=asker.id == person.id,
        today=missing.today,
        monday=monday,
        rows=rows,
        totals=day_totals(rows),
        expected=[_expected(missing, day) for day in days],
        billable_minutes=sum(entry.minutes for entry in entries if entry.billable),
        titles={entry.job.number: entry.job.title for entry in entries},
        entries=[shown(work.session, entry, entry.job, zone_of(person)) for entry in entries],
        due=[each for each in due_days(missing) if each.day in days],
        approval=approval_shown(work.session, asker, person, monday, missing.today),
    )


def _expected(missing: Missing, day: date) -> int:
    keeper = missing.keeper
    has_begun = keeper.starts_on is None or keeper.starts_on <= day
    return expected_on(day, keeper) if has_begun and is_business_day(day, keeper.calendar) else 0


def _somebody(staff: Staff, whose: Address | None) -> Person:
    if whose is None:
        return staff.person
    person = people.at_address(staff.session, whose)
    if person is None:
        raise NotFound("I don't know them yet, so they have no timesheet.")
    return _visible(staff, person.id)


def _visible(staff: Staff, person_id: str) -> Person:
    if person_id == staff.id:
        return staff.person
    for person in visible_people(staff.session, staff.person):
        if person.id == person_id:
            return person
    raise NotFound("You can't see their time. Please ask their supervisor or an admin.")


def _copyable(staff: Staff, monday: date, today: date) -> Sequence[tuple[date, TimeEntry]]:
    """Return last week's entries on open jobs with their days of this week, up to today, unless already there."""
    there = {
        _line(entry, entry.worked_on)
        for entry in time_entries.between(staff.session, staff.id, monday, monday + A_WEEK)
    }
    earlier = time_entries.between(staff.session, staff.id, monday - A_WEEK, days_of_week(monday - A_WEEK)[-1])
    dated = [(entry.worked_on + A_WEEK, entry) for entry in earlier if entry.job.takes_time]
    return [(day, entry) for day, entry in dated if day <= today and _line(entry, day) not in there]


def _line(entry: TimeEntry, day: date) -> tuple[date, str, int, str]:
    return day, entry.job_id, entry.minutes, entry.note
