"""Following the sandbox's clock."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.request import urlopen

import pytest

from bot.clock import ShiftedClock
from handlers.terminal.sandbox import ROOT, follow_clock, join_clock
from sandbox import Sandbox
from storage.store import StoreBusy

FILES = ("manifest.json", "sandbox/workspace.json")


def test_the_bot_goes_from_moment_to_moment_and_a_busy_store_does_not_hold_it_up_for_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handlers.terminal.sandbox.RETRY_SECONDS", 0)
    manifest, workspace = (json.loads((ROOT / name).read_text()) for name in FILES)
    begun = datetime(2028, 2, 29, 20, 30, tzinfo=UTC)
    clock, stop, reached = ShiftedClock(), threading.Event(), threading.Event()
    stops: list[datetime] = []
    shown: list[datetime] = []

    def next_moment() -> datetime:
        return clock() + timedelta(hours=2)

    def at_each() -> None:
        stops.append(clock())
        shown.append(datetime.fromisoformat(clock_of(sandbox)["now"]))
        if len(stops) == 3:
            reached.set()
        if len(stops) != 2:
            raise StoreBusy

    with Sandbox(manifest, workspace, at=begun) as sandbox:
        join_clock(sandbox.url, clock)
        to = clock_of(sandbox)["reached"] + 5 * 3600
        following = threading.Thread(target=follow_clock, args=(sandbox.url, clock, next_moment, at_each, stop))
        following.start()
        urlopen(f"{sandbox.url}/clock/forward", json.dumps({"seconds": 5 * 3600}).encode(), timeout=5).close()
        assert reached.wait(30)
        sandbox.wait_for(lambda: clock_of(sandbox)["reached"] == to)
        stop.set()
    following.join(30)
    for told in (stops, shown):
        assert [round((there - begun).total_seconds() / 3600) for there in told] == [2, 4, 5]


def clock_of(sandbox: Sandbox) -> dict[str, Any]:
    with urlopen(f"{sandbox.url}/clock", timeout=5) as answer:
        clock: dict[str, Any] = json.load(answer)
        return clock
