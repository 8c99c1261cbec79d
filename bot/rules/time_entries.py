"""The grammar of one line, and the rules that a time entry keeps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.errors import Refusal, UsageError
from bot.rules.dates import describe_day, read_date
from bot.rules.durations import FORMS, MINUTES_A_DAY, Duration, format_duration, read_duration
from bot.rules.jobs import read_job_number
from bot.rules.lines import Line
from storage.enums import Role

LONGEST_LINE = 4000
LONGEST_NOTE = 1000
EXAMPLE = "2h ACME-101 copy edits"
NOTE_BEGINS = ("--", "\N{EM DASH}", "\N{EN DASH}")

DEFAULT_SERVICE: Mapping[Role, str] = dict.fromkeys(Role, "account service") | {Role.TEAM: "creative"}

_WORD = re.compile(r"\S+")


class Billing(StrEnum):
    """What a form says of billing."""

    AS_JOB = "as the job is set"
    BILLABLE = "billable"
    NON_BILLABLE = "non-billable"


@dataclass(frozen=True)
class EntryLine:
    """A line that was read whole: minutes, job number (upper case), worked date, note."""

    minutes: int
    job_number: str
    worked_on: date
    note: str

    def typed(self, job_number: str) -> str:
        """The same line for another job, as it could be typed; its date is written out, so it means the same later."""
        note = f" -- {self.note}" if self.note else ""
        return f"{format_duration(self.minutes)} {job_number} {self.worked_on.isoformat()}{note}"


@dataclass(frozen=True)
class _Reading:
    """What is known after some words of a line; `used` counts them."""

    words: list[str]
    used: int = 0
    duration: Duration | None = None
    job_number: str | None = None
    worked_on: date | None = None

    @property
    def rest(self) -> list[str]:
        return self.words[self.used :]


def parse_entry(line: Line, today: date) -> EntryLine:
    """Read one line: duration, job number and date in any order, then the note.

    Once the note has begun, nothing in it is read as anything else; `--` begins it at will. `today` is the person's
    own. Raises UsageError with what was understood, what was not, and a line that would work. Linear in the length.
    """
    if len(line.text) > LONGEST_LINE:
        raise UsageError(f"That is more than {LONGEST_LINE:,} characters, too long for one entry.", example=EXAMPLE)
    spans = list(_WORD.finditer(line.text))
    words = [span.group() for span in spans]
    reading = _Reading(words)
    while reading.rest and reading.rest[0] not in NOTE_BEGINS:
        further = _read_next(reading, today)
        if further is None:
            break
        reading = further
    begin = reading.used + (1 if reading.rest and reading.rest[0] in NOTE_BEGINS else 0)
    note = line.text[spans[begin].start() :].strip() if begin < len(spans) else ""
    return _whole(reading, note, today)


def _read_next(reading: _Reading, today: date) -> _Reading | None:
    """One step further, or None where the note begins."""
    word = reading.rest[0]
    if reading.job_number is None and (number := read_job_number(word)):
        return replace(reading, job_number=number, used=reading.used + 1)
    if reading.worked_on is None and (day := _date(word, today)):
        return replace(reading, worked_on=day, used=reading.used + 1)
    if reading.duration is None:
        duration = _duration(reading)
        return replace(reading, duration=duration, used=reading.used + duration.words) if duration else None
    _refuse_second_duration(reading, reading.duration)
    return None


def _date(word: str, today: date) -> date | None:
    try:
        return read_date(word, today)
    except UsageError as error:
        raise _with_line(error.refusal, f"2h ACME-101 {error.refusal.example} copy edits") from None


def _duration(reading: _Reading) -> Duration | None:
    try:
        return read_duration(reading.rest[:2])
    except UsageError as error:
        job = reading.job_number or next(filter(None, map(read_job_number, reading.rest)), "ACME-101")
        raise _with_line(error.refusal, f"{error.refusal.example} {job} copy edits") from None


def _refuse_second_duration(reading: _Reading, read: Duration) -> None:
    """A second duration is never added up or dropped. Bare numbers begin a note (`3 layouts`), once a job is named."""
    try:
        second = read_duration(reading.rest[:2])
    except UsageError:
        second = None
    if second is None or not (second.has_unit or reading.job_number is None):
        return
    first, other = format_duration(read.minutes), format_duration(second.minutes)
    job = reading.job_number or "ACME-101"
    rest = " ".join(reading.rest)
    raise UsageError(
        f"I read two durations, {first} and {other}, and don't know which you mean.",
        example=f"{first} {job} -- {rest}" if reading.job_number else f"{first} {job} copy edits",
    )


def _whole(reading: _Reading, note: str, today: date) -> EntryLine:
    if reading.duration is None:
        job = reading.job_number or "ACME-101"
        raise UsageError(
            f"How long was it? I found no duration ({', '.join(FORMS)}).",
            understood=_understood(reading, note, today),
            example=f"2h {job} {note or 'copy edits'}"[:200],
        )
    if reading.job_number is None:
        raise UsageError(
            "Which job was it? I found no job number.",
            understood=_understood(reading, note, today),
            example=f"{format_duration(reading.duration.minutes)} ACME-101 {note or 'copy edits'}"[:200],
        )
    check_note(note)
    return EntryLine(reading.duration.minutes, reading.job_number, reading.worked_on or today, note)


def check_billing(billing: Billing, number: str, *, job_is_billable: bool) -> None:
    """Raise UsageError where time on a non-billable job is asked to be billed."""
    if billing == Billing.BILLABLE and not job_is_billable:
        raise UsageError(f"{number} is a non-billable job.")


def is_billable(billing: Billing, *, job_is_billable: bool) -> bool:
    """Whether an entry is billable, by what the form says and by its job."""
    return job_is_billable if billing == Billing.AS_JOB else billing == Billing.BILLABLE


def check_note(note: str) -> None:
    """Raise UsageError for a note that is too long to keep."""
    if len(note) > LONGEST_NOTE:
        message = f"The note has {len(note):,} characters; an entry keeps up to {LONGEST_NOTE:,}."
        raise UsageError(message, example=EXAMPLE)


def check_day(minutes: int, others: int, day: date, today: date) -> None:
    """Raise UsageError where an entry makes more than 24 hours of a day that has `others` minutes already."""
    if minutes + others <= MINUTES_A_DAY:
        return
    room = MINUTES_A_DAY - others
    has = f"{describe_day(day, today)} already has {format_duration(others)}" if others else "a day has 24 hours"
    way_out = f"There is room for {format_duration(room)}." if room else "There is no room left."
    message = f"{format_duration(minutes)} does not fit: {has}. {way_out}"
    example = f"{format_duration(room)} ACME-101 copy edits" if room else ""
    raise UsageError(message, example=example)


def _understood(reading: _Reading, note: str, today: date) -> str:
    parts = []
    if reading.duration:
        parts.append(format_duration(reading.duration.minutes))
    if reading.job_number:
        parts.append(f"job {reading.job_number}")
    if reading.worked_on:
        parts.append(describe_day(reading.worked_on, today))
    if note:
        parts.append(f"note “{note[:100]}{'…' if len(note) > 100 else ''}”")
    return ", ".join(parts)


def _with_line(refusal: Refusal, example: str) -> UsageError:
    return UsageError(refusal.message, example=example)
