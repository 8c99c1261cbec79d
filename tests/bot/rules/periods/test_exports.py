import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.errors import UsageError
from bot.kit.export_files import csv_file, xlsx_file
from bot.rules.periods.exports import (
    FIELDS,
    GENERIC,
    PRESETS,
    STEPS,
    UP,
    Numbered,
    clock_text,
    read_columns,
    round_minutes,
)
from storage.words.time import LineKind, Rounding

MADE = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    entry_id: str = "e1"
    revision: int = 1
    kind: LineKind = LineKind.LINE
    worked_on: date = date(2026, 2, 27)
    person: str = "Maya Torres"
    email: str = "maya@hv.example"
    client_code: str = "ACME"
    client: str = "Acme Outdoor"
    job: str = "ACME-101"
    job_title: str = "Spring mailer"
    service: str = "copy"
    minutes: int = 80
    billable: bool = True
    rate_cents: int | None = 10_000
    currency: str | None = "USD"
    amount_cents: int | None = 13_333
    note: str = "proof"


def cells(columns: str, line: Line) -> list[str]:
    text = csv_file(read_columns(columns), [Numbered(3, "2026-02", line)]).decode("utf-8-sig")
    return text.split("\r\n")[1].split(",")


@given(st.integers(1, 1440), st.sampled_from(Rounding))
def test_rounding_goes_to_a_step_near_by_and_never_to_nothing(minutes: int, rounding: Rounding) -> None:
    step, rounded = STEPS[rounding], round_minutes(minutes, rounding)
    steps = range(step, 1440 + 2 * step, step)
    if rounding in UP:
        assert rounded == min(each for each in steps if each >= minutes)
    else:
        assert rounded == min(steps, key=lambda each: (abs(each - minutes), -each))


def test_half_a_step_goes_up() -> None:
    assert [round_minutes(minutes, Rounding.NEAREST_6) for minutes in (1, 8, 9)] == [6, 6, 12]
    assert [round_minutes(minutes, Rounding.NEAREST_15) for minutes in (7, 22, 23)] == [15, 15, 30]
    assert [round_minutes(minutes, Rounding.UP_15) for minutes in (15, 16)] == [15, 30]


@given(st.integers(-2000, 2000))
def test_hours_are_within_half_a_hundredth(minutes: int) -> None:
    (hours,) = cells("Hours = hours", Line(minutes=minutes))
    assert abs(Fraction(hours) - Fraction(minutes, 60)) <= Fraction(1, 200)


def test_hours_and_minutes_keep_their_sign() -> None:
    assert [clock_text(minutes) for minutes in (80, -30, 0)] == ["1:20", "-0:30", "0:00"]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_read(name: str) -> None:
    assert read_columns(PRESETS[name])


def test_the_generic_columns_are_those_that_accounting_takes() -> None:
    headers = [column.header for column in read_columns(GENERIC)]
    wanted = ["Date", "Person", "Client", "Job", "Service", "Hours", "Billable", "Rate", "Amount", "Note"]
    assert [header for header in headers if header in wanted] == wanted


def test_every_field_fills_a_cell() -> None:
    columns = "\n".join(f"{field} = {field}" for field in FIELDS)
    assert len(cells(columns, Line())) == len(FIELDS)


def test_xero_is_never_billed_for_what_is_not_billable() -> None:
    line = Line(billable=False, amount_cents=0)
    assert cells("Invoice = invoice\nQuantity = hours\nUnit = unit_amount\nDue = month_end_uk", line) == [
        "JJ-0003-ACME", "1.33", "0.00", "28/02/2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "at least one column"),
        ("Date: date", "I can't read “Date: date”"),
        ("Date = day", "the field “day”"),
        ("Date = date\nDate = date_us", "“Date” is there twice"),
        ("\n".join(f"c{number} = date" for number in range(41)), "41 columns"),
        (f"{'x' * 61} = date", "longer than 60"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_columns(text)


def test_a_fixed_text_fills_its_column() -> None:
    assert cells('*AccountCode = "200"\nNote = note', Line()) == ["200", "proof"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_text_is_taken_for_a_formula(begin: str) -> None:
    line = Line(note=f"{begin}1+1", minutes=-80)
    assert cells("Note = note\nHours = hours\nClock = hours_minutes", line) == [f"'{begin}1+1", "-1.33", "-1:20"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=50))
def test_the_excel_file_has_texts_as_texts_and_numbers_as_numbers(note: str) -> None:
    columns = read_columns("Note = note\nHours = hours\nAmount = amount\nRate = rate")
    line = replace(Line(), note=note, rate_cents=None)
    sheet = load_workbook(io.BytesIO(xlsx_file(columns, [Numbered(3, "2026-02", line)], MADE))).active
    assert sheet is not None
    kept, hours, amount, rate = (cell.value for cell in sheet[2])
    assert (kept or "", hours, amount, rate) == (note, 1.33, 133.33, None)


def test_the_same_lines_make_the_same_bytes() -> None:
    columns, lines = read_columns(GENERIC), [Numbered(3, "2026-02", Line(entry_id=f"e{n}")) for n in range(50)]
    assert xlsx_file(columns, lines, MADE) == xlsx_file(columns, lines, MADE)
    assert csv_file(columns, lines) == csv_file(columns, lines)
    assert xlsx_file(columns, lines, MADE) != xlsx_file(columns, lines[:-1], MADE)
