"""Timers: starting and stopping one, and logging its time."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Choice, NotFound, Question, UsageError
from bot.jobs.jobs import found
from bot.jobs.line_context import example_job, open_book, with_open_jobs
from bot.messaging.touch import home_changed
from bot.people.people import require_person, zone_of
from bot.rules.jobs.line_context import Book
from bot.rules.kit.dates import describe_day, local_date
from bot.rules.kit.durations import MINUTES_A_DAY, format_duration
from bot.rules.kit.lines import Line
from bot.rules.kit.services import DEFAULT_SERVICE
from bot.rules.permissions import Act
from bot.rules.timekeeping.clock_ranges import Span
from bot.rules.timekeeping.drafts import EntryLine
from bot.rules.timekeeping.grammar import parse_change, parse_timer
from bot.timekeeping.answers import EntryTold, TimerShown, TimerStarted, TimerStopped, TimerTold
from bot.timekeeping.entries import entries_answer, keep_entry
from bot.timekeeping.entry_lines import entry_from, prefixed
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.timekeeping import timers
from storage.timekeeping.timers import Timer
from storage.words.time import TAKES_NO_TIME, Change, Source

THROW_AWAY = Choice(label="Throw it away", line="stop discard")


@once
def start_timer(work: Work, line: Line) -> TimerStarted:
    """Start a timer as the line says; a running one is stopped first. Raises Question, UsageError, Unknown."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    return begin(work, person, line)


@once
def stop_timer(work: Work, line: Line) -> TimerStopped:
    """Stop the timer and log its time, with the line's changes. Raises NotFound, UsageError, Unknown."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    return end(work, person, line)


@once
def discard_timer(work: Work) -> TimerStopped:
    """Discard the timer; nothing is logged. Raises NotFound, Unknown."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    return throw_away(work, person)


def timer_told(bot: Bot, actor: Actor) -> TimerTold:
    """Return the asker's running timer. Raises Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.SEE_OWN_TIME)
        timer = timers.running(work.session, person.id)
        return TimerTold(timer=_shown(bot, person, timer, timer.job) if timer else None)


def running_timer(work: Work, person: Person) -> TimerShown | None:
    """Return a person's running timer, if any."""
    timer = timers.running(work.session, person.id)
    return _shown(work.bot, person, timer, timer.job) if timer else None


def begin(work: Work, person: Person, line: Line) -> TimerStarted:
    """Start a person's timer, in a transaction that has locked their row."""
    read = _read(work, person, line, "start ", parse_timer)
    running = timers.running(work.session, person.id)
    stopped = end(work, person, Line("")) if running else None
    job = _job(work.session, read)
    timer = Timer(
        id=work.new_id(),
        person_id=person.id,
        job_id=job.id,
        service=read.service or DEFAULT_SERVICE[person.role],
        billable=job.billable and not read.non_billable,
        out_of_scope=read.out_of_scope,
        note=read.note,
        started_at=work.now(),
    )
    work.session.add(timer)
    work.session.flush()
    history.record(work, person.id, timer, Change.MADE)
    home_changed(work, person.id)
    before, old = (stopped.logged, stopped.timer) if stopped else (None, None)
    return TimerStarted(timer=_shown(work.bot, person, timer, job), stopped=old, before=before, named_by=read.named_by)


def end(work: Work, person: Person, line: Line) -> TimerStopped:
    """Stop a person's timer, in a transaction that has locked their row."""
    timer = _running(work.session, person)
    seen, ran = _shown(work.bot, person, timer, timer.job), Span(timer.started_at, work.now())
    kept = _as_line(timer, person, ran)
    if line.text:
        read = _read(work, person, line, "stop ", partial(parse_change, entry=kept))
    else:
        read = kept
        if seen.is_long:
            raise _forgotten(seen)
    if read.job_number != timer.job.number:
        raise UsageError(f"Your timer is running on {timer.job.number}, not on {read.job_number}.", example="stop")
    _require_takes_time(timer)
    logged = _logged(work, person, timer, read, ran) if line.text or ran.minutes else None
    _remove(work, person, timer)
    return TimerStopped(timer=seen, logged=logged)


