"""Leave: taking it, seeing it, cancelling it. The supervisor is told."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, NotFound
from bot.leave.notices import LeaveCancelledTold, LeaveTold
from bot.messaging.touch import home_changed, told_changed
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.calendars import calendar_of
from bot.people.people import require_person, zone_of
from bot.people.policies import policy_of
from bot.rules.kit.dates import describe_day, local_date
from bot.rules.leave.leave import LeaveRead, check_leave, read_leave
from bot.rules.people.deadlines import Calendar, business_days
from bot.rules.permissions import Act
from storage.leave import leave
from storage.leave.leave import Leave
from storage.messaging import unprompted as news
from storage.people import people
from storage.people.people import Person
from storage.words.time import Change, DayPart

LISTED_SINCE = timedelta(days=30)
# The supervisor hears of leave that begins this soon at once.
SOON = timedelta(days=1)


class LeaveRequest(Model):
    """Leave as a form asks for it."""

    first: date
    last: date
    part: DayPart


class LeaveShown(Model):
    """Leave as it stands; `business_days` are those it takes, weekends and holidays aside."""

    id: str
    person: str
    first: date
    last: date
    part: DayPart
    business_days: int
    cancelled: bool


class LeaveTaken(Model):
    """Leave was taken; `told` names the supervisor, if there is one. `today` is the person's own."""

    leave: LeaveShown
    told: str | None
    today: date


class LeaveCancelled(LeaveTaken):
    """Leave was cancelled."""


class LeaveListed(Model):
    """A person's leave of late and to come."""

    leave: Sequence[LeaveShown]
    today: date


def take_leave_line(bot: Bot, actor: Actor, text: str) -> LeaveTaken:
    """Take the leave that a line tells of. Raises UsageError, Conflict where they are off already, Unknown."""

    def work(session: Session) -> LeaveTaken:
        person = require_person(session, actor, Act.TAKE_LEAVE, locked=True)
        month_first = policy_of(session, person.office).month_first
        return _take(bot, session, person, read_leave(text, _today(bot, person), month_first=month_first))

    return once(bot, actor, LeaveTaken, work)


def take_leave(bot: Bot, actor: Actor, request: LeaveRequest) -> LeaveTaken:
    """Take the leave that a form tells of. Raises as `take_leave_line`."""

    def work(session: Session) -> LeaveTaken:
        person = require_person(session, actor, Act.TAKE_LEAVE, locked=True)
        read = LeaveRead(request.first, request.last, request.part)
        return _take(bot, session, person, check_leave(read, _today(bot, person)))

    return once(bot, actor, LeaveTaken, work)


def was_off(bot: Bot, actor: Actor, day: date) -> LeaveTaken:
    """*I was off* on that day. What they are off for already stays as it is."""

    def work(session: Session) -> LeaveTaken:
        person = require_person(session, actor, Act.TAKE_LEAVE, locked=True)
        for kept in _overlapping(session, person, day, day):
            if kept.part == DayPart.WHOLE:
                return LeaveTaken(leave=shown(session, kept, person), told=None, today=_today(bot, person))
            _end(bot, session, person, kept)
        return _take(bot, session, person, LeaveRead(day, day, DayPart.WHOLE))

    return once(bot, actor, LeaveTaken, work)


def cancel_leave(bot: Bot, actor: Actor, leave_id: str) -> LeaveCancelled:
    """Cancel leave of one's own; one that is cancelled already stays so. Raises NotFound, Unknown."""

    def work(session: Session) -> LeaveCancelled:
        person = require_person(session, actor, Act.TAKE_LEAVE, locked=True)
        row = leave.by_id(session, leave_id)
        if row is None or row.person_id != person.id:
            raise NotFound("I can't find that leave among yours.")
        return _cancel(bot, session, person, row)

    return once(bot, actor, LeaveCancelled, work)


def cancel_leave_line(bot: Bot, actor: Actor, text: str) -> LeaveCancelled:
    """Cancel the leave that a line names by one of its days. Raises NotFound, UsageError, Unknown."""

    def work(session: Session) -> LeaveCancelled:
        person = require_person(session, actor, Act.TAKE_LEAVE, locked=True)
        today, month_first = _today(bot, person), policy_of(session, person.office).month_first
        read = read_leave(text, today, month_first=month_first)
        found = _overlapping(session, person, read.first, read.last)
        if not found:
            raise NotFound(f"You are not off on {describe_day(read.first, today)}. `/timeoff list` shows your leave.")
        if len(found) > 1:
            raise Conflict("That touches more than one leave of yours. `/timeoff list` has a button for each.")
        return _cancel(bot, session, person, found[0])

    return once(bot, actor, LeaveCancelled, work)


