"""Where a clock that is moved forward stops: wherever something may fall due."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.core import Bot
from bot.desk.schedule import LONGEST_STRIDE, next_moment
from bot.messaging.notices import queue
from bot.rules.people.policies import OfficePolicy, ReportPolicy
from bot.rules.people.reminders import next_hour
from storage.messaging.notices import Window
from tests.bot.messaging.test_outbox import HELP, HERE
from tests.bot.timekeeping.test_deadlines import set_policy
from tests.conftest import FixedClock


def test_an_hour_strikes_next_by_the_local_clock_also_where_clocks_change() -> None:
    zone = "America/New_York"
    evening = datetime(2026, 3, 7, 23, 0, tzinfo=UTC)
    assert next_hour(evening, {time(9), time(18)}, zone) == datetime(2026, 3, 8, 13, 0, tzinfo=UTC)
    assert next_hour(evening, {time(18, 30)}, zone) == datetime(2026, 3, 7, 23, 30, tzinfo=UTC)
    assert next_hour(evening, {time(18)}, zone) == datetime(2026, 3, 8, 22, 0, tzinfo=UTC)


def test_every_hour_that_a_policy_names_is_one_of_its_hours() -> None:
    policy = OfficePolicy(morning=time(8, 45), last_call=time(16, 20), reports=ReportPolicy(digest_at=time(7, 5)))
    assert policy.hours == {time(7, 5), time(8), time(8, 45), time(9), time(16, 20), time(18)}


def test_the_clock_stops_at_the_hours_of_every_office_and_never_goes_far_at_once(
    agency: Bot, clock: FixedClock
) -> None:
    set_policy(agency, morning=time(9, 10))
    stops = [clock.now]
    while stops[-1] < stops[0] + timedelta(days=2):
        clock.now = next_moment(agency)
        stops.append(clock.now)
    assert max(later - earlier for earlier, later in pairwise(stops)) == LONGEST_STRIDE
    for zone, hour in (("America/New_York", time(9, 10)), ("Europe/London", time(9)), ("Europe/London", time(18))):
        assert hour in {stop.astimezone(ZoneInfo(zone)).time() for stop in stops}


def test_the_clock_stops_where_a_notice_has_waited_for_its_time(agency: Bot, clock: FixedClock) -> None:
    at = clock.now + timedelta(minutes=7)
    with agency.begin() as work:
        queue(work, HELP, HERE, "later", Window(not_before=at))
    assert next_moment(agency) == at
    assert next_moment(replace(agency, clock=lambda: at)) > at
