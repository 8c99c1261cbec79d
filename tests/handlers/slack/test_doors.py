"""What the door does for all rooms: the table it reads, and clicks that this version can't read."""

import json
from collections.abc import Callable

import pytest
from slack_bolt import BoltRequest

from handlers.slack.app import slack_app
from handlers.slack.kit.doors import Command, Doors
from handlers.slack.table import table_of
from tests.conftest import TEAM
from tests.handlers.conftest import Desk, slack_door
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
