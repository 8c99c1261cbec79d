from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.timesheets.timesheets import Cell, GridRow, day_totals, days_of_week, grid, read_week, share
from storage.words.time import DateOrder

TODAY = date(2026, 3, 12)
MONDAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("", MONDAY),
        ("this week", MONDAY),
        ("Week", MONDAY),
        ("last week", date(2026, 3, 2)),
        (" Last  Week ", date(2026, 3, 2)),
        ("2026-02-25", date(2026, 2, 23)),
        ("week of 2026-02-25", date(2026, 2, 23)),
        ("yesterday", MONDAY),
        ("25 Feb", date(2026, 2, 23)),
        ("last friday", date(2026, 3, 2)),
        ("3/2", date(2026, 2, 2)),
    ],
)
def test_a_week_is_named_by_words_or_by_any_of_its_days(text: str, monday: date) -> None:
    assert read_week(text, TODAY, DateOrder.DAY_FIRST) == monday


@pytest.mark.parametrize("text", ["next year", "2026-03-20", "2026-13-01", "soon"])
def test_what_names_no_week_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_week(text, TODAY, DateOrder.DAY_FIRST)


def test_a_grid_has_a_row_a_job_and_a_column_a_day() -> None:
    cells = [Cell("B-1", MONDAY, 60), Cell("A-1", date(2026, 3, 15), 30), Cell("B-1", MONDAY, 15)]
    assert grid(cells, MONDAY) == [GridRow("A-1", [0] * 6 + [30]), GridRow("B-1", [75] + [0] * 6)]


cells = st.lists(
    st.builds(
        Cell,
        st.sampled_from(["A-1", "B-2", "C-3"]),
        st.integers(-10, 16).map(lambda offset: MONDAY + timedelta(days=offset)),
        st.integers(1, 1440),
    )
)


@given(cells)
def test_no_minute_of_the_week_is_lost_or_counted_twice(entries: list[Cell]) -> None:
    rows = grid(entries, MONDAY)
    within = [cell for cell in entries if cell.day in days_of_week(MONDAY)]
    assert sum(row.total for row in rows) == sum(cell.minutes for cell in within) == sum(day_totals(rows))
    for row in rows:
        for day, minutes in zip(days_of_week(MONDAY), row.minutes, strict=True):
            assert minutes == sum(cell.minutes for cell in within if cell.job == row.job and cell.day == day)


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 3, 33), (1, 2, 50), (1, 200, 1), (0, 5, 0), (0, 0, None)])
def test_a_share_is_in_whole_percent_and_none_of_nothing(part: int, whole: int, percent: int | None) -> None:
    assert share(part, whole) == percent
