"""Due dates look ahead. Today is Thursday 12 March 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.kit.due_dates import begins_date, read_due
from storage.words.time import DateOrder

TODAY = date(2026, 3, 12)
US, UK = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    ("text", "order", "due"),
    [
        ("today", US, date(2026, 3, 12)),
        ("tomorrow", US, date(2026, 3, 13)),
        ("thu", US, date(2026, 3, 12)),
        ("on Friday", US, date(2026, 3, 13)),
        ("next Monday", US, date(2026, 3, 16)),
        ("in 2 weeks", US, date(2026, 3, 26)),
        ("in a week", US, date(2026, 3, 19)),
        ("10 Dec", US, date(2026, 12, 10)),
        ("Dec 10th, 2027", US, date(2027, 12, 10)),
        ("5 Jan", US, date(2027, 1, 5)),
        ("29 Feb", US, date(2028, 2, 29)),
        ("4/5", US, date(2026, 4, 5)),
        ("4/5", UK, date(2026, 5, 4)),
        ("04.05.2026", UK, date(2026, 5, 4)),
        ("2026-12-10", US, date(2026, 12, 10)),
        ("none", US, None),
    ],
)
def test_a_due_date_is_the_next_such_day(text: str, order: DateOrder, due: date | None) -> None:
    assert read_due(text, TODAY, order) == due


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("10 Mar", "“10 Mar” could be 2026-03-10, which is over, or 2027-03-10"),
        ("next fri", "“next fri” could be Fri 13 Mar or Fri 20 Mar"),
        ("yesterday", "yesterday is in the past"),
        ("2026-03-11", "choose today or later"),
        ("2036-03-11", "more than five years away"),
        ("31 Feb", "31 Feb isn't a day in the calendar"),
        ("soon", "“soon” as a date. Try 10 Dec, fri"),
        ("", "“” as a date"),
    ],
)
def test_what_is_over_or_may_mean_two_days_is_refused_with_a_way_out(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_due(text, TODAY, US)


@given(st.integers(0, 1700))
def test_a_day_written_out_is_read_as_that_day(ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    for text in (day.isoformat(), f"{day.day} {day:%b} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        assert read_due(text, TODAY, US) == day
    assert begins_date(f"{day.day} {day:%b}")


@given(st.text(max_size=40))
def test_any_text_is_a_day_to_come_or_is_refused(text: str) -> None:
    try:
        due = read_due(text, TODAY, UK)
    except UsageError:
        return
    assert due is None or due >= TODAY
