"""Time entries: logging, editing and undoing them."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

from pydantic import StringConstraints
from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.deadlines import Lateness, judge, lateness
from bot.errors import Conflict, NotFound, UsageError
from bot.jobs import JobFound, found, job_for_form, job_for_line
from bot.model import Model
from bot.notices import TimeLoggedReply, becomes, entry_changed, home_changed, queue, reply_key
from bot.people import require_person, zone_of
from bot.periods import require_open
from bot.rates import fix_rate, fix_rate_anew
from bot.rules.dates import local_date, require_past, week_of
from bot.rules.durations import parse_duration
from bot.rules.lines import Line
from bot.rules.permissions import Act
from bot.rules.time_entries import (
    DEFAULT_SERVICE,
    Billing,
    check_billing,
    check_day,
    check_note,
    is_billable,
    parse_entry,
)
from storage import people, time_entries
from storage.enums import Change, Source
from storage.jobs import Job
from storage.notices import Place
from storage.people import Person
from storage.time_entries import TimeEntry

Value = TypeVar("Value")


class EntryRequest(Model):
    """A time entry as a form asks for it; the duration as it was typed."""

    job_id: str
    worked_on: date
    duration: str
    billing: Billing
    note: Annotated[str, StringConstraints(strip_whitespace=True)]


class EntryShown(Model):
    """A time entry as it stands."""

    id: str
    job: JobFound
    worked_on: date
    minutes: int
    billable: bool
    job_billable: bool
    note: str
    undone: bool
    late: Lateness | None = None


class EntryTold(Model):
    """An entry, with the person's minutes on its day and in its week; `today` is the person's own."""

    entry: EntryShown
    day_minutes: int
    week_minutes: int
    today: date


class TimeLogged(EntryTold):
    """Time was logged."""


class EntryEdited(EntryTold):
    """An entry was edited."""


class EntryUndone(EntryTold):
    """An entry was undone; it stays in the history, and counts no more."""


def log_line(
    bot: Bot, actor: Actor, line: Line, source: Source, reply_at: Place | None = None, answers: str | None = None
) -> TimeLogged:
    """Log the time that one line tells of.

    `reply_at` is where the outbox answers, if it shall; `answers` is the key of a question that becomes the answer.
    Raises UsageError, NotFound (with the nearest jobs as choices), Locked, Unknown, NotAllowed.
    """

    def work(session: Session) -> TimeLogged:
        person = require_person(session, actor, Act.LOG_OWN_TIME, locked=True)
        read = parse_entry(line, _today(bot, person))
        job = job_for_line(session, read)
        entry = _new_entry(bot, person, job, read.worked_on, read.minutes, read.note, source)
        logged = _log(bot, session, person, job, entry)
        notice = TimeLoggedReply(entry_id=entry.id)
        if reply_at and actor.delivery:
            queue(bot, session, notice, reply_at, reply_key(actor.delivery))
        if answers:
            becomes(session, answers, notice)
        return logged

    return once(bot, actor, TimeLogged, work)


def log_time(bot: Bot, actor: Actor, request: EntryRequest) -> TimeLogged:
    """Log the time that a form tells of. Raises UsageError by field, Locked, Unknown, NotAllowed."""

    def work(session: Session) -> TimeLogged:
        person = require_person(session, actor, Act.LOG_OWN_TIME, locked=True)
        job, minutes = _checked(bot, session, person, request)
        entry = _new_entry(bot, person, job, request.worked_on, minutes, request.note, Source.FORM)
        entry.billable = is_billable(request.billing, job_is_billable=job.billable)
        return _log(bot, session, person, job, entry)

    return once(bot, actor, TimeLogged, work)


def edit_entry(bot: Bot, actor: Actor, entry_id: str, request: EntryRequest) -> EntryEdited:
    """Change an entry of one's own. Raises UsageError by field, NotFound, Locked, Conflict where it was undone."""

    def work(session: Session) -> EntryEdited:
        person = require_person(session, actor, Act.LOG_OWN_TIME, locked=True)
        entry = _own(session, person, entry_id)
        if entry.voided_at:
            raise Conflict("This entry was undone meanwhile, so there is nothing left to edit.")
        require_open(session, entry.worked_on, request.worked_on)
        before = history.state_of(entry)
        job, minutes = _checked(bot, session, person, request, entry)
        entry.job_id, entry.worked_on, entry.minutes, entry.note = job.id, request.worked_on, minutes, request.note
        entry.billable = is_billable(request.billing, job_is_billable=job.billable)
        fix_rate_anew(session, person, entry, before)
        if history.state_of(entry) != before:
            judge(bot, session, person, entry, before)
            history.record(bot, session, person.id, entry, Change.EDITED, before)
            entry_changed(bot, session, person.id, entry.id)
        return EntryEdited(**dict(_told(bot, session, person, entry, job)))

    return once(bot, actor, EntryEdited, work)


def undo_entry(bot: Bot, actor: Actor, entry_id: str) -> EntryUndone:
    """Take an entry of one's own back; one that is undone stays so. Raises NotFound, Locked, Unknown, NotAllowed."""

    def work(session: Session) -> EntryUndone:
        person = require_person(session, actor, Act.LOG_OWN_TIME, locked=True)
        entry = _own(session, person, entry_id)
        if entry.voided_at is None:
            require_open(session, entry.worked_on)
            before = history.state_of(entry)
            entry.voided_at = bot.now()
            history.record(bot, session, person.id, entry, Change.UNDONE, before)
            entry_changed(bot, session, person.id, entry.id)
        return EntryUndone(**dict(_told(bot, session, person, entry, entry.job)))

    return once(bot, actor, EntryUndone, work)


