"""The ways to read a piece of a line, and where one entry ends and the next begins."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import NamedTuple

from bot.rules.jobs.jobs import read_jobs
from bot.rules.jobs.line_context import Book
from bot.rules.kit.dates import read_dates
from bot.rules.kit.durations import read_durations
from bot.rules.kit.lines import Segment
from bot.rules.kit.services import read_services
from bot.rules.kit.tokens import JobMeant, Kind, Token, Trouble, longest
from bot.rules.timekeeping.clock_ranges import read_clock_ranges
from bot.rules.timekeeping.marks import read_marks
from bot.rules.timekeeping.notes import begins_note, note_from, without_quoted

# Small words, each with the kinds of facts that it can introduce.
_FILLERS: Mapping[str, tuple[Kind, ...]] = {
    "on": (Kind.JOB, Kind.DATE),
    "in": (Kind.JOB,),
    "for": (Kind.DURATION,),
}
_SEPARATOR = re.compile(r"[;\r\n]+")


@dataclass(frozen=True)
class Reading:
    """One way to read a piece of a line: the facts of its head, then the note.

    `is_marked`: the note is marked, so it's a note whatever it says. `second` is a fact given a second time. `given`
    has the facts that were known before the line was read, so nobody types them.
    """

    tokens: Mapping[Kind, Token]
    note: str
    is_marked: bool = False
    second: Token | None = None
    given: Mapping[Kind, Token] = field(default_factory=dict)

    def value(self, kind: Kind) -> object:
        """Return its fact of that kind; None if it has none."""
        token = self.tokens.get(kind)
        return token.value if token else None


class Strength(Enum):
    """How certain it is that a piece after a separator is its own entry and not part of the note before it."""

    NOTE = auto()
    UNSURE = auto()
    ENTRY = auto()


@dataclass(frozen=True)
class Piece:
    """An entry's piece of a line. `unsure` has the parts that could be entries of their own."""

    text: str
    unsure: tuple[str, ...] = ()


def readings(segment: Segment, book: Book, given: Mapping[Kind, Token] | None = None) -> list[Reading]:
    """Return every way to read a piece: facts come once each, in any order; the note begins at the first other word.

    `given` are facts known already.
    """
    known = given or {}
    return [replace(each, given=known) for each in _readings(segment, 0, dict(known), book)]


def pieces(text: str, book: Book) -> list[Piece]:
    """Return the pieces of a message that are entries, separated by `;` and line breaks outside of quotes.

    A piece after a separator with neither a duration nor a job belongs to the note before it.
    """
    found: list[_Part] = []
    for part in _parts(text):
        strength = strength_of(Segment(text[part.begin : part.end]), book) if found else Strength.ENTRY
        if strength == Strength.ENTRY:
            found.append(part)
        else:
            unsure = (text[part.begin : part.end].strip(),) if strength == Strength.UNSURE else ()
            found[-1] = _Part(found[-1].begin, part.end, found[-1].unsure + unsure)
    return [Piece(text[part.begin : part.end].strip(), part.unsure) for part in found]


def strength_of(segment: Segment, book: Book) -> Strength:
    """Return how certain an entry is: by a job's number, a duration with its unit, or both a job and a duration."""
    best = Strength.NOTE
    for reading in readings(segment, book):
        duration, job = reading.tokens.get(Kind.DURATION), reading.tokens.get(Kind.JOB)
        is_numbered = bool(job and not (isinstance(job.value, JobMeant) and job.value.named_by))
        if (duration and job) or (duration and not duration.is_loose) or (is_numbered and _tells_a_number(job)):
            return Strength.ENTRY
        if duration or job:
            best = Strength.UNSURE
    return best


def _tells_a_number(job: Token | None) -> bool:
    return bool(job and (isinstance(job.value, JobMeant) or (isinstance(job.value, Trouble) and not job.value.asks)))


class _Part(NamedTuple):
    begin: int
    end: int
    unsure: tuple[str, ...] = ()


def _parts(text: str) -> Iterator[_Part]:
    begin = 0
    for separator in _SEPARATOR.finditer(f"{without_quoted(text)};"):
        if text[begin : separator.start()].strip():
            yield _Part(begin, separator.start())
        begin = separator.end()


def _readings(segment: Segment, at: int, tokens: dict[Kind, Token], book: Book) -> Iterator[Reading]:
    if at >= len(segment.plain) or begins_note(segment, at):
        yield Reading(tokens, note_from(segment, at), is_marked=True)
        return
    found = _tokens_at(segment, at, book)
    new = [token for token in found if token.kind not in tokens]
    for token in new:
        yield from _readings(segment, at + token.words, tokens | {token.kind: token}, book)
    if not new:
        yield Reading(tokens, note_from(segment, at), second=_told_twice(found, tokens))


def _tokens_at(segment: Segment, at: int, book: Book) -> list[Token]:
    found = _plain_tokens(segment, at, book)
    kinds = _FILLERS.get(segment.plain[at])
    if found or not kinds or at + 1 >= len(segment.plain):
        return found
    following = (token for token in _plain_tokens(segment, at + 1, book) if token.kind in kinds and not token.is_loose)
    return [Token(token.kind, token.words + 1, token.value) for token in following]


def _plain_tokens(segment: Segment, at: int, book: Book) -> list[Token]:
    durations = [*read_clock_ranges(segment, at), *read_durations(segment, at, book.workday)]
    dates = read_dates(segment, at, book.today, book.order)
    jobs = read_jobs(segment, at, book)
    found = [*longest(durations), *dates, *jobs, *read_services(segment, at), *read_marks(segment, at)]
    return [token for token in found if not _is_part_of_another(token, found)]


def _is_part_of_another(token: Token, found: list[Token]) -> bool:
    """Return whether a longer token covers it: `10 Mar` isn't ten hours, and the `1/2` of `1/2 hour` isn't a date."""
    rivals = {Kind.DURATION: Kind.DATE, Kind.DATE: Kind.DURATION}
    return any(other.kind == rivals.get(token.kind) and other.words > token.words for other in found)


def _told_twice(found: list[Token], tokens: Mapping[Kind, Token]) -> Token | None:
    """Return a second duration or date, which is never added or dropped; after a job, a bare number begins a note."""
    for token in found:
        if token.kind == Kind.DURATION and not (token.is_loose and Kind.JOB in tokens):
            return token
        if token.kind == Kind.DATE and not isinstance(token.value, Trouble):
            return token
    return None
