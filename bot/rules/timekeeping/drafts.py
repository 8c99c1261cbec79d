"""Turning the readings of one piece of a line into an entry, a question or a refusal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import Choice, Question, UsageError
from bot.rules.jobs.jobs import jobs_in_note, of_these, offer
from bot.rules.jobs.line_context import Book
from bot.rules.kit.dates import describe_day, full_day
from bot.rules.kit.durations import FORMS, duration_at_end, format_duration, instead_of_minutes
from bot.rules.kit.lines import Segment
from bot.rules.kit.services import tag_of
from bot.rules.kit.tokens import ClockTimes, Instead, JobMeant, Kind, Token, Trouble
from bot.rules.timekeeping.clock_ranges import Span, span_on, text_of
from bot.rules.timekeeping.notes import typed_note
from bot.rules.timekeeping.readings import Reading, readings
from bot.rules.timekeeping.time_entries import EXAMPLE_NOTE, LONGEST_NOTE, check_note, example_of

HERE = "this channel"
# The order in which problems are reported.
_ORDER = (Kind.DURATION, Kind.DATE, Kind.JOB, Kind.SERVICE)
_MARKS = (Kind.BILLING, Kind.SCOPE, Kind.ANYWAY)


@dataclass(frozen=True)
class EntryLine:
    """A complete entry read from a line: minutes, job number (upper case), worked date, note.

    `times` and `span` are set if the line has clock times, `service` if it names one, `named_by` if it names the job
    other than by its number. `anyway`: the person means it, even if the same was logged just now.
    """

    minutes: int
    job_number: str
    worked_on: date
    note: str = ""
    service: str = ""
    non_billable: bool = False
    out_of_scope: bool = False
    anyway: bool = False
    times: ClockTimes | None = None
    span: Span | None = None
    named_by: str = ""

    def typed(self, job_number: str = "", without: Collection[Kind] = ()) -> str:
        """Return the entry as a line, maybe for another job, written out in full so that it means the same later.

        `without`: leave these facts out.
        """
        marks = (("nb", self.non_billable), ("oos", self.out_of_scope), ("anyway", self.anyway))
        facts = {
            Kind.DURATION: text_of(self.times) if self.times else format_duration(self.minutes),
            Kind.JOB: job_number or self.job_number,
            Kind.DATE: self.worked_on.isoformat(),
        }
        parts = [
            *(text for kind, text in facts.items() if kind not in without),
            *(mark for mark, is_set in marks if is_set),
            *([tag_of(self.service)] if self.service else []),
        ]
        return " ".join(parts) + typed_note(self.note)


def settled(read: Sequence[Reading], book: Book) -> EntryLine:
    """Return the entry that all complete readings agree on. Raises a question, or the most complete one's refusal."""
    every = [_Draft(reading, book) for reading in read]
    whole = [draft for draft in every if not draft.troubles()]
    if not whole:
        least = min(every, key=lambda draft: len(draft.troubles()))
        raise _refused(least)
    entries, given = list(dict.fromkeys(draft.entry() for draft in whole)), whole[0].reading.given
    if len(entries) > 1:
        raise _ambiguous(entries, book, given)
    job = entries[0].job_number
    check_note(entries[0].note, f"{job} {EXAMPLE_NOTE}" if Kind.DURATION in given else example_of(job))
    return entries[0]


def _ambiguous(entries: Sequence[EntryLine], book: Book, given: Collection[Kind]) -> Question:
    choices = [Choice(label=_label(entry, book, given), line=entry.typed(without=given)) for entry in entries]
    return Question("I can read that in more than one way. Which do you mean?", choices=choices)


def _label(entry: EntryLine, book: Book, given: Collection[Kind]) -> str:
    duration = "" if Kind.DURATION in given else f"{format_duration(entry.minutes)} on "
    day = "" if Kind.DATE in given else f", {describe_day(entry.worked_on, book.today)}"
    return f"{duration}{entry.job_number}{day}"


