import itertools
import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import Question, UsageError
from bot.rules.jobs.line_context import KnownJob
from bot.rules.kit.lines import LONGEST_LINE, MOST_ENTRIES, Line
from bot.rules.timekeeping.drafts import EntryLine
from bot.rules.timekeeping.grammar import parse_change, parse_timer, typed_all
from bot.rules.timekeeping.time_entries import LONGEST_NOTE
from tests.bot.rules.jobs.book import GUIDE, MAILER, TODAY, book, parse, read

MONDAY = date(2026, 3, 9)
PIECES = [
    "2h",
    "1.5",
    "45",
    "-1h",
    "ACME-101",
    "acme",
    "101",
    "4591",
    "today",
    "2026-03-09",
    "31 feb",
    "--",
    "note",
    "30m",
]
PIECES += [
    "1:75",
    "9-5",
    "9-11",
    "10 mar",
    "nb",
    "oos",
    "#copy",
    ";",
    "\n",
    '"',
    "same",
    "on",
    "1/2",
    "all day",
    "fri",
    "'",
    "\\",
]
NOTES = st.text(st.characters(blacklist_categories=("Cs",)), max_size=80).map(str.strip)


def test_duration_job_and_date_come_in_any_order() -> None:
    told = [read(" ".join([*order, "copy edits"])) for order in itertools.permutations(["2h", "ACME-101", "mon", "nb"])]
    assert set(told) == {EntryLine(120, "ACME-101", MONDAY, "copy edits", non_billable=True)}


@given(st.sampled_from(["--", "\N{EM DASH}", "note:"]), NOTES)
def test_nothing_in_a_note_that_has_begun_is_read(mark: str, note: str) -> None:
    if any(separator in note for separator in ";\r\n"):
        return
    assert read(f"2h ACME-101 {mark} {note}") == EntryLine(120, "ACME-101", TODAY, note)


@given(NOTES, st.integers(1, 1440), st.booleans(), st.booleans())
def test_an_entry_typed_anew_says_the_same(note: str, minutes: int, nb: bool, oos: bool) -> None:
    entry = EntryLine(minutes, "ACME-101", MONDAY, note, "copy", nb, oos)
    assert read(entry.typed()) == entry
    assert read(entry.typed("ACME-102")).job_number == "ACME-102"


@given(st.lists(st.tuples(NOTES, st.integers(1, 1440)), min_size=1, max_size=4))
@example([('5" and "6', 1), ("layout", 2)])
def test_several_entries_typed_anew_say_the_same(told: list[tuple[str, int]]) -> None:
    entries = [EntryLine(minutes, "ACME-101", MONDAY, note) for note, minutes in told]
    line = typed_all(entries)
    if len(line) <= LONGEST_LINE:
        assert parse(line) == entries


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=10), st.sampled_from([(), (GUIDE,), (MAILER, GUIDE)]))
@example(["4591"], (GUIDE,))
def test_what_is_saved_reads_the_same_again_and_every_choice_is_clear(
    pieces: list[str], here: tuple[object, ...]
) -> None:
    try:
        entries = parse(" ".join(pieces), here=here)
    except UsageError as error:
        for line in [error.refusal.example or "2h ACME-101", *(choice.line for choice in error.refusal.choices)]:
            assert parse(line)
        assert error.refusal.choices or not isinstance(error, Question)
        return
    again = parse(typed_all(entries))
    assert [each.typed() for each in again] == [each.typed() for each in entries]


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from([*PIECES, "copy", "x" * 1001]), max_size=6),
    st.sampled_from([(), (GUIDE,), (MAILER, GUIDE)]),
)
@example([], ())
@example(["copy", "edits"], ())
@example(["lumen", "x"], ())
def test_every_way_out_of_a_timers_line_starts_it(pieces: list[str], here: tuple[KnownJob, ...]) -> None:
    known = book(here=here)
    try:
        parse_timer(Line(" ".join(pieces)), known)
    except UsageError as error:
        refusal = error.refusal
        for line in [refusal.example, *(choice.line for choice in refusal.choices)]:
            assert parse_timer(Line(line.removeprefix("start ")), known)
        said = " ".join([refusal.understood, *(choice.label for choice in refusal.choices)])
        assert not re.search(r"\b1h\b|today", said) or {"-1h", "today"} & set(pieces)


@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from([*PIECES, "x"]), max_size=400).map(" ".join)))
def test_whatever_the_line_only_a_usage_error_is_raised(text: str) -> None:
    try:
        entries = parse(text)
    except UsageError as error:
        assert str(error)
        return
    assert all(0 < entry.minutes <= 1440 and entry.worked_on <= TODAY for entry in entries)


@pytest.mark.parametrize(
    "unit",
    [
        "1.1",
        "a ",
        "2h ",
        ";",
        "2h ACME-101;",
        "1;",
        '"a ',
        "acme ",
        "- ",
        "9-",
        '\\"',
        "1 hour and ",
        "1",
        "x\n",
        "10 mar ",
    ],
)
def test_the_longest_line_is_read_in_work_that_grows_with_its_length(unit: str) -> None:
    """Counted, not timed: the readers look at each word a bounded number of times."""
    looked = []
    for length in (1000, 4000):
        counted = _Counting()
        with suppress(UsageError):
            parse((unit * LONGEST_LINE)[:length], clients=counted)
        looked.append(counted.looks)
    assert looked[1] <= 4 * looked[0] + 200


class _Counting(dict[str, object]):
    looks = 0

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.looks += 1
        return None


def test_a_line_its_note_and_its_entries_have_a_most() -> None:
    assert len(read("2h ACME-101 " + "x" * LONGEST_NOTE).note) == LONGEST_NOTE
    with pytest.raises(UsageError, match="1,001 characters"):
        parse("2h ACME-101 " + "x" * (LONGEST_NOTE + 1))
    with pytest.raises(UsageError, match="4,000"):
        parse("x" * (LONGEST_LINE + 1))
    assert len(parse("; ".join(["1h ACME-101"] * MOST_ENTRIES))) == MOST_ENTRIES
    with pytest.raises(UsageError, match="21 entries"):
        parse("; ".join(["1h ACME-101"] * (MOST_ENTRIES + 1)))


def test_a_refusal_says_what_was_understood() -> None:
    with pytest.raises(UsageError) as refused:
        parse("ACME-101 yesterday nb copy edits")
    assert refused.value.refusal.understood == "job ACME-101, yesterday, nb, note “copy edits”"
    assert read(refused.value.refusal.example).minutes == 120


def test_a_client_with_one_open_job_stands_for_it_and_says_so() -> None:
    assert (read("2h lum").job_number, read("2h lum").named_by) == ("4591", "Lumen Bank")
    assert read("2h", here=[GUIDE]).named_by == "this channel"
    assert read("2h same").named_by == "your last job"


def test_a_change_keeps_what_it_says_nothing_of() -> None:
    entry = EntryLine(120, "ACME-101", MONDAY, "copy", "design", non_billable=True)
    changed = parse_change(Line("3h"), book(), entry)
    assert changed == EntryLine(180, "ACME-101", MONDAY, "copy", "design", non_billable=True)
    assert parse_change(Line("ACME-102 -- maps"), book(), entry).note == "maps"
    with pytest.raises(UsageError, match="What should I change"):
        parse_change(Line("please"), book(), entry)
