"""Time entries: logging, editing and undoing them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot import history
from bot.core import Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.messaging.notices import becomes, queue, reply_key
from bot.people.people import require_person, today_of
from bot.people.rates import fix_rate_anew
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from bot.rules.timekeeping.time_entries import is_billable
from bot.timekeeping.answers import EntryEdited, EntryTold, EntryUndone, TimeLogged
from bot.timekeeping.deadlines import judge
from bot.timekeeping.entries import NOT_YOURS, entries_answer, keep_entry, own_entry
from bot.timekeeping.entry_forms import EntryRequest, checked, new_entry
from bot.timekeeping.entry_lines import enter_line, whose_line
from bot.timekeeping.locks import require_open
from bot.timekeeping.notices import TimeLoggedReply, entry_changed
from bot.timekeeping.rollups import record_entry
from bot.timekeeping.timesheet_changes import week_changed
from storage.jobs.jobs import Job
from storage.messaging.notices import Destination
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Change, Source


@once
def log_line(
    work: Work, line: Line, source: Source, reply_at: Destination | None = None, answers: str | None = None
) -> TimeLogged:
    """Log the time of one line.

    `reply_at` is where the outbox answers, if it should; `answers` is the key of a question that the answer replaces.
    Raises UsageError, NotFound (with the nearest jobs as choices), Locked, Unknown, NotAllowed.
    """
    logged = enter_line(work, *whose_line(work, line), source)
    notice = TimeLoggedReply(line_id=logged.entry.line_id, named_by=logged.named_by)
    if reply_at and work.actor.delivery:
        queue(work, notice, reply_at, reply_key(work.actor.delivery))
    if answers:
        becomes(work.session, answers, notice)
    return logged


@once
def log_time(work: Work, request: EntryRequest) -> TimeLogged:
    """Log the time of a form. Raises UsageError by field, Unknown, NotAllowed."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    job, minutes = checked(work, person, request)
    entry = new_entry(work.bot, person, job, request, minutes)
    keep_entry(work, person, entry)
    return TimeLogged(**dict(entries_answer(work, person, [(entry, job)])))


@once
def edit_entry(work: Work, entry_id: str, request: EntryRequest) -> EntryEdited:
    """Change the asker's own entry. Raises UsageError by field, NotFound, Conflict if it was undone in the meantime.

    Its clock times are removed if its minutes or its date change, as they would be wrong.
    """
    by = require_person(work, Act.LOG_OWN_TIME, locked=True)
    entry = own_entry(work.session, by, entry_id)
    job, minutes = checked(work, people.by_id(work.session, entry.person_id, locked=True), request, entry)
    changes: dict[str, Any] = {"job_id": job.id, "worked_on": request.worked_on, "minutes": minutes}
    changes |= {"note": request.note, "service": request.service or entry.service}
    changes |= {"billable": is_billable(request.billing, job_is_billable=job.billable)}
    changes |= {"out_of_scope": request.out_of_scope}
    if (minutes, request.worked_on) != (entry.minutes, entry.worked_on):
        changes |= {"started_at": None, "ended_at": None}
    return change_entry(work, by, entry, job, changes)


def change_entry(work: Work, by: Person, entry: TimeEntry, job: Job, changes: Mapping[str, Any]) -> EntryEdited:
    """Set an entry's columns, and save their history: the only place where an entry is changed.

    Its rate and its deadline are updated. Raises Conflict if it was undone in the meantime, Locked.
    """
    if entry.voided_at:
        raise Conflict("This entry was undone in the meantime, so there's nothing left to edit.")
    require_open(work.session, entry.worked_on, changes.get("worked_on", entry.worked_on))
    person = people.by_id(work.session, entry.person_id)
    before, day = history.state_of(entry), entry.worked_on
    for column, value in changes.items():
        setattr(entry, column, value)
    fix_rate_anew(work.session, person, entry, before)
    if history.state_of(entry) != before:
        judge(work, person, entry, before)
        record_entry(work, by.id, entry, Change.EDITED, before)
        week_changed(work, person.id, day, entry.worked_on)
        entry_changed(work, entry.person_id, entry.line_id)
    return EntryEdited(**dict(entries_answer(work, by, [(entry, job)])))


@once
def repeat_entry(work: Work, entry_id: str) -> TimeLogged:
    """Log a copy of the asker's own entry today. Raises UsageError if it doesn't fit, NotFound, Locked."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    model = own_entry(work.session, person, entry_id)
    if not model.job.takes_time:
        raise UsageError(f"{model.job.number} is {model.job.status}, so you can't log time on it.")
    return log_again(work, person, model, today_of(work.bot, person))


@once
def undo_entry(work: Work, entry_id: str) -> EntryUndone:
    """Undo the asker's own entry, once. Raises NotFound, Unknown, NotAllowed."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    return take_back(work, person, [own_entry(work.session, person, entry_id)])


@once
def undo_line(work: Work, line_id: str) -> EntryUndone:
    """Undo all entries of one line. Raises NotFound, Unknown, NotAllowed."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    entries = time_entries.of_line(work.session, line_id)
    return take_back(work, person, [own_entry(work.session, person, entry.id) for entry in entries])


def take_back(work: Work, by: Person, entries: Sequence[TimeEntry]) -> EntryUndone:
    """Undo entries, each once. Raises NotFound if there are none."""
    if not entries:
        raise NotFound(NOT_YOURS)
    for entry in entries:
        if entry.voided_at is None:
            require_open(work.session, entry.worked_on)
            before = history.state_of(entry)
            entry.voided_at = work.now()
            record_entry(work, by.id, entry, Change.UNDONE, before)
            week_changed(work, entry.person_id, entry.worked_on)
            entry_changed(work, entry.person_id, entry.line_id)
    return EntryUndone(**dict(entries_answer(work, by, [(entry, entry.job) for entry in entries])))


def log_again(work: Work, person: Person, model: TimeEntry, day: date) -> TimeLogged:
    """Log a copy of an earlier entry (loaded with its job) on another day. Raises UsageError if it doesn't fit.

    The caller's transaction has locked the person's row.
    """
    entry_id = work.new_id()
    entry = TimeEntry(
        id=entry_id,
        line_id=entry_id,
        person_id=person.id,
        job_id=model.job_id,
        service=model.service,
        worked_on=day,
        minutes=model.minutes,
        billable=model.billable,
        note=model.note,
        source=Source.BUTTON,
        entered_at=work.now(),
        out_of_scope=model.out_of_scope,
    )
    keep_entry(work, person, entry)
    return TimeLogged(**dict(entries_answer(work, person, [(entry, model.job)])))


def entry_told(bot: Bot, entry_id: str) -> EntryTold:
    """Return the current state of one entry, for a message that shows it. For the outbox only."""
    with bot.read() as work:
        entry = time_entries.by_id(work.session, entry_id)
        if entry is None:
            raise LookupError(f"no time entry {entry_id}")
        return entries_answer(work, people.by_id(work.session, entry.person_id), [(entry, entry.job)])


def line_told(bot: Bot, line_id: str, named_by: Sequence[str] = ()) -> EntryTold:
    """Return the current state of a line's entries, for a message that shows them. For the outbox only."""
    with bot.read() as work:
        entries = time_entries.of_line(work.session, line_id)
        if not entries:
            raise LookupError(f"no time entries of line {line_id}")
        by = people.by_id(work.session, entries[0].entered_by_id or entries[0].person_id)
        return entries_answer(work, by, [(entry, entry.job) for entry in entries], named_by)
