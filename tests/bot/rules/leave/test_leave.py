from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.leave.leave import LONGEST, LeaveRead, check_leave, read_leave
from storage.words.time import DayPart

SUNDAY = date(2026, 11, 22)


def read(text: str, *, month_first: bool = False, today: date = SUNDAY) -> tuple[str, str, str]:
    found = read_leave(text, today, month_first=month_first)
    return found.first.isoformat(), found.last.isoformat(), found.part


@pytest.mark.parametrize(
    ("text", "first", "last", "part"),
    [
        ("24 Dec - 2 Jan", "2026-12-24", "2027-01-02", DayPart.WHOLE),
        ("24 Dec – 2 Jan", "2026-12-24", "2027-01-02", DayPart.WHOLE),
        ("24 december to 2 january", "2026-12-24", "2027-01-02", DayPart.WHOLE),
        ("Dec 24 until Jan 2", "2026-12-24", "2027-01-02", DayPart.WHOLE),
        ("24-28 Dec", "2026-12-24", "2026-12-28", DayPart.WHOLE),
        ("24th - 28th of Dec", "2026-12-24", "2026-12-28", DayPart.WHOLE),
        ("24 Dec", "2026-12-24", "2026-12-24", DayPart.WHOLE),
        ("24 Dec 2027", "2027-12-24", "2027-12-24", DayPart.WHOLE),
        ("2026-12-24 - 2027-01-02", "2026-12-24", "2027-01-02", DayPart.WHOLE),
        ("2026-12-24", "2026-12-24", "2026-12-24", DayPart.WHOLE),
        ("24/12", "2026-12-24", "2026-12-24", DayPart.WHOLE),
        ("24/12 - 2/1", "2026-12-24", "2027-01-02", DayPart.WHOLE),
        ("24/12/2027", "2027-12-24", "2027-12-24", DayPart.WHOLE),
        ("today", "2026-11-22", "2026-11-22", DayPart.WHOLE),
        ("Tomorrow", "2026-11-23", "2026-11-23", DayPart.WHOLE),
        ("yesterday", "2026-11-21", "2026-11-21", DayPart.WHOLE),
        ("tomorrow - friday", "2026-11-23", "2026-11-27", DayPart.WHOLE),
        ("fri", "2026-11-27", "2026-11-27", DayPart.WHOLE),
        ("sunday", "2026-11-22", "2026-11-22", DayPart.WHOLE),
        ("half 24 Dec", "2026-12-24", "2026-12-24", DayPart.HALF),
        ("half day tomorrow", "2026-11-23", "2026-11-23", DayPart.HALF),
        ("24 Dec am", "2026-12-24", "2026-12-24", DayPart.MORNING),
        ("24 Dec pm", "2026-12-24", "2026-12-24", DayPart.AFTERNOON),
        ("half 24 Dec pm", "2026-12-24", "2026-12-24", DayPart.AFTERNOON),
        ("morning of 24 Dec", "2026-12-24", "2026-12-24", DayPart.MORNING),
        ("tomorrow afternoon", "2026-11-23", "2026-11-23", DayPart.AFTERNOON),
        ("29 Feb", "2028-02-29", "2028-02-29", DayPart.WHOLE),
    ],
)
def test_the_forms_that_work(text: str, first: str, last: str, part: DayPart) -> None:
    assert read(text) == (first, last, part)


def test_a_date_of_figures_goes_by_the_offices_order() -> None:
    assert read("12/3", month_first=True)[0] == "2026-12-03"
    assert read("12/3", month_first=False)[0] == "2027-03-12"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "as a day"),
        ("next week", "as a day"),
        ("24 Dec - 2 Jan for skiing", "as a day"),
        ("31 Feb", "isn't a day in the calendar"),
        ("2026-02-30", "isn't a day in the calendar"),
        ("24/13", "isn't a day in the calendar"),
        ("2026-12-24 - 2026-12-02", "comes before"),
        ("half 24 Dec - 2 Jan", "for one day"),
        ("am 24 Dec pm", "two parts"),
        ("2026-12-24 - 2028-01-02", "more than a year"),
        ("1926-12-24", "check the year"),
        ("20 Nov", "2026-11-20 or 2027-11-20"),
        ("24 Mayhem", "a month in"),
        ("sunny", "as a day"),
        ("9" * 5000, "as a day"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read(text)


@given(st.dates(date(2020, 1, 1), date(2031, 1, 1)), st.integers(0, 700), st.integers(0, 365))
def test_iso_dates_mean_themselves_from_wherever_they_are_read(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    found = read_leave(f"{first.isoformat()} - {last.isoformat()}", today, month_first=False)
    assert found == LeaveRead(first, last, DayPart.WHOLE)


@given(st.dates(date(2020, 1, 1), date(2031, 1, 1)), st.integers(0, 300), st.integers(0, 300))
def test_a_range_without_years_lies_ahead_and_in_order(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    text = f"{first.day} {first:%b} - {last.day} {last:%b}"
    if (first.month, first.day) == (2, 29) or (last.month, last.day) == (2, 29) or first >= _years_on(today):
        return
    found = read_leave(text, today, month_first=False)
    assert (found.first, found.last) == (first, last)


def _years_on(today: date) -> date:
    """From sixty days before this day comes round again, a day without its year is asked about."""
    return today + timedelta(days=300)


@given(st.text(max_size=120))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    try:
        check_leave(read_leave(text, SUNDAY, month_first=True), SUNDAY)
    except UsageError as refused:
        assert str(refused)


def test_leave_of_a_year_fits() -> None:
    last = SUNDAY + LONGEST - timedelta(days=1)
    assert check_leave(LeaveRead(SUNDAY, last, DayPart.WHOLE), SUNDAY)
