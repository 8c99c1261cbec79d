"""The 3-day rule, against a slow and obvious reference."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kit.holidays import public_holidays
from bot.rules.people.deadlines import (
    Calendar,
    business_days,
    deadline_day,
    end_of_day,
    entry_deadline,
    is_business_day,
    is_late,
)

NEW_YORK, LONDON = "America/New_York", "Europe/London"
ZONES = st.sampled_from([NEW_YORK, LONDON, "Australia/Lord_Howe", "Asia/Kathmandu", "America/Havana", "UTC"])
DAYS = st.dates(date(2019, 12, 1), date(2032, 3, 31))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[date, Calendar]:
    worked = draw(DAYS)
    near = st.integers(-3, 25).map(lambda days: worked + timedelta(days=days))
    return worked, Calendar(
        zone=draw(ZONES),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=draw(st.frozensets(near, max_size=8)),
        leave=draw(st.frozensets(near, max_size=12)),
        window=draw(st.integers(1, 6)),
    )


def slow_deadline(worked: date, calendar: Calendar) -> datetime:
    """The last second at which fewer than `window` whole business days have ended since the worked date."""
    ended, day = 0, worked
    while ended < calendar.window:
        day = date.fromordinal(day.toordinal() + 1)
        is_off = day in calendar.leave or day in calendar.holidays or day.weekday() not in calendar.weekdays
        ended += 0 if is_off else 1
    # The last instant of that local date, by halving: before it the date is that day or earlier, after it later.
    zone = ZoneInfo(calendar.zone)
    low = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    high = low + 60 * 3600
    while high - low > 1:
        middle = (low + high) // 2
        is_later = datetime.fromtimestamp(middle, UTC).astimezone(zone).date() > day
        low, high = (low, middle) if is_later else (middle, high)
    return datetime.fromtimestamp(low, UTC)


@given(calendars())
def test_the_deadline_is_that_of_the_slow_reference(case: tuple[date, Calendar]) -> None:
    worked, calendar = case
    assert entry_deadline(worked, calendar) == slow_deadline(worked, calendar)


@given(calendars())
def test_the_deadline_is_a_business_day_after_the_worked_date_and_never_earlier_for_a_later_one(
    case: tuple[date, Calendar],
) -> None:
    worked, calendar = case
    assert is_business_day(deadline_day(worked, calendar), calendar)
    assert deadline_day(worked, calendar) > worked
    assert deadline_day(worked + timedelta(days=1), calendar) >= deadline_day(worked, calendar)


@given(calendars(), st.integers(-10, 30))
def test_more_leave_never_brings_a_deadline_forward(case: tuple[date, Calendar], offset: int) -> None:
    worked, calendar = case
    more = Calendar(
        calendar.zone,
        calendar.weekdays,
        calendar.holidays,
        calendar.leave | {worked + timedelta(days=offset)},
        calendar.window,
    )
    assert entry_deadline(worked, more) >= entry_deadline(worked, calendar)


@given(calendars())
def test_the_last_second_is_on_time_and_the_next_is_late(case: tuple[date, Calendar]) -> None:
    deadline = entry_deadline(*case)
    assert not is_late(deadline + timedelta(milliseconds=999), deadline)
    assert is_late(deadline + timedelta(seconds=1), deadline)


def due(worked: str, zone: str, **days: object) -> str:
    """The deadline of a worked date as its own zone's clock shows it."""
    calendar = Calendar(zone, **days)  # type: ignore[arg-type]
    return entry_deadline(date.fromisoformat(worked), calendar).astimezone(ZoneInfo(zone)).isoformat()


@pytest.mark.parametrize(
    ("worked", "zone", "expected"),
    [
        ("2026-03-12", NEW_YORK, "2026-03-17T23:59:59-04:00"),  # Thursday: Fri, Mon, Tue
        ("2026-03-13", LONDON, "2026-03-18T23:59:59+00:00"),
        ("2026-03-14", LONDON, "2026-03-18T23:59:59+00:00"),  # a Saturday has Monday as its first business day
        ("2026-03-15", LONDON, "2026-03-18T23:59:59+00:00"),
        ("2026-03-05", NEW_YORK, "2026-03-10T23:59:59-04:00"),  # the clocks go forward on Sunday 8 March
        ("2026-10-29", NEW_YORK, "2026-11-03T23:59:59-05:00"),  # and back on Sunday 1 November
        ("2026-03-26", LONDON, "2026-03-31T23:59:59+01:00"),
        ("2026-10-22", LONDON, "2026-10-27T23:59:59+00:00"),
        ("2028-02-25", LONDON, "2028-03-01T23:59:59+00:00"),  # over a leap day, a Tuesday
        ("2028-02-29", NEW_YORK, "2028-03-03T23:59:59-05:00"),
        ("2026-12-30", NEW_YORK, "2027-01-04T23:59:59-05:00"),
    ],
)
def test_examples_across_clock_changes_leap_days_and_year_ends(worked: str, zone: str, expected: str) -> None:
    assert due(worked, zone) == expected


def test_christmas_moves_the_deadline_differently_in_both_offices() -> None:
    def off(country: str, part: str | None) -> frozenset[date]:
        return frozenset(day for year in (2026, 2027) for day in public_holidays(country, part, year))

    assert due("2026-12-23", NEW_YORK, holidays=off("US", None)) == "2026-12-29T23:59:59-05:00"
    # Boxing Day is a Saturday in 2026, so England has Monday 28 December off.
    assert due("2026-12-23", LONDON, holidays=off("GB", "ENG")) == "2026-12-30T23:59:59+00:00"


def test_where_midnight_comes_twice_the_day_ends_with_the_second() -> None:
    # Brazil's clocks went back from midnight to 23:00 on 18 February 2018.
    assert end_of_day(date(2018, 2, 17), "America/Sao_Paulo") == datetime(2018, 2, 18, 2, 59, 59, tzinfo=UTC)


def test_leave_and_holidays_are_no_business_days() -> None:
    off = frozenset({date(2026, 3, 13)})
    assert due("2026-03-12", LONDON, leave=off) == due("2026-03-12", LONDON, holidays=off)
    assert due("2026-03-12", LONDON, leave=off) == "2026-03-18T23:59:59+00:00"


def test_business_days_of_a_span() -> None:
    days = business_days(
        date(2026, 3, 12), date(2026, 3, 17), Calendar(LONDON, holidays=frozenset({date(2026, 3, 16)}))
    )
    assert days == [date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 17)]
    assert business_days(date(2026, 3, 12), date(2026, 3, 11), Calendar(LONDON)) == []


def test_a_calendar_without_a_weekday_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday"):
        Calendar(LONDON, weekdays=frozenset())
