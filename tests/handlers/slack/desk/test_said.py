"""Direct messages: each gets one answer, also where it was edited or comes from a thread."""

from datetime import UTC, datetime, timedelta

import pytest
from slack_bolt import BoltRequest

from bot.core import REMEMBERED_FOR, forget_old_deliveries
from handlers.slack.app import slack_app
from tests.conftest import TEAM, FixedClock
from tests.handlers.conftest import Desk, Json, buttons, slack_door
from tests.handlers.slack.timekeeping.test_time_entries import minutes


def replies(desk: Desk) -> list[str]:
    return [message["text"] for message in desk.person("maya").messages() if message["bot_id"]]


def said(desk: Desk, text: str) -> Json:
    message: Json = desk.person("maya").direct(text).raw["message"]
    desk.settle()
    return message


def edit(desk: Desk, message: Json, text: str) -> None:
    desk.person("maya").edit(message, text)
    desk.settle()


def test_a_line_that_was_refused_is_logged_once_it_is_edited_right(desk: Desk) -> None:
    message = said(desk, "ACME-101")
    edit(desk, message, "2h ACME-101")
    (reply,) = replies(desk)
    assert "2h on ACME-101" in reply
    assert minutes(desk.bot) == [120]


def test_a_line_that_is_edited_logs_nothing_twice_and_offers_edit(desk: Desk) -> None:
    message = said(desk, "2h ACME-101")
    edit(desk, message, "3h ACME-102")
    edit(desk, message, "4h ACME-102")
    first, second, third = replies(desk)
    assert "2h on ACME-101" in first
    assert second == third
    assert "2h on ACME-101" in second
    assert "Edit" in buttons(desk.person("maya").messages()[-1]["blocks"])
    assert minutes(desk.bot) == [120]


@pytest.mark.parametrize("before", ["help", "ACME-101", "what's late for ACME?"])
def test_an_edited_line_that_is_refused_says_why(desk: Desk, before: str) -> None:
    message = said(desk, before)
    edit(desk, message, "2h ACME-099")
    (reply,) = replies(desk)
    assert "closed" in reply


def test_an_edited_question_is_answered_again(desk: Desk) -> None:
    message = said(desk, "2h")
    edit(desk, message, "what's late for ACME?")
    edit(desk, message, "what's open for ACME?")
    assert len(replies(desk)) == 3


def test_a_message_whose_text_did_not_change_was_not_edited(desk: Desk) -> None:
    message = said(desk, "2h ACME-101")
    edit(desk, message, "2h ACME-101")
    assert len(replies(desk)) == 1


def test_an_edited_line_that_is_too_old_to_be_known_is_not_guessed_about(desk: Desk, clock: FixedClock) -> None:
    message = said(desk, "2h ACME-101")
    clock.now = datetime.fromtimestamp(float(message["ts"]), UTC) + REMEMBERED_FOR + timedelta(minutes=1)
    forget_old_deliveries(desk.bot)
    edit(desk, message, "3h ACME-101")
    assert "3 days" in replies(desk)[-1]
    assert minutes(desk.bot) == [120]


def test_a_line_in_a_thread_that_is_also_sent_to_the_conversation_is_logged(desk: Desk) -> None:
    channel = desk.person("maya").direct_channel()
    event = {"type": "message", "subtype": "thread_broadcast", "channel": channel, "channel_type": "im"}
    event |= {"user": "U0MAYA", "team": TEAM, "text": "2h ACME-101", "ts": "1700000001.000001"}
    body = {"type": "event_callback", "team_id": TEAM, "event": event, "event_id": "Ev1"}
    answer = slack_app(slack_door(desk.bot, desk.sandbox)).dispatch(BoltRequest(mode="socket_mode", body=body))
    assert answer.status == 200
    assert minutes(desk.bot) == [120]