class EntryForm(Model):
    """What a form begins with: today in the person's zone, and the entry that is edited, if any."""

    today: date
    entry: EntryShown | None
    worked_on: date | None = None
    minutes: int = 0


def entry_form(bot: Bot, actor: Actor, entry_id: str | None = None) -> EntryForm:
    """A new form, or one that edits an entry of one's own. Raises NotFound, Conflict, Unknown, NotAllowed."""
    with bot.store.read() as session:
        person = require_person(session, actor, Act.LOG_OWN_TIME)
        entry = _own(session, person, entry_id) if entry_id else None
        if entry and entry.voided_at:
            raise Conflict("This entry was undone, so there is nothing left to edit.")
        return EntryForm(today=_today(bot, person), entry=shown(entry, entry.job) if entry else None)


def log_again(bot: Bot, session: Session, person: Person, model: TimeEntry, day: date) -> TimeLogged:
    """Log the same as an earlier entry (loaded with its job) on another day. Raises UsageError where it does not fit.

    The person's row is held by the caller's transaction.
    """
    entry = _new_entry(bot, person, model.job, day, model.minutes, model.note, Source.BUTTON)
    entry.service, entry.billable = model.service, model.billable
    return _log(bot, session, person, model.job, entry)


def entry_told(bot: Bot, entry_id: str) -> EntryTold:
    """An entry as it stands, for a message that shows it. Asked by the outbox alone."""
    with bot.store.read() as session:
        entry = time_entries.by_id(session, entry_id)
        if entry is None:
            raise LookupError(f"no time entry {entry_id}")
        person = people.by_id(session, entry.person_id)
        return _told(bot, session, person, entry, entry.job)


def _log(bot: Bot, session: Session, person: Person, job: Job, entry: TimeEntry) -> TimeLogged:
    require_open(session, entry.worked_on)
    _check_room(session, bot, person, entry.worked_on, entry.minutes)
    fix_rate(session, person, entry)
    session.add(entry)
    session.flush()
    judge(bot, session, person, entry)
    history.record(bot, session, person.id, entry, Change.MADE)
    home_changed(bot, session, person.id)
    return TimeLogged(**dict(_told(bot, session, person, entry, job)))


def _new_entry(
    bot: Bot, person: Person, job: Job, worked_on: date, minutes: int, note: str, source: Source
) -> TimeEntry:
    return TimeEntry(
        id=bot.new_id(),
        person_id=person.id,
        job_id=job.id,
        service=DEFAULT_SERVICE[person.role],
        worked_on=worked_on,
        minutes=minutes,
        billable=job.billable,
        note=note,
        source=source,
        entered_at=bot.now(),
    )


def _checked(
    bot: Bot, session: Session, person: Person, request: EntryRequest, edited: TimeEntry | None = None
) -> tuple[Job, int]:
    """The job and minutes that a form asks for. Raises one UsageError that has the message of every field."""
    errors: dict[str, str] = {}

    def ask(field: str, rule: Callable[[], Value]) -> Value | None:
        try:
            return rule()
        except UsageError as error:
            errors[field] = str(error)
            return None

    job = ask("job", lambda: job_for_form(session, request.job_id))
    minutes = ask("duration", lambda: parse_duration(request.duration))
    ask("worked_on", lambda: require_past(request.worked_on, _today(bot, person)))
    ask("note", lambda: check_note(request.note))
    if job:
        ask("billing", lambda: check_billing(request.billing, job.number, job_is_billable=job.billable))
    if minutes:
        ask("duration", lambda: _check_room(session, bot, person, request.worked_on, minutes, edited))
    if errors or job is None or minutes is None:
        raise UsageError(" ".join(errors.values()), fields=errors)
    return job, minutes


def _check_room(
    session: Session, bot: Bot, person: Person, day: date, minutes: int, edited: TimeEntry | None = None
) -> None:
    others, _ = time_entries.totals(session, person.id, day, day, day)
    if edited and edited.worked_on == day:
        others -= edited.minutes
    check_day(minutes, others, day, _today(bot, person))


def _own(session: Session, person: Person, entry_id: str) -> TimeEntry:
    entry = time_entries.by_id(session, entry_id)
    if entry is None or entry.person_id != person.id:
        raise NotFound("I can't find that entry among yours.")
    return entry


def _today(bot: Bot, person: Person) -> date:
    return local_date(bot.now(), zone_of(person))


def shown(entry: TimeEntry, job: Job) -> EntryShown:
    """An entry as it stands, with its job (loaded with its client)."""
    return EntryShown(
        id=entry.id,
        job=found(job),
        worked_on=entry.worked_on,
        minutes=entry.minutes,
        billable=entry.billable,
        job_billable=job.billable,
        note=entry.note,
        undone=entry.voided_at is not None,
    )


def _told(bot: Bot, session: Session, person: Person, entry: TimeEntry, job: Job) -> EntryTold:
    day, week = time_entries.totals(session, person.id, *week_of(entry.worked_on), entry.worked_on)
    now_shown = shown(entry, job).model_copy(update={"late": lateness(session, entry)})
    return EntryTold(entry=now_shown, day_minutes=day, week_minutes=week, today=_today(bot, person))
