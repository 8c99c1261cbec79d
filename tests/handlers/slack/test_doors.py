"""What the door does for all rooms: the table it reads, and clicks that this version can't read."""

import json
from collections.abc import Callable

import pytest
from slack_bolt import BoltRequest

from handlers.slack.app import slack_app
from handlers.slack.kit.doors import Command, Doors
from handlers.slack.table import table_of
from tests.conftest import TEAM
from tests.handlers.conftest import Desk, Json, slack_door
from tests.handlers.slack.timekeeping.test_time_entries import logtime, minutes


@pytest.mark.parametrize(
    ("action", "value"),
    [("timekeeping.gone", "x"), ("timesheets.approve_week", "a1 v1"), ("timesheets.see_week", "{}")],
)
def test_a_button_of_another_version_says_so(desk: Desk, action: str, value: str) -> None:
    maya = desk.person("maya")
    maya.forge(logtime(desk, "2h ACME-101"), "b", action, value)
    assert "I was updated since that was sent" in maya.messages("desk")[-1]["text"]
    assert minutes(desk.bot) == [120]


def test_a_menu_of_another_version_offers_nothing_and_is_no_fault(desk: Desk, logged: Callable[[], str]) -> None:
    app = slack_app(slack_door(desk.bot, desk.sandbox))
    typed = {"type": "block_suggestion", "action_id": "timekeeping.gone", "block_id": "job", "value": "a"}
    body = typed | {"team": {"id": TEAM}, "user": {"id": "U0MAYA", "team_id": TEAM}}
    answer = app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert (answer.status, json.loads(answer.body)) == (200, {"options": []})
    assert "unknown_id" in logged()
    assert '"event": "fault"' not in logged()


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1518467820, "api_app_id": "A0"},
        {"type": "view_closed", "view": {"type": "modal", "callback_id": "timekeeping.save_entry"}},
        {"type": "event_callback", "event": {"type": "channel_left", "channel": "C0DESK"}},
    ],
    ids=lambda payload: payload["type"],
)
def test_what_no_handler_takes_is_acknowledged(desk: Desk, payload: Json, logged: Callable[[], str]) -> None:
    app = slack_app(slack_door(desk.bot, desk.sandbox))
    body = {"team": {"id": TEAM}, "team_id": TEAM, "user": {"id": "U0MAYA", "team_id": TEAM}} | payload
    answer = app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert (answer.status, answer.body) == (200, "")
    assert "not_handled" in logged()


def test_a_command_that_no_handler_takes_is_answered(desk: Desk) -> None:
    app = slack_app(slack_door(desk.bot, desk.sandbox))
    body = {"command": "/gone", "text": "", "team_id": TEAM, "user_id": "U0MAYA", "channel_id": "C0DESK"}
    answer = app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert answer.status == 200
    assert "I don't know that command" in json.loads(answer.body)["text"]


def test_a_module_without_a_command_reads_lines_as_the_module_that_takes_its_choices() -> None:
    command = Command("logtime", "Log time", "2h ACME-101", take)
    known = table_of(
        [Doors(events={"app_mention": hear}, takes_choices=choose), Doors([command], takes_choices=choose)]
    )
    assert known.command_of[hear] == known.command_of[take] == command
    assert known.takes_choices[hear] is choose


def test_two_handlers_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two handlers have the id slack.hear"):
        table_of([Doors(clicks=[hear]), Doors(clicks=[hear])])


def hear(asked: object) -> None: ...


def take(asked: object) -> None: ...


def choose(asked: object) -> None: ...
