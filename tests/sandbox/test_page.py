"""What the page is told: the workspace, the sidebar, live events."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox

Json = dict[str, Any]


def get(sandbox: Sandbox, path: str) -> Json:
    with urllib.request.urlopen(sandbox.url + path, timeout=5) as answer:
        read: Json = json.load(answer)
        return read


@contextmanager
def live(sandbox: Sandbox, user: str) -> Iterator[Iterator[Json]]:
    """The events that this person's page is told, as they come."""
    with urllib.request.urlopen(f"{sandbox.url}/browser/live?as={user}", timeout=5) as stream:
        stream.readline()
        yield (json.loads(line[6:]) for line in stream if line.startswith(b"data: "))


def test_the_workspace_says_who_is_here_and_what_the_app_offers(sandbox: Sandbox) -> None:
    told = get(sandbox, "/browser/workspace?as=U0MAYA")

    assert {person["name"]: person["kind"] for person in told["people"]} == {
        "maya": "member",
        "priya": "member",
        "hannah": "guest",
        "omar": "external",
        "jobjacket": "bot",
    }
    assert told["commands"][0] == {"command": "/logtime", "description": "Log time", "usage_hint": "2h ACME-101"}
    assert [one["type"] for one in told["shortcuts"]] == ["global", "message"]
    assert told["app"]["home"]


def test_a_person_sees_their_own_channels_and_what_is_unread(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel="C0SHARED", text="UnpromptedNotice")

    told = get(sandbox, "/browser/conversations?as=U0OMAR")
    sandbox.as_person("omar").messages("shared")
    after = get(sandbox, "/browser/conversations?as=U0OMAR")

    assert [(one["name"], one["is_shared"], one["unread"]) for one in told["channels"]] == [("shared", True, 1)]
    assert after["channels"][0]["unread"] == 0
    assert get(sandbox, "/browser/messages?as=U0OMAR&channel=C0DESK")["error"] == "channel_not_found"


def test_a_page_is_told_of_messages_in_its_channels_and_of_no_others(sandbox: Sandbox, client: WebClient) -> None:
    with live(sandbox, "U0OMAR") as events:
        client.chat_postMessage(channel="C0DESK", text="Not for Omar")
        client.chat_postEphemeral(channel="C0SHARED", user="U0MAYA", text="Nor this")
        posted = client.chat_postMessage(channel="C0SHARED", text="For Omar")
        client.chat_update(channel="C0SHARED", ts=posted["ts"], text="For Omar too")
        client.chat_postMessage(channel="C0SHARED", text="Reply", thread_ts=posted["ts"])
        client.chat_delete(channel="C0SHARED", ts=posted["ts"])

        told = [next(events) for _ in range(5)]

    texts = [(event["type"], event.get("message", {}).get("text")) for event in told]
    assert texts == [
        ("message", "For Omar"),
        ("message_changed", "For Omar too"),
        ("message", "Reply"),
        ("message_changed", "For Omar too"),
        ("message_deleted", None),
    ]
    assert told[3]["message"]["reply_count"] == 1


def test_a_page_is_told_of_its_home_view_its_modal_and_the_clock(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.retry_waits = ()
    with live(sandbox, "U0MAYA") as events:
        client.views_publish(user_id="U0MAYA", view={"type": "home", "blocks": []})
        client.conversations_open(users="U0MAYA")
        body = json.dumps({"seconds": 60}).encode()
        urllib.request.urlopen(sandbox.url + "/clock/forward", body, timeout=5).close()

        assert [next(events)["type"] for _ in range(3)] == ["home", "conversation", "clock"]


def test_another_host_name_is_refused(sandbox: Sandbox) -> None:
    request = urllib.request.Request(f"{sandbox.url}/browser/workspace", headers={"host": "evil.example"})

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)
    with refused.value as answer:
        assert answer.code == 400
