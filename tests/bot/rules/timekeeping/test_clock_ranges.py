from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kit.tokens import ClockTimes, Trouble
from bot.rules.timekeeping.clock_ranges import Span, overlapping, span_on

ZONES = st.sampled_from(["America/New_York", "Europe/London", "Asia/Kolkata"])
CHANGES = [
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2024, 2, 29),
    date(2025, 12, 31),
]
DAYS = st.one_of(st.dates(date(2024, 1, 1), date(2027, 12, 30)), st.sampled_from(CHANGES))
TIMES = st.integers(0, 1439)


def minutes_shown(times: ClockTimes, day: date, zone: str) -> set[int]:
    """Slow and obvious: walk three days minute by minute, and look at the clock on the wall."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    walls = [(start + timedelta(minutes=n)).astimezone(ZoneInfo(zone)) for n in range(4 * 1440)]
    last = day + timedelta(days=times.end <= times.start)
    begins = [n for n, wall in enumerate(walls) if (wall.date(), wall.hour * 60 + wall.minute) == (day, times.start)]
    ends = [n for n, wall in enumerate(walls) if (wall.date(), wall.hour * 60 + wall.minute) == (last, times.end)]
    return {end - begin for begin in begins for end in ends if end > begin} if begins and ends else set()


@given(TIMES, TIMES, DAYS, ZONES)
def test_minutes_are_those_that_a_clock_on_the_wall_shows(start: int, end: int, day: date, zone: str) -> None:
    times = ClockTimes(start, end, is_certain=True)
    span, shown = span_on(times, day, zone), minutes_shown(times, day, zone)
    if isinstance(span, Span):
        assert {span.minutes} == shown
    else:
        assert len(shown) != 1
        assert span.asks == bool(shown)


@pytest.mark.parametrize(
    ("day", "zone", "minutes"),
    [
        (date(2026, 3, 8), "America/New_York", 120),
        (date(2026, 11, 1), "America/New_York", 240),
        (date(2026, 3, 29), "Europe/London", 120),
        (date(2026, 10, 25), "Europe/London", 240),
        (date(2026, 3, 12), "Europe/London", 180),
    ],
)
def test_a_change_of_the_clocks_counts(day: date, zone: str, minutes: int) -> None:
    span = span_on(ClockTimes(30, 210, is_certain=True), day, zone)
    assert isinstance(span, Span)
    assert span.minutes == minutes


def test_an_hour_that_was_left_out_is_told() -> None:
    trouble = span_on(ClockTimes(60, 150, is_certain=True), date(2026, 3, 8), "America/New_York")
    assert isinstance(trouble, Trouble)
    assert "no 2:30am" in trouble.message


def test_spans_that_only_touch_do_not_overlap() -> None:
    noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert overlapping(Span(noon, noon + hour), [Span(noon - hour, noon), Span(noon + hour, noon + 2 * hour)]) is None
    assert overlapping(Span(noon, noon + hour), [Span(noon + hour / 2, noon + 2 * hour)])
