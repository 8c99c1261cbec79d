"""Time entries: saving a new one, and showing those of a line."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.core import Work
from bot.errors import NotFound, UsageError
from bot.jobs.budgets import is_missing
from bot.jobs.jobs import found
from bot.jobs.line_context import example_job
from bot.messaging.touch import home_changed
from bot.messaging.unprompted import tell
from bot.people.people import today_of, zone_of
from bot.people.rates import fix_rate
from bot.rules.kit.dates import describe_day, week_of
from bot.rules.kit.durations import format_duration
from bot.rules.timekeeping.clock_ranges import Span, describe_span, overlapping
from bot.rules.timekeeping.time_entries import check_day
from bot.timekeeping.answers import EntryShown, EntryTold
from bot.timekeeping.deadlines import judge, lateness
from bot.timekeeping.locks import require_open
from bot.timekeeping.notices import TimeEnteredFor
from bot.timekeeping.rollups import record_entry
from bot.timekeeping.timesheet_changes import week_changed
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Change

NOT_YOURS = "I can't find that entry among yours."


def keep_entry(work: Work, by: Person, entry: TimeEntry) -> None:
    """Save a new entry: the only place where one is made.

    Raises UsageError if its day is full, its hours are taken, or the policy refuses it as late; Locked if its period is
    closed.
    """
    person = by if by.id == entry.person_id else people.by_id(work.session, entry.person_id)
    require_open(work.session, entry.worked_on)
    check_room(work, person, entry.worked_on, entry.minutes)
    if entry.started_at and entry.ended_at:
        check_hours(work, person, Span(entry.started_at, entry.ended_at), entry.worked_on)
    entry.entered_by_id = None if by is person else by.id
    fix_rate(work.session, person, entry)
    judge(work, person, entry)
    work.session.add(entry)
    work.session.flush()
    record_entry(work, by.id, entry, Change.MADE)
    week_changed(work, person.id, entry.worked_on)
    if by is not person:
        day = today_of(work.bot, person)
        notice = TimeEnteredFor(person_id=person.id, by_id=by.id, day=day)
        tell(work, person, notice, f"entered-for:{person.id}:{by.id}:{day.isoformat()}")
    home_changed(work, person.id)


def check_room(work: Work, person: Person, day: date, minutes: int, edited: TimeEntry | None = None) -> None:
    """Raise UsageError if minutes make more than 24 hours of a person's day; an edited entry's own don't count."""
    others, _ = time_entries.totals(work.session, person.id, day, day, day)
    if edited and edited.worked_on == day:
        others -= edited.minutes
    check_day(minutes, others, day, today_of(work.bot, person), lambda: example_job(work.session, person))


def check_hours(work: Work, person: Person, span: Span, day: date, edited: TimeEntry | None = None) -> None:
    """Raise UsageError if clock times overlap another entry's; `day` is the date on which they begin."""
    zone = zone_of(person)
    others = time_entries.with_clock_times(work.session, person.id, day - timedelta(days=1), day + timedelta(days=1))
    spans = {
        Span(other.started_at, other.ended_at): other
        for other in others
        if other.started_at and other.ended_at and other is not edited
    }
    if hit := overlapping(span, list(spans)):
        other, when = spans[hit], describe_span(*hit, zone)
        raise UsageError(
            f"{describe_span(*span, zone)} overlaps {when} on {other.job.number} "
            f"({describe_day(other.worked_on, today_of(work.bot, person))}). Undo that one first, or log the rest.",
            example=f"{format_duration(span.minutes)} {other.job.number} copy edits",
        )


def shown(session: Session, entry: TimeEntry, job: Job, zone: str) -> EntryShown:
    """Return the current state of an entry, with its job (loaded with its client)."""
    times = describe_span(entry.started_at, entry.ended_at, zone) if entry.started_at and entry.ended_at else ""
    return EntryShown(
        id=entry.id,
        line_id=entry.line_id,
        job=found(job),
        worked_on=entry.worked_on,
        minutes=entry.minutes,
        billable=entry.billable,
        job_billable=job.billable,
        note=entry.note,
        undone=entry.voided_at is not None,
        service=entry.service,
        out_of_scope=entry.out_of_scope,
        clock_times=times,
        deadline=entry.deadline,
        late=lateness(session, entry),
        entered_by=people.by_id(session, entry.entered_by_id).name if entry.entered_by_id else "",
    )


def entries_answer(
    work: Work, by: Person, entries: Sequence[tuple[TimeEntry, Job]], named_by: Sequence[str] = ()
) -> EntryTold:
    """Return the current state of one person's entries, each with its job; `by` is who asks."""
    first = entries[0][0]
    person = by if by.id == first.person_id else people.by_id(work.session, first.person_id)
    days = sorted({entry.worked_on for entry, _ in entries})
    counting = {job.id: job for entry, job in entries if entry.billable and entry.voided_at is None}
    totals = {day: time_entries.totals(work.session, person.id, *week_of(day), day) for day in days}
    return EntryTold(
        entries=[shown(work.session, entry, job, zone_of(person)) for entry, job in entries],
        days={day: on_day for day, (on_day, _) in totals.items()},
        week_minutes=totals[first.worked_on][1],
        today=today_of(work.bot, person),
        person="" if by is person else person.name,
        named_by=list(named_by) if any(named_by) else [],
        unestimated=sorted(job.number for job in counting.values() if is_missing(work.session, job)),
    )


def own_entry(session: Session, person: Person, entry_id: str) -> TimeEntry:
    """Return an entry that is the asker's own, or that they made for somebody else. Raises NotFound."""
    entry = time_entries.by_id(session, entry_id)
    if entry is None or person.id not in (entry.person_id, entry.entered_by_id):
        raise NotFound(NOT_YOURS)
    return entry
