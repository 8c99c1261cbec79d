"""Putting right what was logged last: `undo`, `edit last 3h`, `move last to ACME-102`."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, once
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

# What was entered longer ago is not what `last` brings to mind.
STILL_LAST = timedelta(hours=24)


def undo_last(bot: Bot, actor: Actor) -> EntryUndone:
    """Take back what the asker logged last, all of its line. Raises NotFound, UsageError, Unknown."""

    def work(session: Session) -> EntryUndone:
        by = require_person(session, actor, Act.LOG_OWN_TIME, locked=True)
        return undo_latest(bot, session, by)

    return once(bot, actor, EntryUndone, work)


def edit_last(bot: Bot, actor: Actor, line: Line) -> EntryEdited:
    """Change the entry that the asker logged last by what a line tells. Raises NotFound, UsageError, Unknown."""

    def work(session: Session) -> EntryEdited:
        by = require_person(session, actor, Act.LOG_OWN_TIME, locked=True)
        return edit_latest(bot, session, by, line)

    return once(bot, actor, EntryEdited, work)


def undo_latest(bot: Bot, session: Session, by: Person) -> EntryUndone:
    """Take back what a person logged last."""
    last = _last(bot, session, by)
    standing = [entry for entry in time_entries.of_line(session, last.line_id) if entry.voided_at is None]
    return take_back(bot, session, by, standing)


def edit_latest(bot: Bot, session: Session, by: Person, line: Line) -> EntryEdited:
    """Change the entry that a person logged last."""
    last = _last(bot, session, by)
    together = [entry for entry in time_entries.of_line(session, last.line_id) if entry.voided_at is None]
    if len(together) > 1:
        message = f"Your last line logged {len(together)} entries, and I don't know which you mean."
        raise UsageError(f"{message} My Home page has an Edit button for each.", example="undo")
    person = people.by_id(session, last.person_id, locked=True)
    with prefixed("edit last "):
        read = _read(bot, session, person, line, last)
    return _apply(bot, session, by, person, last, read)


def _read(bot: Bot, session: Session, person: Person, line: Line, last: TimeEntry) -> EntryLine:
    book = open_book(bot, session, person, line)
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
        return parse_change(line, with_open_jobs(session, book), kept)


def _apply(bot: Bot, session: Session, by: Person, person: Person, last: TimeEntry, read: EntryLine) -> EntryEdited:
    job = jobs.by_number(session, read.job_number)
    assert job  # noqa: S101  # the book has only jobs that are there
    check_room(session, bot, person, read.worked_on, read.minutes, last)
    changes: dict[str, Any] = {"job_id": job.id, "worked_on": read.worked_on, "minutes": read.minutes}
    changes |= {"note": read.note, "service": read.service, "out_of_scope": read.out_of_scope}
    changes |= {"billable": job.billable and not read.non_billable}
    if read.span or (read.minutes, read.worked_on) != (last.minutes, last.worked_on):
        changes |= {
            "started_at": read.span.start if read.span else None,
            "ended_at": read.span.end if read.span else None,
        }
    if read.span:
        check_hours(session, bot, person, read.span, read.worked_on, last)
    return change_entry(bot, session, by, last, job, changes)


def _last(bot: Bot, session: Session, by: Person) -> TimeEntry:
    last = time_entries.last_by(session, by.id)
    if last is None:
        raise NotFound("You have logged nothing yet.", example=example_of(example_job(session, by)))
    if bot.now() - last.entered_at > STILL_LAST:
        what = f"{format_duration(last.minutes)} on {last.job.number}"
        raise UsageError(f"You logged nothing in the last 24 hours; the last was {what}. My Home page has its buttons.")
    return last
