"""Leave: taking, listing and cancelling it. The supervisor is notified."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound
from bot.hints import Hint
from bot.leave.notices import LeaveCancelledTold, LeaveTold
from bot.messaging.touch import home_changed, told_changed
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.calendars import calendar_of
from bot.people.people import Staff, require_staff, today_of
from bot.people.policies import policy_of
from bot.rules.kit.dates import describe_day
from bot.rules.leave.leave import LeaveRead, check_leave, read_leave
from bot.rules.people.deadlines import Calendar, business_days
from bot.rules.permissions import Act
from storage.leave import leave
from storage.leave.leave import Leave
from storage.messaging import unprompted
from storage.people import people
from storage.people.people import Person
from storage.words.time import Change, DayPart

LISTED_SINCE = timedelta(days=30)
# The supervisor is notified at once of leave that begins this soon.
SOON = timedelta(days=1)
LIST = Hint(text="See or cancel your leave", command="timeoff list")


class LeaveRequest(Model):
    """Leave as a form asks for it."""

    first: date
    last: date
    part: DayPart


class LeaveShown(Model):
    """The current state of a leave; `business_days` excludes weekends and holidays."""

    id: str
    person: str
    first: date
    last: date
    part: DayPart
    business_days: int
    cancelled: bool


class LeaveTaken(Model):
    """Leave was taken; `told` names the supervisor who is notified, if any. `today` is the person's own."""

    leave: LeaveShown
    told: str | None
    today: date


class LeaveCancelled(LeaveTaken):
    """Leave was cancelled."""


class LeaveListed(Model):
    """A person's recent and future leave."""

    leave: Sequence[LeaveShown]
    today: date


@once
def take_leave_line(work: Work, text: str) -> LeaveTaken:
    """Take the leave that a line asks for. Raises UsageError, Conflict if they are already off, Unknown."""
    staff = require_staff(work, Act.TAKE_LEAVE, locked=True)
    month_first = policy_of(staff.session, staff.person.office).month_first
    return _take(staff, read_leave(text, staff.today, month_first=month_first))


@once
def take_leave(work: Work, request: LeaveRequest) -> LeaveTaken:
    """Take the leave that a form asks for. Raises as `take_leave_line`."""
    staff = require_staff(work, Act.TAKE_LEAVE, locked=True)
    read = LeaveRead(request.first, request.last, request.part)
    return _take(staff, check_leave(read, staff.today))


@once
def was_off(work: Work, day: date) -> LeaveTaken:
    """Take leave on that day, for *I was off*. If they are already off, nothing changes."""
    staff = require_staff(work, Act.TAKE_LEAVE, locked=True)
    for kept in _overlapping(staff, day, day):
        if kept.part == DayPart.WHOLE:
            return LeaveTaken(leave=shown(staff.session, kept, staff.person), told=None, today=staff.today)
        _end(staff, kept)
    return _take(staff, LeaveRead(day, day, DayPart.WHOLE))


@once
def cancel_leave(work: Work, leave_id: str) -> LeaveCancelled:
    """Cancel the asker's own leave, once. Raises NotFound, Unknown."""
    staff = require_staff(work, Act.TAKE_LEAVE, locked=True)
    row = leave.by_id(staff.session, leave_id)
    if row is None or row.person_id != staff.id:
        raise NotFound("I can't find that leave among yours.")
    return _cancel(staff, row)


@once
def cancel_leave_line(work: Work, text: str) -> LeaveCancelled:
    """Cancel the leave that covers a day that the line names. Raises NotFound, UsageError, Unknown."""
    staff = require_staff(work, Act.TAKE_LEAVE, locked=True)
    today, month_first = staff.today, policy_of(staff.session, staff.person.office).month_first
    read = read_leave(text, today, month_first=month_first)
    found = _overlapping(staff, read.first, read.last)
    if not found:
        raise NotFound(f"You aren't off on {describe_day(read.first, today)}.", hint=LIST)
    if len(found) > 1:
        raise Conflict("You have more than one leave on those days. Cancel them one by one.", hint=LIST)
    return _cancel(staff, found[0])


