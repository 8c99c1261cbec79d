from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.kit.periods import days_of, month_before, month_of, read_month, require_over

TODAY = date(2026, 3, 12)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_own_month_and_in_no_other(day: date) -> None:
    first, last = days_of(month_of(day))
    assert first <= day <= last
    assert month_of(first - timedelta(days=1)) == month_before(day) != month_of(day)
    assert month_of(last + timedelta(days=1)) != month_of(day)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "10/2026", "2026-10-01", "0000-01", "Octember", "2025 May 2026"]
)
def test_what_is_no_month_is_refused_with_one_that_would_work(text: str) -> None:
    with pytest.raises(UsageError, match="2026-02"):
        read_month(text, TODAY)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        (" 2026-10 ", "2026-10"),
        ("last", "2026-02"),
        ("Last month", "2026-02"),
        ("this", "2026-03"),
        ("March", "2026-03"),
        ("october", "2025-10"),  # the latest that began
        ("oct. 2027", "2027-10"),
        ("2024 Sept", "2024-09"),
    ],
)
def test_a_month_is_read_as_people_say_it(text: str, month: str) -> None:
    assert read_month(text, TODAY) == month


def test_a_month_is_over_once_its_last_day_is() -> None:
    require_over("2026-02", date(2026, 3, 1))
    with pytest.raises(UsageError, match="its last day, Sat 28 Feb"):
        require_over("2026-02", date(2026, 2, 28))