class _Draft:
    """A draft of an entry: one reading, completed from the book."""

    def __init__(self, reading: Reading, book: Book) -> None:
        self.reading, self.book = reading, book
        self.values = {kind: reading.value(kind) for kind in reading.tokens}
        if Kind.JOB not in self.values and len(book.here) == 1:
            self.values[Kind.JOB] = JobMeant(book.here[0].number, HERE)

    def troubles(self) -> list[tuple[Kind, Trouble]]:
        """Return the problems and missing parts, the first to report first."""
        found = [(kind, value) for kind in _ORDER if isinstance(value := self.values.get(kind), Trouble)]
        if self.reading.second and not isinstance(self.values.get(self.reading.second.kind), Trouble):
            found.append((self.reading.second.kind, self._told_twice(self.reading.second)))
        if Kind.DURATION not in self.values:
            found.append((Kind.DURATION, self._how_long()))
        if Kind.JOB not in self.reading.tokens and (trouble := self._which_job()):
            found.append((Kind.JOB, trouble))
        return found or self._clock_trouble()

    def entry(self) -> EntryLine:
        """Return the entry; only if there's no trouble."""
        job, duration, day = self.values[Kind.JOB], self.values[Kind.DURATION], self.day()
        assert isinstance(job, JobMeant)  # noqa: S101  # troubles() has looked at it
        span = span_on(duration, day, self.book.zone) if isinstance(duration, ClockTimes) else None
        assert not isinstance(span, Trouble)  # noqa: S101  # troubles() has looked at it
        return EntryLine(
            minutes=span.minutes if span else int(str(duration)),
            job_number=job.number,
            worked_on=day,
            note=self.reading.note,
            service=str(self.values.get(Kind.SERVICE) or ""),
            non_billable=Kind.BILLING in self.values,
            out_of_scope=Kind.SCOPE in self.values,
            anyway=Kind.ANYWAY in self.values,
            times=duration if isinstance(duration, ClockTimes) else None,
            span=span,
            named_by=job.named_by,
        )

    def day(self) -> date:
        """Return the worked date: as typed, else today; work over midnight that hasn't begun today began yesterday."""
        day, times, today = self.values.get(Kind.DATE), self.values.get(Kind.DURATION), self.book.today
        if isinstance(day, date):
            return day
        if isinstance(times, ClockTimes) and times.end <= times.start and not self._has_begun(times):
            return today - timedelta(days=1)
        return today

    def understood(self) -> str:
        """Return the parts that were understood, in words."""
        duration, job, day = (self.typed(kind) for kind in (Kind.DURATION, Kind.JOB, Kind.DATE))
        note = self.reading.note
        parts = [
            text_of(duration) if isinstance(duration, ClockTimes) else "",
            format_duration(duration) if isinstance(duration, int) else "",
            f"job {job.number}" if isinstance(job, JobMeant) else "",
            describe_day(day, self.book.today) if isinstance(day, date) else "",
            *(str(self.values[kind]) for kind in _MARKS if kind in self.values),
            f"note “{short(note)}”" if note else "",
        ]
        return ", ".join(part for part in parts if part)

    def typed(self, kind: Kind) -> object:
        """Return the fact of that kind; None if it has none that the line says."""
        return None if kind in self.reading.given else self.values.get(kind)

    def with_piece(self, kind: Kind, text: str, note: str) -> str:
        """Return the line in full with one piece replaced; empty if it has other problems."""
        times, job = self.values.get(Kind.DURATION), self.values.get(Kind.JOB)
        texts = {
            Kind.DURATION: text_of(times) if isinstance(times, ClockTimes) else "",
            Kind.JOB: job.number if isinstance(job, JobMeant) else "",
            Kind.DATE: self.day().isoformat(),
        }
        if isinstance(times, int):
            texts[Kind.DURATION] = format_duration(times)
        if service := self.values.get(Kind.SERVICE):
            texts[Kind.SERVICE] = tag_of(str(service))
        texts |= {mark: str(self.values[mark]) for mark in _MARKS if mark in self.values} | {kind: text}
        texts = {each: text for each, text in texts.items() if each not in self.reading.given}
        return " ".join(texts.values()) + typed_note(note) if all(texts.values()) else ""

    def _how_long(self) -> Trouble:
        minutes = None if self.reading.is_marked else duration_at_end(self.reading.note)
        if minutes is None:
            return Trouble(f"How long was it? I can't find a duration ({', '.join(FORMS)}).", "2h")
        instead = instead_of_minutes(minutes)
        message = f"How long was it: {instead.label}? Please put the duration before the note."
        return Trouble(message, instead.text, (instead,), asks=True)

    def _which_job(self) -> Trouble | None:
        """Return the question if no job is named: none in the head, and not just one in the channel."""
        in_note = [] if self.reading.is_marked else jobs_in_note(self.reading.note, self.book)
        if in_note:
            offered = offer(list(dict.fromkeys([*in_note, *self.book.here])))
            message = "Which job was it? Please put the job number before the note."
            return Trouble(message, in_note[0].number, offered, asks=True)
        if self.book.here:
            meant = of_these(HERE, self.book.here)
            return meant if isinstance(meant, Trouble) else None
        recent = [job for job in self.book.recent if job.is_open]
        message = f"Which job was it? I can't find a job number.{' One of these?' if recent else ''}"
        return Trouble(message, recent[0].number if recent else "", offer(recent), asks=bool(recent))

    def _told_twice(self, second: Token) -> Trouble:
        if second.kind == Kind.DATE:
            first, other = (full_day(day, self.book.today) for day in (self.values[Kind.DATE], second.value))  # type: ignore[arg-type]
            message = f"I read two dates, {first} and {other}, and don't know which you mean."
        else:
            first, other = (_duration_text(value) for value in (self.values[Kind.DURATION], second.value))
            message = f"I read two durations, {first} and {other}, and don't know which you mean."
        return Trouble(message, asks=True)

    def _clock_trouble(self) -> list[tuple[Kind, Trouble]]:
        times = self.values[Kind.DURATION]
        if not isinstance(times, ClockTimes):
            return []
        day = self.day()
        span = span_on(times, day, self.book.zone)
        if isinstance(span, Trouble):
            return [(Kind.DURATION, span)]
        if day == self.book.today and times.is_certain and not self._has_begun(times):
            before = day - timedelta(days=1)
            instead = Instead(full_day(before, day), before.isoformat())
            message = f"{text_of(times)} today is in the future. You can log time once you've worked it."
            return [(Kind.DATE, Trouble(message, before.isoformat(), (instead,), asks=True))]
        return []

    def _has_begun(self, times: ClockTimes) -> bool:
        span = span_on(times, self.book.today, self.book.zone)
        return isinstance(span, Trouble) or span.start <= self.book.now