def list_leave(bot: Bot, actor: Actor) -> LeaveListed:
    """Return the asker's own leave, from thirty days ago on. Raises Unknown, NotAllowed."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.TAKE_LEAVE)
        today = staff.today
        rows = leave.of_person(staff.session, staff.id, today - LISTED_SINCE)
        return LeaveListed(leave=[shown(staff.session, row, staff.person) for row in rows], today=today)


def leave_told(bot: Bot, leave_id: str, reader_id: str) -> LeaveTaken:
    """Return the current state of a leave, for a message to somebody else. For the outbox only."""
    with bot.store.read() as session:
        row = leave.by_id(session, leave_id)
        if row is None:
            raise LookupError(f"no leave {leave_id}")
        today = today_of(bot, people.by_id(session, reader_id))
        return LeaveTaken(leave=shown(session, row, people.by_id(session, row.person_id)), told=None, today=today)


def shown(session: Session, row: Leave, person: Person) -> LeaveShown:
    """Return the current state of that person's leave."""
    days = business_days(row.first, row.last, _office_days(session, person, row.first))
    return LeaveShown(
        id=row.id,
        person=person.name,
        first=row.first,
        last=row.last,
        part=row.part,
        business_days=len(days),
        cancelled=row.cancelled_at is not None,
    )


def _take(staff: Staff, read: LeaveRead) -> LeaveTaken:
    today = staff.today
    for kept in _overlapping(staff, read.first, read.last):
        raise Conflict(
            f"You're already off: {describe_day(kept.first, today)} to {describe_day(kept.last, today)} "
            f"({kept.part}). Cancel that first.",
            hint=LIST,
        )
    row = Leave(
        id=staff.new_id(), person_id=staff.id, first=read.first, last=read.last, part=read.part, made_at=staff.now()
    )
    staff.session.add(row)
    staff.session.flush()
    history.record(staff, staff.id, row, Change.MADE)
    home_changed(staff, staff.id)
    supervisor = _supervisor(staff)
    if supervisor:
        notice = LeaveTold(person_id=supervisor.id, leave_id=row.id)
        tell(staff, supervisor, notice, _told_key(row), urgent=row.first <= today + SOON)
    told = supervisor.name if supervisor else None
    return LeaveTaken(leave=shown(staff.session, row, staff.person), told=told, today=today)


def _cancel(staff: Staff, row: Leave) -> LeaveCancelled:
    supervisor = _supervisor(staff)
    if row.cancelled_at is None:
        _end(staff, row)
    told = supervisor.name if supervisor else None
    return LeaveCancelled(leave=shown(staff.session, row, staff.person), told=told, today=staff.today)


def _end(staff: Staff, row: Leave) -> None:
    before = history.state_of(row)
    row.cancelled_at = staff.now()
    history.record(staff, staff.id, row, Change.UNDONE, before)
    home_changed(staff, staff.id)
    supervisor = _supervisor(staff)
    # A supervisor who wasn't notified of the leave needn't know that it's cancelled.
    if supervisor and not unprompted.forget_waiting(staff.session, _told_key(row)):
        told_changed(staff, supervisor.id)
        notice = LeaveCancelledTold(person_id=supervisor.id, leave_id=row.id)
        tell(staff, supervisor, notice, f"leave-cancelled:{row.id}")


def _overlapping(staff: Staff, first: date, last: date) -> Sequence[Leave]:
    return [row for row in leave.of_person(staff.session, staff.id, first) if row.first <= last]


def _supervisor(staff: Staff) -> Person | None:
    return people.by_id(staff.session, staff.person.supervisor_id) if staff.person.supervisor_id else None


def _office_days(session: Session, person: Person, since: date) -> Calendar:
    """Return the person's calendar as if they took no leave."""
    calendar, _ = calendar_of(session, person, since)
    return Calendar(calendar.zone, calendar.weekdays, calendar.holidays)


def _told_key(row: Leave) -> str:
    return f"leave:{row.id}"
