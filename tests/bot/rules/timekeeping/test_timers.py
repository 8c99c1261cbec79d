from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.timekeeping.timers import ends_offered

INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(
    started=INSTANTS,
    ran=st.timedeltas(timedelta(0), timedelta(days=3)),
    zone=st.sampled_from(["Asia/Kolkata", "America/New_York", "Europe/London"]),
)
def test_a_timer_may_have_ended_at_any_quarter_while_it_ran_for_at_most_a_day(
    started: datetime, ran: timedelta, zone: str
) -> None:
    ends = ends_offered(started, started + ran, zone)
    assert all(started < end <= started + min(ran, timedelta(days=1)) for end in ends)
    assert len(ends) <= 96
    assert list(ends) == sorted(set(ends))
    assert len(ends) >= min(ran, timedelta(days=1)) // timedelta(minutes=15) - 1
    assert {end.minute % 15 for end in ends} <= {0}
