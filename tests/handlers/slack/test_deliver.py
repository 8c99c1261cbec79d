"""Bringing notices to Slack while Slack has its moods."""

from typing import Any

import pytest

from bot.messaging.outbox import RetryAfter
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply
from handlers.slack.deliver import SlackDelivery
from handlers.slack.kit.client import slack_client
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.platform import SLACK
from sandbox.faults import Loss
from storage.messaging.notices import Destination
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk


def replies(desk: Desk) -> list[str]:
    return [message["text"] for message in desk.person("maya").messages() if message["bot_id"]]


def posts(desk: Desk) -> int:
    return len([call for call in desk.sandbox.calls if call.method == "chat.postMessage"])


def ask(desk: Desk) -> None:
    desk.person("maya").direct("2h ACME-101")
    desk.sandbox.wait_until_quiet()


def test_retry_after_is_kept_to_the_second(desk: Desk, clock: FixedClock) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", status=429, retry_after=30)
    ask(desk)
    desk.outbox.drain()
    clock.forward(seconds=29)
    desk.outbox.drain()
    assert (replies(desk), posts(desk)) == ([], 1)
    clock.forward(seconds=2)
    desk.outbox.drain()
    assert len(replies(desk)) == 1


@pytest.mark.parametrize("loss", ["status", "connection", "half"])
def test_a_message_that_arrived_though_its_answer_was_lost_is_found_and_not_sent_twice(
    desk: Desk, clock: FixedClock, loss: Loss
) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer=loss)
    ask(desk)
    for _ in range(3):
        desk.outbox.drain()
        clock.forward(seconds=10)
    assert len(replies(desk)) == 1
    assert posts(desk) == 1
    desk.person("maya").click(desk.person("maya").messages()[-1], "Undo")
    desk.settle()
    assert "Undone" in replies(desk)[0]


@pytest.mark.parametrize("fault", [{"status": 429}, {"status": 503}, {"lose_answer": "connection"}])
def test_a_doubt_stays_until_the_look_up_has_answered(desk: Desk, clock: FixedClock, fault: dict[str, Any]) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer="connection")
    desk.sandbox.faults.fail_next("conversations.history", **fault)
    ask(desk)
    for _ in range(3):
        desk.outbox.drain()
        clock.forward(seconds=10)
    assert (len(replies(desk)), posts(desk)) == (1, 1)


@pytest.mark.parametrize("loss", ["status", "connection", "half"])
def test_a_rendering_whose_answer_was_lost_is_done_later(desk: Desk, clock: FixedClock, loss: Loss) -> None:
    maya = desk.person("maya")
    ask(desk)
    desk.outbox.drain()
    maya.click(maya.messages()[-1], "Undo")
    desk.sandbox.faults.fail_next("chat.update", lose_answer=loss)
    for _ in range(2):
        desk.settle()
        clock.forward(seconds=10)
    assert [call.method for call in desk.sandbox.calls].count("chat.update") == 2
    assert "Undone" in replies(desk)[0]


@pytest.mark.parametrize("loss", ["status", "connection", "half"])
def test_a_click_whose_answer_is_lost_is_done_all_the_same(desk: Desk, loss: Loss) -> None:
    maya = desk.person("maya")
    answer = maya.command("desk", "/logtime", "2h ACME-101").appeared[0]
    desk.sandbox.faults.fail_next("response_url", lose_answer=loss)
    assert maya.click(answer, "Undo").ok
    assert ["Undone" in message["text"] for message in maya.messages("desk")] == [True]


def test_a_message_that_never_arrived_is_sent_again(desk: Desk, clock: FixedClock) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", status=503)
    ask(desk)
    desk.outbox.drain()
    assert replies(desk) == []
    clock.forward(seconds=10)
    desk.outbox.drain()
    assert len(replies(desk)) == 1


def test_what_slack_refuses_for_good_is_set_aside_without_a_loop(desk: Desk, clock: FixedClock) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error="channel_not_found")
    ask(desk)
    desk.outbox.drain()
    clock.forward(minutes=10)
    assert desk.outbox.drain() == 0
    assert posts(desk) == 1


def test_a_reply_in_a_thread_stays_in_the_thread(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    root = maya.direct("help").raw["message"]
    desk.settle()
    maya.say(maya.direct_channel(), "2h ACME-101", thread_ts=root["ts"])
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer="status")
    desk.settle()
    clock.forward(seconds=10)
    desk.outbox.drain()
    thread = maya.messages(maya.direct_channel(), root["ts"])
    assert [message["text"][:6] for message in thread if message["bot_id"]] == ["Logged"]


def test_slack_away_is_waited_for(desk: Desk) -> None:
    away = SlackDelivery(SlackDoor(desk.bot, slack_client("xoxb-1", "http://127.0.0.1:1/api/")))
    destination = Destination(SLACK, "T0HARBOUR", "D0")
    outcome = away.send(LineAnsweredReply(answer=HelpTold()), destination, "k", maybe_sent=False)
    assert isinstance(outcome, RetryAfter)
    assert isinstance(away.render_again(LineAnsweredReply(answer=HelpTold()), destination, "1.2"), RetryAfter)
