"""Calls that fail when a test asks for it."""

from http.client import IncompleteRead, RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from sandbox.faults import Loss


def test_a_rate_limit_names_when_to_come_back(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.fail_next("chat.postMessage", status=429, retry_after=7)

    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C0DESK", text="x")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["retry-after"] == "7"
    assert client.chat_postMessage(channel="C0DESK", text="x")["ok"]
    assert [call.answer is None for call in sandbox.calls] == [True, False]


def test_an_error_of_slacks_does_nothing(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.fail_next("chat.postMessage", error="channel_not_found")

    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel="C0DESK", text="x")

    assert sandbox.as_person("maya").messages("desk") == []


def test_a_lost_answer_has_done_its_work(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.fail_next("chat.postMessage", lose_answer="status")

    with pytest.raises(SlackApiError) as lost:
        client.chat_postMessage(channel="C0DESK", text="x")

    assert lost.value.response.status_code == 500
    assert len(sandbox.as_person("maya").messages("desk")) == 1


@pytest.mark.parametrize(("loss", "seen"), [("connection", RemoteDisconnected), ("half", IncompleteRead)])
def test_a_connection_can_close_after_the_work_was_done(
    sandbox: Sandbox, client: WebClient, loss: Loss, seen: type[Exception]
) -> None:
    client.retry_handlers = []
    sandbox.faults.fail_next("chat.postMessage", lose_answer=loss)

    with pytest.raises(seen):
        client.chat_postMessage(channel="C0DESK", text="x")

    assert len(sandbox.as_person("maya").messages("desk")) == 1
