"""The grammar of a line: its entries, a question or a refusal. It never guesses, and nothing is lost."""

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
    """Return all entries of a line; `;` and line breaks separate them.

    Raises Question if it can mean several things, UsageError if it can't be used, each with the part understood and, if
    possible, a way out that means the same later. Linear in the length.
    """
    if len(line.text) > LONGEST_LINE:
        raise UsageError(
            f"That's more than {LONGEST_LINE:,} characters, too long for one message.",
            example=example_of(book.example_job),
        )
    found = pieces(line.text, book)
    if len(found) > MOST_ENTRIES:
        raise UsageError(
            f"That's {len(found)} entries; the limit is {MOST_ENTRIES} in one message.",
            example=example_of(book.example_job),
        )
    read = _all_or_none([piece.text for piece in found] or [""], book)
    if unsure := next((piece.unsure[0] for piece in found if piece.unsure), None):
        raise _asked_about(unsure, read, found, book)
    return read


def parse_change(line: Line, book: Book, entry: EntryLine) -> EntryLine:
    """Return the entry with a line's changes; parts that the line doesn't mention stay. Raises as `parse_line`.

    The note changes only if the line marks one, or also changes something else.
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
        raise UsageError("What should I change? I can't find a duration, job or date.", example="edit last 3h")
    changed = [replace(each, tokens={**kept, **each.tokens}, note=each.note or entry.note) for each in every]
    return settled(changed, book)


def parse_timer(line: Line, book: Book) -> EntryLine:
    """Return the entry to start a timer for; ignore its minutes and date. Raises as `parse_line`."""
    counted = {Kind.DURATION: Token(Kind.DURATION, 0, 60), Kind.DATE: Token(Kind.DATE, 0, book.today)}
    every = readings(Segment(line.text), book, counted)
    if every[0].second:
        message = "A timer counts from now on, so please leave out the duration and the date."
        raise UsageError(message, example=f"start {book.example_job} copy edits")
    return settled(every, book)


def typed_all(entries: Iterable[EntryLine]) -> str:
    """Return several entries as one line that could be typed."""
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
    """Return the error for one entry of several; its choices include all the others, if those are clear."""
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
    message = f"Entry {len(before) + 1}: {refusal.message} I haven't logged any of them."
    made = type(error) if choices else UsageError
    return made(message, understood=refusal.understood, example=refusal.example, choices=choices)


def _asked_about(unsure: str, read: Sequence[EntryLine], found: Sequence[Piece], book: Book) -> Question:
    """Return the question whether a piece belongs to the note or is an entry."""
    choices = [Choice(label="It's part of the note", line=typed_all(read))]
    texts = [part for piece in found for part in _apart(piece)]
    with suppress(UsageError):
        choices.append(Choice(label="It's an entry", line=typed_all(_all_or_none(texts, book))))
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
