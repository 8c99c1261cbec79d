"""Correcting the last entry: `undo`, `edit last 3h`, `move last to ACME-102`."""

from datetime import timedelta
from typing import Any

from bot.core import Work, once
from bot.errors import NotFound, UsageError
from bot.jobs.line_context import example_job, open_book, with_open_jobs
from bot.people.people import require_person
from bot.rules.kit.durations import format_duration
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from bot.rules.timekeeping.drafts import EntryLine
from bot.rules.timekeeping.grammar import parse_change
from bot.rules.timekeeping.time_entries import example_of
from bot.timekeeping.answers import EntryEdited, EntryUndone
from bot.timekeeping.entries import check_hours, check_room
from bot.timekeeping.entry_lines import prefixed
from bot.timekeeping.time_entries import change_entry, take_back
from storage.jobs import jobs
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry

# Nobody means an older entry by `last`.
STILL_LAST = timedelta(hours=24)


@once
def undo_last(work: Work) -> EntryUndone:
    """Undo the asker's last line, with all of its entries. Raises NotFound, UsageError, Unknown."""
    by = require_person(work, Act.LOG_OWN_TIME, locked=True)
    return undo_latest(work, by)


@once
def edit_last(work: Work, line: Line) -> EntryEdited:
    """Change the asker's last entry as a line says. Raises NotFound, UsageError, Unknown."""
    by = require_person(work, Act.LOG_OWN_TIME, locked=True)
    return edit_latest(work, by, line)


def undo_latest(work: Work, by: Person) -> EntryUndone:
    """Undo a person's last line."""
    last = _last(work, by)
    found = [entry for entry in time_entries.of_line(work.session, last.line_id) if entry.voided_at is None]
    return take_back(work, by, found)


def edit_latest(work: Work, by: Person, line: Line) -> EntryEdited:
    """Change a person's last entry."""
    last = _last(work, by)
    together = [entry for entry in time_entries.of_line(work.session, last.line_id) if entry.voided_at is None]
    if len(together) > 1:
        message = f"Your last line logged {len(together)} entries, and I don't know which you mean."
        raise UsageError(f"{message} My Home page has an Edit button for each.", example="undo")
    person = people.by_id(work.session, last.person_id, locked=True)
    with prefixed("edit last "):
        read = _read(work, person, line, last)
    return _apply(work, by, person, last, read)


def _read(work: Work, person: Person, line: Line, last: TimeEntry) -> EntryLine:
    book = open_book(work, person, line)
    kept = EntryLine(
        minutes=last.minutes,
        job_number=last.job.number,
        worked_on=last.worked_on,
        note=last.note,
        service=last.service,
        non_billable=last.job.billable and not last.billable,
        out_of_scope=last.out_of_scope,
    )
    try:
        return parse_change(line, book, kept)
    except UsageError:
        return parse_change(line, with_open_jobs(work.session, book), kept)


def _apply(work: Work, by: Person, person: Person, last: TimeEntry, read: EntryLine) -> EntryEdited:
    job = jobs.by_number(work.session, read.job_number)
    assert job  # noqa: S101  # the book has only jobs that are there
    check_room(work, person, read.worked_on, read.minutes, last)
    changes: dict[str, Any] = {"job_id": job.id, "worked_on": read.worked_on, "minutes": read.minutes}
    changes |= {"note": read.note, "service": read.service, "out_of_scope": read.out_of_scope}
    changes |= {"billable": job.billable and not read.non_billable}
    if read.span or (read.minutes, read.worked_on) != (last.minutes, last.worked_on):
        changes |= {
            "started_at": read.span.start if read.span else None,
            "ended_at": read.span.end if read.span else None,
        }
    if read.span:
        check_hours(work, person, read.span, read.worked_on, last)
    return change_entry(work, by, last, job, changes)


def _last(work: Work, by: Person) -> TimeEntry:
    last = time_entries.last_by(work.session, by.id)
    if last is None:
        raise NotFound("You haven't logged anything yet.", example=example_of(example_job(work.session, by)))
    if work.now() - last.entered_at > STILL_LAST:
        what = f"{format_duration(last.minutes)} on {last.job.number}"
        raise UsageError(f"You logged nothing in the last 24 hours. Your last entry, {what}, is on my Home page.")
    return last