def list_leave(bot: Bot, actor: Actor) -> LeaveListed:
    """The asker's own leave, from thirty days ago on. Raises Unknown, NotAllowed."""
    with bot.store.read() as session:
        person = require_person(session, actor, Act.TAKE_LEAVE)
        today = _today(bot, person)
        rows = leave.of_person(session, person.id, today - LISTED_SINCE)
        return LeaveListed(leave=[shown(session, row, person) for row in rows], today=today)


def leave_told(bot: Bot, leave_id: str, reader_id: str) -> LeaveTaken:
    """Leave as it stands, for a message that shows it to somebody else. Asked by the outbox alone."""
    with bot.store.read() as session:
        row = leave.by_id(session, leave_id)
        if row is None:
            raise LookupError(f"no leave {leave_id}")
        today = _today(bot, people.by_id(session, reader_id))
        return LeaveTaken(leave=shown(session, row, people.by_id(session, row.person_id)), told=None, today=today)


def shown(session: Session, row: Leave, person: Person) -> LeaveShown:
    """Leave as it stands, of that person."""
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


def _take(bot: Bot, session: Session, person: Person, read: LeaveRead) -> LeaveTaken:
    today = _today(bot, person)
    for kept in _overlapping(session, person, read.first, read.last):
        raise Conflict(
            f"You are off already: {describe_day(kept.first, today)} to {describe_day(kept.last, today)} "
            f"({kept.part}). Cancel that first: /timeoff list has the button."
        )
    row = Leave(
        id=bot.new_id(), person_id=person.id, first=read.first, last=read.last, part=read.part, made_at=bot.now()
    )
    session.add(row)
    session.flush()
    history.record(bot, session, person.id, row, Change.MADE)
    home_changed(bot, session, person.id)
    supervisor = _supervisor(session, person)
    if supervisor:
        notice = LeaveTold(person_id=supervisor.id, leave_id=row.id)
        tell(bot, session, supervisor, notice, _told_key(row), urgent=row.first <= today + SOON)
    told = supervisor.name if supervisor else None
    return LeaveTaken(leave=shown(session, row, person), told=told, today=today)


def _cancel(bot: Bot, session: Session, person: Person, row: Leave) -> LeaveCancelled:
    supervisor = _supervisor(session, person)
    if row.cancelled_at is None:
        _end(bot, session, person, row)
    told = supervisor.name if supervisor else None
    return LeaveCancelled(leave=shown(session, row, person), told=told, today=_today(bot, person))


def _end(bot: Bot, session: Session, person: Person, row: Leave) -> None:
    before = history.state_of(row)
    row.cancelled_at = bot.now()
    history.record(bot, session, person.id, row, Change.UNDONE, before)
    home_changed(bot, session, person.id)
    supervisor = _supervisor(session, person)
    # Who has not heard of the leave yet need not hear that it is off.
    if supervisor and not news.forget_waiting(session, _told_key(row)):
        told_changed(bot, session, supervisor.id)
        notice = LeaveCancelledTold(person_id=supervisor.id, leave_id=row.id)
        tell(bot, session, supervisor, notice, f"leave-cancelled:{row.id}")


def _overlapping(session: Session, person: Person, first: date, last: date) -> Sequence[Leave]:
    return [row for row in leave.of_person(session, person.id, first) if row.first <= last]


def _supervisor(session: Session, person: Person) -> Person | None:
    return people.by_id(session, person.supervisor_id) if person.supervisor_id else None


def _office_days(session: Session, person: Person, since: date) -> Calendar:
    """The person's calendar as if they took no leave."""
    calendar, _ = calendar_of(session, person, since)
    return Calendar(calendar.zone, calendar.weekdays, calendar.holidays)


def _told_key(row: Leave) -> str:
    return f"leave:{row.id}"


def _today(bot: Bot, person: Person) -> date:
    return local_date(bot.now(), zone_of(person))
