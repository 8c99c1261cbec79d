from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kit.dates import describe_day, full_day, local_date, read_dates, usual_date_order, week_of
from bot.rules.kit.lines import Segment
from bot.rules.kit.tokens import Trouble
from storage.words.time import DateOrder

TODAY = date(2026, 3, 12)
DAYS = st.dates(date(2002, 1, 1), date(2099, 12, 31))
ORDERS = st.sampled_from(DateOrder)


def day_of(text: str, today: date = TODAY, order: DateOrder = DateOrder.MONTH_FIRST) -> object:
    tokens = read_dates(Segment(text), 0, today, order)
    return tokens[0].value if tokens else None


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_latest_such_day_today_included(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    assert {day_of(f"{day:%A}", today), day_of(f"{day:%a}", today)} == {day}


@given(DAYS, st.integers(0, 400), ORDERS)
def test_a_date_is_the_same_in_every_form(today: date, ago: int, order: DateOrder) -> None:
    day = today - timedelta(days=ago)
    numbers = (day.month, day.day) if order == DateOrder.MONTH_FIRST else (day.day, day.month)
    forms = [day.isoformat(), f"{day.day} {day:%b} {day.year}", f"{day:%B} {day.day} {day.year}", f"{ago} days ago"]
    forms += [f"-{ago}d", f"{numbers[0]}/{numbers[1]}/{day.year}"]
    assert {day_of(form, today, order) for form in forms} == {day}


@given(DAYS, st.integers(1, 12), st.integers(1, 31), ORDERS)
def test_no_date_is_ever_one_to_come_and_one_without_a_year_is_the_latest(
    today: date, month: int, day: int, order: DateOrder
) -> None:
    text = f"{month}/{day}" if order == DateOrder.MONTH_FIRST else f"{day}/{month}"
    read = day_of(text, today, order)
    past = [each for ago in range(92 + 1) if ((each := today - timedelta(days=ago)).month, each.day) == (month, day)]
    if past:
        assert read == past[0]
    elif not isinstance(read, Trouble):
        assert isinstance(read, date)
        assert (read.month, read.day, read.year) == (month, day, today.year)
        assert read <= today


@pytest.mark.parametrize("text", ["2026-02-31", "31 feb", "29 Feb 2026", "2026-03-13", "tomorrow", "13 mar"])
def test_a_date_that_is_none_or_still_to_come_is_trouble(text: str) -> None:
    assert isinstance(day_of(text), Trouble)


def test_a_leap_day_is_a_day_of_its_year() -> None:
    assert day_of("29 feb", date(2028, 3, 1)) == date(2028, 2, 29)
    assert isinstance(day_of("29 feb", date(2027, 3, 1)), Trouble)


def test_offices_in_the_united_states_put_the_month_first() -> None:
    orders = {zone: usual_date_order(zone) for zone in ("America/New_York", "Europe/London", "America/Toronto")}
    assert orders == dict(zip(orders, [DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST, DateOrder.DAY_FIRST], strict=True))


def test_a_date_is_the_persons_own() -> None:
    late_evening_in_new_york = datetime(2026, 3, 12, 2, 30, tzinfo=UTC)
    assert local_date(late_evening_in_new_york, "America/New_York") == date(2026, 3, 11)
    assert local_date(late_evening_in_new_york, "Europe/London") == date(2026, 3, 12)


@given(st.dates(max_value=date(9999, 12, 24)))
def test_a_week_is_monday_to_sunday_and_has_its_day(day: date) -> None:
    monday, sunday = week_of(day)
    assert (monday.weekday(), sunday.weekday(), (sunday - monday).days) == (0, 6, 6)
    assert monday <= day <= sunday


@pytest.mark.parametrize(
    ("day", "text", "full"),
    [
        (TODAY, "today", "today, Thu 12 Mar"),
        (date(2026, 3, 11), "yesterday", "yesterday, Wed 11 Mar"),
        (date(2026, 3, 9), "Mon 9 Mar", "Mon 9 Mar"),
        (date(2025, 12, 31), "Wed 31 Dec 2025", "Wed 31 Dec 2025"),
    ],
)
def test_a_day_is_described_as_people_say_it(day: date, text: str, full: str) -> None:
    assert (describe_day(day, TODAY), full_day(day, TODAY)) == (text, full)
