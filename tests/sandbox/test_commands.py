"""Slash commands, over signed HTTP."""

import time
from typing import Any

import pytest

from sandbox import Sandbox

Bot = Any


def test_the_answer_in_the_acknowledgement_is_seen_by_the_author_alone(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.command("/logtime")(lambda ack, command: ack(f"Logged {command['text']}"))

    outcome = sandbox.as_person("maya").command("desk", "/logtime", "2h ACME-101")

    assert outcome.ok
    assert outcome.text == "Logged 2h ACME-101"
    assert outcome.appeared[0]["ephemeral"]
    assert sandbox.as_person("priya").messages("desk") == []


def test_an_answer_in_channel_is_seen_by_all(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.command("/logtime")(lambda ack: ack(text="Hello all", response_type="in_channel"))

    sandbox.as_person("maya").command("desk", "/logtime")

    assert [m["text"] for m in sandbox.as_person("priya").messages("desk")] == ["Hello all"]


def test_a_command_tells_who_where_and_what(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.command("/logtime")(lambda ack: ack())

    outcome = sandbox.as_person("hannah").command("desk", "/logtime", " 2h ")

    assert outcome.ok
    assert outcome.appeared == []
    payload = sandbox.deliveries[0].payload
    expected = {"team_id": "T0HOME", "team_domain": "home", "channel_id": "C0DESK", "channel_name": "desk"}
    expected |= {"user_id": "U0HANNAH", "user_name": "hannah", "command": "/logtime", "text": "2h"}
    assert expected.items() <= payload.items()
    assert payload["response_url"].startswith(sandbox.url)


@pytest.mark.parametrize(
    ("person", "channel", "command", "thread", "error"),
    [
        ("maya", "desk", "/logtime", "1.1", "not_in_thread"),
        ("omar", "shared", "/logtime", None, "restricted_action"),
        ("maya", "desk", "/nothing", None, "unknown_command"),
        ("maya", "boss", "/logtime", None, "channel_not_found"),
    ],
)
def test_a_command_is_refused_before_the_bot_hears_of_it(
    sandbox: Sandbox, bot: Bot, person: str, channel: str, command: str, thread: str | None, error: str
) -> None:
    outcome = sandbox.as_person(person).command(channel, command, thread_ts=thread)

    assert outcome.error == error
    assert sandbox.deliveries == []


def test_a_late_acknowledgement_is_a_timeout(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.ack_within = 0.05
    bot.app.command("/logtime")(lambda ack: (time.sleep(0.1), ack("late")))

    outcome = sandbox.as_person("maya").command("desk", "/logtime")

    assert outcome.error == "operation_timeout"
    assert outcome.appeared == []


def test_a_command_that_nobody_listens_to_is_dispatch_failed(sandbox: Sandbox, bot: Bot) -> None:
    assert sandbox.as_person("maya").command("desk", "/logtime").error == "dispatch_failed"
    assert sandbox.deliveries[0].status == 404


def test_without_any_address_the_app_did_not_respond(sandbox: Sandbox) -> None:
    assert sandbox.as_person("maya").command("desk", "/logtime").error == "dispatch_failed"


@pytest.mark.parametrize(
    "answer",
    [
        {"text": "x", "blocks": [{"type": "section"}]},
        {"text": "x", "response_type": "loud"},
        {"attachments": [{"text": "old"}]},
    ],
)
def test_an_answer_that_slack_refuses_is_dispatch_failed(sandbox: Sandbox, bot: Bot, answer: dict[str, Any]) -> None:
    bot.app.command("/logtime")(lambda ack: ack(**answer))

    outcome = sandbox.as_person("maya").command("desk", "/logtime")

    assert outcome.error == "dispatch_failed"
    assert outcome.appeared == []


def test_a_doubled_command_comes_twice_at_once_with_one_trigger_id(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.command("/logtime")(lambda ack: ack("once"))
    sandbox.faults.duplicate_deliveries = 1

    outcome = sandbox.as_person("maya").command("desk", "/logtime")

    assert len(outcome.appeared) == 1
    assert len(sandbox.deliveries) == 2
    assert sandbox.deliveries[0].payload == sandbox.deliveries[1].payload


def test_users_and_channels_are_escaped_only_where_the_manifest_says_so(sandbox: Sandbox, bot: Bot) -> None:
    for command in ("/logtime", "/brief"):
        bot.app.command(command)(lambda ack, command: ack(command["text"]))
        sandbox.as_person("maya").command("desk", command, "@priya in #desk")

    texts = [delivery.payload["text"] for delivery in sandbox.deliveries]
    assert texts == ["@priya in #desk", "<@U0PRIYA> in <#C0DESK|desk>"]


def test_a_wrong_signing_secret_is_noticed_by_the_bot(
    sandbox: Sandbox, bot: Bot, manifest: Any, workspace: Any
) -> None:
    with Sandbox(manifest, workspace, request_url=sandbox.request_url) as other:
        other.as_person("maya").command("desk", "/logtime")

        assert other.deliveries[0].status == 401


def test_each_kind_of_delivery_has_its_own_address_in_the_manifest(
    sandbox: Sandbox, bot: Bot, manifest: Any, workspace: Any
) -> None:
    url = sandbox.request_url
    for command in manifest["features"]["slash_commands"]:
        command["url"] = f"{url}/commands"
    manifest["settings"]["event_subscriptions"]["request_url"] = f"{url}/events"
    manifest["settings"]["interactivity"]["request_url"] = f"{url}/interactive"
    with Sandbox(manifest, workspace) as other:
        other.faults.retry_waits = ()
        maya = other.as_person("maya")
        maya.command("desk", "/logtime")
        maya.shortcut("log_time")
        maya.mention("desk", "hi")
        other.wait_for(lambda: len(other.deliveries) == 3)

        # Another sandbox's signature: the bot was reached, and refused each of them.
        assert [delivery.status for delivery in other.deliveries] == [401, 401, 401]


def test_a_bot_that_is_away_is_dispatch_failed(sandbox: Sandbox) -> None:
    sandbox.request_url = "http://127.0.0.1:1/"

    assert sandbox.as_person("maya").command("desk", "/logtime").error == "dispatch_failed"
    assert sandbox.deliveries[0].reason == "connection_failed"
