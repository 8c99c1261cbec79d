"""Time moves forward on unusual days, and the bot follows: over the sandbox's clock, as `app.py run --at` has it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from bot.clock import ShiftedClock
from bot.core import Bot
from bot.desk.schedule import next_moment, run_scans
from bot.messaging.outbox import Outbox
from handlers.slack.deliver import SlackDelivery
from handlers.slack.http import PATH
from handlers.slack.manifest import load_manifest
from handlers.terminal.sandbox import follow_clock, join_clock
from sandbox import Sandbox
from sandbox.person_handle import read
from storage.store import Store
from tests.conftest import open_agency
from tests.handlers.conftest import WORKSPACE, Desk, connected_app, slack_web, texts

NEW_YORK = ZoneInfo("America/New_York")


class Days(NamedTuple):
    """When a sandbox begins, which day that is in New York, and which day is yesterday on the second morning after."""

    begins: str
    first: str
    yesterday: str


DAYS = (
    # At night, when nobody is told anything and the bot has little to do.
    Days("2028-02-29T02:30-05:00", "Tue 29 Feb", "Tue 29 Feb"),
    # The year is over in London already.
    Days("2026-12-31T23:55-05:00", "Thu 31 Dec", "Fri 1 Jan"),
    # A Sunday, two minutes before its clocks go forward.
    Days("2027-03-14T01:58-05:00", "Sun 14 Mar", "Sun 14 Mar"),
)


@contextmanager
def desk_at(begins: datetime, store: Store) -> Iterator[Desk]:
    """A bot with the small agency that follows the clock of its sandbox, which begins at that instant."""
    stop, clock = threading.Event(), ShiftedClock()
    with Sandbox(load_manifest(), WORKSPACE, at=begins) as sandbox:
        sandbox.faults.ack_within = 10.0
        join_clock(sandbox.url, clock)
        bot = Bot(store=store, clock=clock)
        open_agency(bot)
        slack, app = connected_app(bot, sandbox)
        outbox = Outbox(bot, SlackDelivery(slack))

        def at_each() -> None:
            run_scans(bot)
            outbox.drain()

        following = threading.Thread(
            target=follow_clock, args=(sandbox.url, clock, partial(next_moment, bot), at_each, stop)
        )
        with slack_web(app, slack, sandbox.signing_secret) as web:
            sandbox.request_url = web.url + PATH
            following.start()
            try:
                yield Desk(bot, sandbox, outbox, web.url)
            finally:
                stop.set()
    following.join(10)


def next_morning(desk: Desk) -> datetime:
    """Maya moves the clock; which time it is in New York once the bot is there."""
    moved = read(f"{desk.sandbox.url}/clock/forward", {"as": desk.person("maya").id, "to": "morning"})
    desk.sandbox.wait_for(lambda: clock_of(desk)["reached"] == moved["offset"], timeout=30)
    return desk.bot.now().astimezone(NEW_YORK)


def clock_of(desk: Desk) -> dict[str, str]:
    return read(f"{desk.sandbox.url}/clock")


@pytest.mark.parametrize("days", DAYS, ids=lambda days: days.begins)
def test_time_moves_forward_and_the_bot_follows(days: Days, sqlite_store: Store) -> None:
    begins = datetime.fromisoformat(days.begins)
    with desk_at(begins, sqlite_store) as desk:
        assert begins <= desk.bot.now() < begins + timedelta(minutes=2)
        maya = desk.person("maya")
        assert f"today, {days.first}" in maya.command("desk", "/logtime", "1h ACME-101").text
        assert "You have logged *1h* today" in texts(desk.home("maya")["blocks"])
        next_morning(desk)  # before nine, the next morning is today's
        assert f"{next_morning(desk):%H:%M}" == "09:00"
        assert "You have logged *0m* today" in texts(desk.home("maya")["blocks"])
        assert f"yesterday, {days.yesterday}" in maya.command("desk", "/logtime", "2h ACME-101 yesterday").text
