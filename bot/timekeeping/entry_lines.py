"""Lines that log time: whose it is, which entries it means, and saving them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from bot.core import Work
from bot.errors import BotError, Choice, Question, UsageError
from bot.jobs.line_context import open_book, with_open_jobs
from bot.people.people import require_person, require_person_for
from bot.rules.kit.durations import format_duration
from bot.rules.kit.lines import Line
from bot.rules.kit.services import DEFAULT_SERVICE
from bot.rules.people.people import read_person
from bot.rules.permissions import Act
from bot.rules.timekeeping.drafts import EntryLine
from bot.rules.timekeeping.grammar import parse_line, typed_all
from bot.timekeeping.answers import TimeLogged
from bot.timekeeping.entries import entries_answer, keep_entry
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Source

# We ask about the same entry within this time.
SURELY_TWICE = timedelta(minutes=5)


def whose_line(work: Work, line: Line) -> tuple[Person, Person, Line]:
    """Return the asker, the person whose time it is (locked until the transaction ends), and the line without them.

    Raises Unknown, NotFound, NotAllowed.
    """
    is_own = read_person(line) is None
    by = require_person(work, Act.LOG_OWN_TIME, locked=is_own)
    return (by, *person_of_line(work, by, line))


def person_of_line(work: Work, by: Person, line: Line) -> tuple[Person, Line]:
    """Return the person whose time `by`'s line is about, and the line without them. Raises NotFound, NotAllowed."""
    somebody = read_person(line)
    if somebody is None:
        return by, line
    address = (
        work.actor.address._replace(user=somebody.user) if work.actor.address and somebody.user else somebody.email
    )
    return require_person_for(work.session, by, Act.LOG_FOR_OTHERS, address, named=somebody.named), somebody.line


def enter_line(work: Work, by: Person, person: Person, line: Line, source: Source) -> TimeLogged:
    """Log a line for a person: all of its entries, or none.

    Raises Question if it is ambiguous, UsageError if it can't be logged.
    """
    with prefixed("" if by is person else f"for {person.email} "):
        read = read_line(work, person, line)
        check_not_twice(work, person, read)
        ids = sorted(work.new_id() for _ in read)
        entries = [entry_from(work, person, each, source, entry_id) for each, entry_id in zip(read, ids, strict=True)]
        for entry, _ in entries:
            entry.line_id = ids[0]
            keep_entry(work, by, entry)
    return TimeLogged(**dict(entries_answer(work, by, entries, [each.named_by for each in read])))


def read_line(work: Work, person: Person, line: Line) -> list[EntryLine]:
    """Return the entries that a person's line means. Raises Question, UsageError."""
    book = open_book(work, person, line)
    try:
        return parse_line(line, book)
    except UsageError:
        return parse_line(line, with_open_jobs(work.session, book))


def check_not_twice(work: Work, person: Person, read: Sequence[EntryLine]) -> None:
    """Raise a Question if the same was logged minutes ago, unless the line says `anyway`."""
    if any(each.anyway for each in read):
        return
    days = {each.worked_on for each in read}
    recent = time_entries.entered_since(work.session, person.id, work.now() - SURELY_TWICE, days)
    for each in read:
        twin = next((entry for entry in recent if _is_same(each, entry, person)), None)
        if twin and not each.span:
            ago = int((work.now() - twin.entered_at).total_seconds()) // 60
            when = f"{ago} minutes ago" if ago > 1 else "a minute ago" if ago else "just now"
            what = f"{format_duration(each.minutes)} on {each.job_number}"
            line = typed_all(EntryLine(**(vars(entry) | {"anyway": True})) for entry in read)
            raise Question(
                f"You logged the same {when}: {what}. Do you want to log it twice? If not, just leave it.",
                choices=[Choice(label="Yes, log it again", line=line)],
            )


def _is_same(line: EntryLine, entry: TimeEntry, person: Person) -> bool:
    service = line.service or DEFAULT_SERVICE[person.role]
    told_now = (line.job_number, line.worked_on, line.minutes, line.note, service, line.out_of_scope)
    kept = (entry.job.number, entry.worked_on, entry.minutes, entry.note, entry.service, entry.out_of_scope)
    return told_now == kept and (not line.non_billable or not entry.billable)


def entry_from(work: Work, person: Person, line: EntryLine, source: Source, entry_id: str) -> tuple[TimeEntry, Job]:
    """Return a new entry for an entry line, not yet saved, and its job (loaded with its client)."""
    job = jobs.by_number(work.session, line.job_number)
    assert job  # noqa: S101  # the book has only jobs that are there
    entry = TimeEntry(
        id=entry_id,
        line_id=entry_id,
        person_id=person.id,
        job_id=job.id,
        service=line.service or DEFAULT_SERVICE[person.role],
        worked_on=line.worked_on,
        minutes=line.minutes,
        billable=job.billable and not line.non_billable,
        note=line.note,
        source=source,
        entered_at=work.now(),
        out_of_scope=line.out_of_scope,
        started_at=line.span.start if line.span else None,
        ended_at=line.span.end if line.span else None,
    )
    return entry, job


@contextmanager
def prefixed(prefix: str) -> Iterator[None]:
    """Put the prefix before every line that a refusal in the block suggests."""
    try:
        yield
    except BotError as error:
        refusal = error.refusal
        choices = [Choice(label=choice.label, line=prefix + choice.line) for choice in refusal.choices]
        example = (
            prefix + refusal.example if refusal.example and not refusal.example.startswith(prefix) else refusal.example
        )
        error.refusal = refusal.model_copy(update={"example": example, "choices": choices})
        raise