def end_at(work: Work, person: Person, until: datetime) -> TimerStopped:
    """Stop a person's timer as of that instant, in a transaction that has locked their row."""
    timer = _running(work.session, person)
    seen, ran = _shown(work.bot, person, timer, timer.job), Span(timer.started_at, until)
    if not timer.started_at < until <= work.now():
        raise UsageError("The timer wasn't running at that time. Please choose another one.", example="stop 2h 30m")
    if ran.minutes > MINUTES_A_DAY:
        raise UsageError("That's more than a day. Please say how long it was.", example="stop 2h 30m")
    _require_takes_time(timer)
    logged = _logged(work, person, timer, _as_line(timer, person, ran), ran)
    _remove(work, person, timer)
    return TimerStopped(timer=seen, logged=logged)


def throw_away(work: Work, person: Person) -> TimerStopped:
    """Discard a person's timer, in a transaction that has locked their row."""
    timer = _running(work.session, person)
    seen = _shown(work.bot, person, timer, timer.job)
    _remove(work, person, timer)
    return TimerStopped(timer=seen, logged=None)


def _read(work: Work, person: Person, line: Line, verb: str, parse: Callable[[Line, Book], EntryLine]) -> EntryLine:
    book = open_book(work, person, line)
    try:
        return parse(line, book)
    except UsageError:
        with prefixed(verb):
            return parse(line, with_open_jobs(work.session, book))


def _as_line(timer: Timer, person: Person, ran: Span) -> EntryLine:
    """Return the entry that a timer becomes by default; it counts for the day on which it was started."""
    return EntryLine(
        minutes=max(1, min(ran.minutes, MINUTES_A_DAY)),
        job_number=timer.job.number,
        worked_on=local_date(timer.started_at, zone_of(person)),
        note=timer.note,
        service=timer.service,
        non_billable=timer.job.billable and not timer.billable,
        out_of_scope=timer.out_of_scope,
    )


def _logged(work: Work, person: Person, timer: Timer, read: EntryLine, ran: Span) -> EntryTold:
    as_it_ran = read.times is None and read.minutes == ran.minutes
    span = ran if as_it_ran and read.worked_on == local_date(ran.start, zone_of(person)) else read.span
    entry, job = entry_from(work, person, read, Source.TIMER, work.new_id())
    entry.started_at, entry.ended_at = (span.start, span.end) if span else (None, None)
    keep_entry(work, person, entry)
    return entries_answer(work, person, [(entry, job)])


def _forgotten(timer: TimerShown) -> Question:
    ran = format_duration(timer.minutes)
    whole = [Choice(label=f"Yes, {ran}", line=f"stop {ran}")] if timer.minutes <= MINUTES_A_DAY else []
    return Question(
        f"The timer on {timer.job.number} has been running since {timer.since} ({ran}). Was that all work?",
        example="stop 2h 30m",
        understood=f"a timer on {timer.job.number}; to log another length, say it: stop 2h 30m",
        choices=[*whole, THROW_AWAY],
    )


def _running(session: Session, person: Person) -> Timer:
    timer = timers.running(session, person.id)
    if timer is None:
        raise NotFound("You have no timer running.", example=f"start {example_job(session, person)}")
    return timer


def _require_takes_time(timer: Timer) -> None:
    if timer.job.status in TAKES_NO_TIME:
        message = f"{timer.job.number} {timer.job.title} is {timer.job.status} now, so you can't log time on it."
        raise UsageError(message, choices=[THROW_AWAY], example=THROW_AWAY.line)


def _remove(work: Work, person: Person, timer: Timer) -> None:
    history.record(work, person.id, timer, Change.ENDED, history.state_of(timer))
    work.session.delete(timer)
    work.session.flush()
    home_changed(work, person.id)


def _job(session: Session, read: EntryLine) -> Job:
    job = jobs.by_number(session, read.job_number)
    assert job  # noqa: S101  # the book has only jobs that are there
    return job


def _shown(bot: Bot, person: Person, timer: Timer, job: Job) -> TimerShown:
    zone, now = zone_of(person), bot.now()
    day = describe_day(local_date(timer.started_at, zone), local_date(now, zone))
    since = f"{timer.started_at.astimezone(ZoneInfo(zone)):%H:%M}"
    return TimerShown(
        job=found(job),
        since=since if day == "today" else f"{since} {day}" if day == "yesterday" else f"{since} on {day}",
        minutes=Span(timer.started_at, now).minutes,
        note=timer.note,
    )
