from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.lines import Line
from bot.rules.time_entries import (
    DEFAULT_SERVICE,
    LONGEST_LINE,
    LONGEST_NOTE,
    Billing,
    EntryLine,
    check_billing,
    check_day,
    check_note,
    is_billable,
    parse_entry,
)
from storage.enums import Role

TODAY = date(2026, 3, 12)
MONDAY = date(2026, 3, 9)


def parse(text: str) -> EntryLine:
    return parse_entry(Line(text), TODAY)


@pytest.mark.parametrize(
    ("text", "minutes", "job", "day", "note"),
    [
        ("2h ACME-101 copy edits", 120, "ACME-101", TODAY, "copy edits"),
        ("2h acme-101 copy edits", 120, "ACME-101", TODAY, "copy edits"),
        ("ACME-101 2h copy edits", 120, "ACME-101", TODAY, "copy edits"),
        ("ACME-101 yesterday 45m call", 45, "ACME-101", date(2026, 3, 11), "call"),
        ("2h ACME-101", 120, "ACME-101", TODAY, ""),
        ("1h 30m INT-ADM 2026-03-09", 90, "INT-ADM", MONDAY, ""),
        ("2h ACME-101 2026-03-09 layout", 120, "ACME-101", MONDAY, "layout"),
        ("  2h   ACME-101   two  spaces\nand a line ", 120, "ACME-101", TODAY, "two  spaces\nand a line"),
        ("2h ACME-101 call at 3:30 re 30s spot", 120, "ACME-101", TODAY, "call at 3:30 re 30s spot"),
        ("2h ACME-101 3 layouts", 120, "ACME-101", TODAY, "3 layouts"),
        ("2h ACME-101 1:1 with Omar", 120, "ACME-101", TODAY, "1:1 with Omar"),
        ("2h ACME-101 -- 30m spot", 120, "ACME-101", TODAY, "30m spot"),
        ("2h ACME-101 \N{EM DASH} yesterday's notes", 120, "ACME-101", TODAY, "yesterday's notes"),
        ("2h ACME-101 ACME-102 too", 120, "ACME-101", TODAY, "ACME-102 too"),
        ("2h ACME-101 copy edits yesterday", 120, "ACME-101", TODAY, "copy edits yesterday"),
    ],
)
def test_a_line_is_read_in_any_order_then_the_note(text: str, minutes: int, job: str, day: date, note: str) -> None:
    assert parse(text) == EntryLine(minutes, job, day, note)


@pytest.mark.parametrize(
    ("text", "says", "understood"),
    [
        ("2h copy edits", "no job number", "2h, note “copy edits”"),
        ("ACME-101 copy edits", "no duration", "job ACME-101, note “copy edits”"),
        ("copy edits", "no duration", "note “copy edits”"),
        ("", "no duration", ""),
        ("ACME-101 yesterday", "no duration", "job ACME-101, yesterday"),
        ("2h 30m 1h ACME-101", "two durations, 2h 30m and 1h", ""),
        ("2h 3 ACME-101", "two durations, 2h and 3h", ""),
        ("2h ACME-101 30m spot", "two durations, 2h and 30m", ""),
        ("-2h ACME-101", "sign", ""),
        ("0h ACME-101", "no time", ""),
        ("25h ACME-101", "24 hours", ""),
        ("1:75 ACME-101", "an hour has 60", ""),
        ("2h ACME-101 2026-03-13 x", "still to come", ""),
        ("2h ACME-101 2026-02-31 x", "calendar", ""),
    ],
)
def test_a_line_that_is_not_whole_is_refused_with_what_was_understood(text: str, says: str, understood: str) -> None:
    with pytest.raises(UsageError, match=says) as refused:
        parse(text)
    assert refused.value.refusal.understood == understood
    assert parse(refused.value.refusal.example).minutes > 0


def test_a_second_duration_can_be_meant_as_the_note() -> None:
    with pytest.raises(UsageError) as refused:
        parse("2h ACME-101 30m spot")
    assert parse(refused.value.refusal.example) == EntryLine(120, "ACME-101", TODAY, "30m spot")


def test_a_line_and_its_note_have_a_longest_length() -> None:
    assert len(parse("2h ACME-101 " + "x" * LONGEST_NOTE).note) == LONGEST_NOTE
    with pytest.raises(UsageError, match="1,001 characters"):
        parse("2h ACME-101 " + "x" * (LONGEST_NOTE + 1))
    with pytest.raises(UsageError, match="4,000"):
        parse("x" * (LONGEST_LINE + 1))
    with pytest.raises(UsageError):
        check_note("x" * (LONGEST_NOTE + 1))


@given(st.text(max_size=200))
def test_whatever_the_line_only_a_usage_error_is_raised(text: str) -> None:
    try:
        read = parse(text)
    except UsageError as error:
        assert str(error)
        return
    assert 0 < read.minutes <= 1440
    assert read.worked_on <= TODAY


PIECES = [
    "2h",
    "1.5",
    "45",
    "-1h",
    "ACME-101",
    "acme-9",
    "today",
    "2026-03-09",
    "2026-02-31",
    "--",
    "note",
    "30m",
    "1:75",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_nothing_of_a_line_is_lost(pieces: list[str]) -> None:
    try:
        read = parse(" ".join(pieces))
    except UsageError:
        return
    assert parse(read.typed(read.job_number)) == read


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=80), st.integers(1, 1440))
def test_a_line_typed_anew_for_another_job_says_the_same(note: str, minutes: int) -> None:
    entry = EntryLine(minutes, "ACME-111", MONDAY, note.strip())
    assert parse(entry.typed("ACME-101")) == EntryLine(minutes, "ACME-101", MONDAY, note.strip())


def test_a_day_holds_24_hours_and_not_a_minute_more() -> None:
    check_day(60, 23 * 60, MONDAY, TODAY)
    with pytest.raises(UsageError, match=r"Mon 9 Mar already has 23h\. There is room for 1h"):
        check_day(61, 23 * 60, MONDAY, TODAY)
    with pytest.raises(UsageError, match="no room left"):
        check_day(1, 24 * 60, TODAY, TODAY)
    with pytest.raises(UsageError, match="a day has 24 hours"):
        check_day(1441, 0, TODAY, TODAY)


def test_time_on_a_non_billable_job_is_never_billed() -> None:
    with pytest.raises(UsageError, match="INT-ADM is a non-billable job"):
        check_billing(Billing.BILLABLE, "INT-ADM", job_is_billable=False)
    check_billing(Billing.BILLABLE, "ACME-101", job_is_billable=True)
    assert is_billable(Billing.AS_JOB, job_is_billable=True)
    assert not is_billable(Billing.AS_JOB, job_is_billable=False)
    assert not is_billable(Billing.NON_BILLABLE, job_is_billable=True)


def test_every_role_has_a_service() -> None:
    assert set(DEFAULT_SERVICE) == set(Role)
