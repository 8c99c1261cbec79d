"""Calls that fail when a test asks for it."""

import json
from concurrent.futures import ThreadPoolExecutor
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


def test_a_fault_can_last_for_several_calls_and_be_about_one_channel(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.fail_next("chat.postMessage", times=2, channel="C0SHARED", error="is_archived")

    for _ in range(2):
        assert client.chat_postMessage(channel="C0DESK", text="x")["ok"]
        with pytest.raises(SlackApiError, match="is_archived"):
            client.chat_postMessage(channel="C0SHARED", text="x")

    assert client.chat_postMessage(channel="C0SHARED", text="x")["ok"]


@pytest.mark.parametrize(
    ("loss", "status", "begins"),
    [
        ("html", 200, "<!DOCTYPE"),
        ("html 404", 404, "<!DOCTYPE"),
        ("html 408", 408, "<!DOCTYPE"),
        ("half json", 200, '{"ok":true'),
        ("empty", 200, ""),
    ],
)
def test_an_answer_can_be_none_of_slacks(
    sandbox: Sandbox, client: WebClient, loss: Loss, status: int, begins: str
) -> None:
    client.retry_handlers = []
    sandbox.faults.fail_next("chat.postMessage", lose_answer=loss)

    answer = client._perform_urllib_http_request(
        url=f"{sandbox.api_url}chat.postMessage",
        args={"headers": {"Authorization": f"Bearer {sandbox.bot_token}"}, "json": {"channel": "C0DESK", "text": "x"}},
    )

    assert (answer["status"], answer["body"][: len(begins) or None]) == (status, begins)
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        json.loads(answer["body"])
    assert len(sandbox.as_person("maya").messages("desk")) == 1


def test_an_answer_is_held_back_until_it_is_released(sandbox: Sandbox, client: WebClient) -> None:
    held = sandbox.faults.hold_next("chat.postMessage")
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(client.chat_postMessage, channel="C0DESK", text="x")
        sandbox.wait_for(lambda: sandbox.calls)
        assert len(sandbox.as_person("maya").messages("desk")) == 1
        assert not answer.done()
        held.set()
        assert answer.result()["ok"]


def test_a_scope_that_is_taken_away_refuses_its_methods_until_it_is_granted_again(
    sandbox: Sandbox, client: WebClient
) -> None:
    sandbox.scopes.discard("channels:history")

    with pytest.raises(SlackApiError) as refused:
        client.conversations_history(channel="C0DESK")

    assert (refused.value.response["error"], refused.value.response["needed"]) == ("missing_scope", "channels:history")
    sandbox.scopes.add("channels:history")
    assert client.conversations_history(channel="C0DESK")["ok"]
