"""The grammar of a line: what it tells, or the question, or the refusal. It never guesses, and nothing is lost."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.errors import Choice, Question, UsageError
from bot.rules.jobs.line_context import Book
from bot.rules.kit.lines import LONGEST_LINE, MOST_ENTRIES, Line, Segment
from bot.rules.kit.tokens import JobMeant, Kind, Token
from bot.rules.timekeeping.drafts import EntryLine, settled, short
from bot.rules.timekeeping.marks import NON_BILLABLE, OUT_OF_SCOPE
from bot.rules.timekeeping.readings import Piece, pieces, readings
from bot.rules.timekeeping.time_entries import example_of


def parse_line(line: Line, book: Book) -> list[EntryLine]:
    """Read all entries of a line; `;` and line breaks part them.

    Raises Question where it can mean several things, UsageError where it cannot be taken: each with what was understood
    and, where there is one, a way out that reads the same later. Linear in the length.
    """
    if len(line.text) > LONGEST_LINE:
        raise UsageError(
            f"That is more than {LONGEST_LINE:,} characters, too long for one message.",
            example=example_of(book.example_job),
        )
    found = pieces(line.text, book)
    if len(found) > MOST_ENTRIES:
        raise UsageError(
            f"That is {len(found)} entries; I take up to {MOST_ENTRIES} in one message.",
            example=example_of(book.example_job),
        )
    read = _all_or_none([piece.text for piece in found] or [""], book)
    if unsure := next((piece.unsure[0] for piece in found if piece.unsure), None):
        raise _asked_about(unsure, read, found, book)
    return read


def parse_change(line: Line, book: Book, entry: EntryLine) -> EntryLine:
    """What an entry becomes by what a line tells of it: what the line says nothing of stays. Raises as `parse_line`.

    A note is changed only where the line says that one begins, or tells something else too.
    """
    segment = Segment(line.text)
    kept = {
        Kind.DURATION: Token(Kind.DURATION, 0, entry.times or entry.minutes),
        Kind.JOB: Token(Kind.JOB, 0, JobMeant(entry.job_number)),
        Kind.DATE: Token(Kind.DATE, 0, entry.worked_on),
    }
    if entry.service:
        kept[Kind.SERVICE] = Token(Kind.SERVICE, 0, entry.service)
    marks = ((Kind.BILLING, NON_BILLABLE, entry.non_billable), (Kind.SCOPE, OUT_OF_SCOPE, entry.out_of_scope))
    kept |= {kind: Token(kind, 0, mark) for kind, mark, is_set in marks if is_set}
    every = readings(segment, book)
    if not any(reading.tokens or reading.is_marked for reading in every) or not segment.spans:
        raise UsageError("What shall I change? I found no duration, job or date.", example="edit last 3h")
    changed = [replace(each, tokens={**kept, **each.tokens}, note=each.note or entry.note) for each in every]
    return settled(changed, book)


def parse_timer(line: Line, book: Book) -> EntryLine:
    """What a timer is started for; its minutes and date are of no account. Raises as `parse_line`."""
    counted = {Kind.DURATION: Token(Kind.DURATION, 0, 60), Kind.DATE: Token(Kind.DATE, 0, book.today)}
    every = readings(Segment(line.text), book, counted)
    if every[0].second:
        message = "A timer counts by itself, from now on: leave the duration and the date out."
        raise UsageError(message, example=f"start {book.example_job} copy edits")
    return settled(every, book)


def typed_all(entries: Iterable[EntryLine]) -> str:
    """Several entries as one line that could be typed."""
    return "; ".join(entry.typed() for entry in entries)


def _all_or_none(texts: Sequence[str], book: Book) -> list[EntryLine]:
    read: list[EntryLine] = []
    for number, text in enumerate(texts):
        try:
            read.append(_entry(Segment(text), book))
        except UsageError as error:
            raise _among_others(error, read, texts[number + 1 :], book) if len(texts) > 1 else error from None
    return read


def _among_others(error: UsageError, before: Sequence[EntryLine], after: Sequence[str], book: Book) -> UsageError:
    """The same for one entry of several: its choices have all the others in them, if those are clear."""
    refusal = error.refusal
    try:
        rest = [_entry(Segment(text), book).typed() for text in after]
    except UsageError:
        choices: list[Choice] = []
    else:
        lines = {
            choice.line: "; ".join([*(entry.typed() for entry in before), choice.line, *rest])
            for choice in refusal.choices
        }
        choices = [Choice(label=choice.label, line=lines[choice.line]) for choice in refusal.choices]
    message = f"Entry {len(before) + 1}: {refusal.message} None of them was logged."
    made = type(error) if choices else UsageError
    return made(message, understood=refusal.understood, example=refusal.example, choices=choices)


def _asked_about(unsure: str, read: Sequence[EntryLine], found: Sequence[Piece], book: Book) -> Question:
    """The question whether a piece is more of a note or an entry."""
    choices = [Choice(label="It is part of the note", line=typed_all(read))]
    texts = [part for piece in found for part in _apart(piece)]
    with suppress(UsageError):
        choices.append(Choice(label="It is an entry", line=typed_all(_all_or_none(texts, book))))
    return Question(f"Is “{short(unsure)}” part of the note, or an entry of its own?", choices=choices)


def _apart(piece: Piece) -> list[str]:
    texts, rest = [], piece.text
    for unsure in piece.unsure:
        before, _, rest = rest.partition(unsure)
        texts.append(before.rstrip(" ;\r\n\t"))
        rest = unsure + rest
    return [*texts, rest]


def _entry(segment: Segment, book: Book) -> EntryLine:
    return settled(readings(segment, book), book)
