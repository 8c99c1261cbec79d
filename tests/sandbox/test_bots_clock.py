"""The bot's clock: real time plus what a person asked for."""

import json
import threading
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox import Sandbox
from sandbox.clock import Clock

Json = dict[str, Any]


def ask(sandbox: Sandbox, path: str, **body: Any) -> Json:
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(sandbox.url + path, data, timeout=5) as answer:
        read: Json = json.load(answer)
        return read


@pytest.mark.parametrize(
    ("goal", "zone", "start", "end"),
    [
        ("hour", "Etc/UTC", "2026-03-12T10:15:00", "2026-03-12T11:15:00"),
        ("morning", "Europe/London", "2026-03-12T08:59:00", "2026-03-12T09:00:00"),
        ("morning", "Europe/London", "2026-03-12T09:00:00", "2026-03-13T09:00:00"),
        ("morning", "America/New_York", "2026-03-07T20:00:00", "2026-03-08T09:00:00"),
        ("month_end", "Europe/London", "2026-02-12T10:00:00", "2026-02-28T17:00:00"),
        ("month_end", "Europe/London", "2026-01-31T17:00:00", "2026-02-28T17:00:00"),
        ("month_end", "Etc/UTC", "2026-12-31T18:00:00", "2027-01-31T17:00:00"),
    ],
)
def test_time_goes_forward_to_a_local_hour(goal: str, zone: str, start: str, end: str) -> None:
    here = ZoneInfo(zone)
    began = datetime.fromisoformat(start).replace(tzinfo=here)
    clock = Clock(began.timestamp)

    clock.forward_to(goal, here)

    assert began.timestamp() + clock.offset == datetime.fromisoformat(end).replace(tzinfo=here).timestamp()


def test_the_clock_shows_what_is_wanted_and_how_far_the_bot_has_come(sandbox: Sandbox) -> None:
    assert ask(sandbox, "/clock/forward", seconds=60)["offset"] == 60
    assert ask(sandbox, "/clock/reached", offset=40)["reached"] == 40
    assert ask(sandbox, "/clock/reached", offset=20)["reached"] == 40
    assert ask(sandbox, "/clock/reached", offset=99)["reached"] == 60


def test_what_the_bot_says_on_its_way_is_of_the_hour_that_it_walks_to(sandbox: Sandbox, now: Any) -> None:
    ask(sandbox, "/clock/forward", seconds=7_200)
    assert ask(sandbox, "/clock/walking", offset=3_600)["reached"] == 0
    message = sandbox.as_person("maya").say("desk", "in an hour").raw["message"]
    assert datetime.fromisoformat(message["shown_at"]).timestamp() == pytest.approx(now() + 3_600, abs=5)


@pytest.mark.parametrize("at", [datetime(2020, 2, 29, 23, 59, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)])
def test_the_bots_clock_begins_where_one_likes_and_goes_on_from_there_after_a_restart(
    manifest: Json, workspace: Json, tmp_path: Path, at: datetime
) -> None:
    state = tmp_path / "state.json"
    with Sandbox(manifest, workspace, state=state, at=at) as sandbox:
        begun = ask(sandbox, "/clock")
        assert begun["offset"] == begun["reached"]
        assert at <= datetime.fromisoformat(begun["now"]) < at + timedelta(minutes=1)
        moved = ask(sandbox, "/clock/forward", seconds=60)["offset"]
        assert moved == begun["offset"] + 60
        assert ask(sandbox, "/clock/reached", offset=moved)["reached"] == moved
    with Sandbox(manifest, workspace, state=state) as again:
        assert ask(again, "/clock")["reached"] == moved


def test_the_clock_never_goes_back(sandbox: Sandbox) -> None:
    assert ask(sandbox, "/clock/forward", seconds=-1)["error"] == "invalid_arguments"


def test_the_bot_hears_at_once_that_time_moves(sandbox: Sandbox) -> None:
    heard: list[Json] = []
    waiting = threading.Thread(target=lambda: heard.append(ask(sandbox, "/clock/wait?offset=0")))
    waiting.start()

    ask(sandbox, "/clock/forward", to="hour", **{"as": "U0MAYA"})
    waiting.join(5)

    assert heard[0]["offset"] == 3600


def test_messages_show_the_bots_time_but_keep_real_stamps(sandbox: Sandbox, now: Any) -> None:
    ask(sandbox, "/clock/forward", seconds=86_400)
    ask(sandbox, "/clock/reached", offset=86_400)

    message = sandbox.as_person("maya").say("desk", "tomorrow").raw["message"]

    assert float(message["ts"]) == pytest.approx(now(), abs=5)
    assert datetime.fromisoformat(message["shown_at"]).timestamp() == pytest.approx(now() + 86_400, abs=5)