def _refused(draft: _Draft) -> UsageError:
    kind, trouble = draft.troubles()[0]
    second = draft.reading.second
    if second and trouble.message.startswith("I read two"):
        return _told_twice(draft, kind, trouble)
    note = draft.reading.note
    choices = [
        Choice(label=instead.label, line=line)
        for instead in trouble.instead
        if (line := draft.with_piece(kind, instead.text, note)) and _is_clear(line, draft)
    ]
    made = Question if trouble.asks and choices else UsageError
    return made(trouble.message, understood=draft.understood(), example=_example(draft, kind, trouble), choices=choices)


def _told_twice(draft: _Draft, kind: Kind, trouble: Trouble) -> UsageError:
    """Return the refusal of a line with two of a kind; the choice keeps the first, and the second begins the note."""
    duration = draft.values.get(Kind.DURATION)
    text = _duration_text(duration) if isinstance(duration, int | ClockTimes) else ""
    line = draft.with_piece(Kind.DURATION, text, draft.reading.note)
    if not line or not _is_clear(line, draft):
        return UsageError(trouble.message, understood=draft.understood(), example=_example(draft, kind, trouble))
    label = f"The first; the note is “{short(draft.reading.note, 40)}”"
    return Question(trouble.message, example=line[:200], choices=[Choice(label=label, line=line)])


def _example(draft: _Draft, kind: Kind, trouble: Trouble) -> str:
    """Return a short line that would work, as close to the typed one as possible."""
    job, duration, day = (draft.values.get(each) for each in (Kind.JOB, Kind.DURATION, Kind.DATE))
    texts = {
        Kind.DURATION: _duration_text(duration) if isinstance(duration, int | ClockTimes) else "2h",
        Kind.JOB: job.number if isinstance(job, JobMeant) else draft.book.example_job,
        Kind.DATE: day.isoformat() if isinstance(day, date) else "",
    }
    if trouble.example:
        texts[kind] = trouble.example
    said = [text for each, text in texts.items() if text and each not in draft.reading.given]
    line = " ".join([*said, _safe(draft.reading.note)])
    return line if _is_clear(line, draft) else " ".join([*said, EXAMPLE_NOTE])


def _safe(note: str) -> str:
    """Return a note for an example: the typed one if it's short and plain."""
    return note if len(note) <= 60 and note[:1].isalpha() and "\n" not in note and ";" not in note else EXAMPLE_NOTE


def _is_clear(line: str, like: _Draft) -> bool:
    """Return whether a line means one entry, with the facts that are given for `like`, and a note that fits."""
    every = [_Draft(reading, like.book) for reading in readings(Segment(line), like.book, like.reading.given)]
    meant = {draft.entry() for draft in every if not draft.troubles()}
    return len(meant) == 1 and all(len(entry.note) <= LONGEST_NOTE for entry in meant)


def _duration_text(value: object) -> str:
    if isinstance(value, ClockTimes):
        return text_of(value)
    return format_duration(value) if isinstance(value, int) else "another"


def short(text: str, limit: int = 100) -> str:
    """Return the text, cut with an ellipsis if it's longer than the limit."""
    return f"{text[:limit]}{'…' if len(text) > limit else ''}"
