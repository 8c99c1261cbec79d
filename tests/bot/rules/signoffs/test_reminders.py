"""When the approvers of a sign-off are reminded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.signoffs.reminders import Due, how_due

MONDAY = date(2026, 3, 23)


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("today", "asked_on", "remind_days", "due"),
    [
        ("2026-03-19", "2026-03-12", 1, None),
        ("2026-03-20", "2026-03-12", 1, Due.BEFORE),  # the Friday: the day before is a Sunday
        ("2026-03-21", "2026-03-12", 1, Due.BEFORE),  # made up for
        ("2026-03-20", "2026-03-20", 1, None),  # asked just then
        ("2026-03-20", "2026-03-12", 0, None),
        ("2026-03-18", "2026-03-12", 5, Due.BEFORE),
        ("2026-03-17", "2026-03-12", 5, None),
        ("2026-03-23", "2026-03-12", 1, Due.TODAY),
        ("2026-03-23", "2026-03-23", 1, None),
        ("2026-03-24", "2026-03-23", 1, Due.PAST),
    ],
)
def test_approvers_are_reminded_before_and_at_the_due_date(
    today: str, asked_on: str, remind_days: int, due: Due | None
) -> None:
    days = date.fromisoformat(today), MONDAY, date.fromisoformat(asked_on)
    assert how_due(*days, remind_days, weekday) == due


@given(st.integers(0, 40), st.integers(0, 30), st.integers(0, 30))
def test_nobody_is_reminded_on_the_day_they_were_asked_and_all_are_told_of_what_is_past(
    asked_before: int, remind_days: int, after: int
) -> None:
    asked_on = MONDAY - timedelta(days=asked_before)
    assert how_due(asked_on, MONDAY, asked_on, remind_days, weekday) is None
    assert how_due(MONDAY + timedelta(days=after + 1), MONDAY, asked_on, remind_days, weekday) == Due.PAST
