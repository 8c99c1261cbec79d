"""Events: messages, mentions, the app's page; retries and doubles."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox

Bot = Any
Json = dict[str, Any]


def events(sandbox: Sandbox) -> list[Json]:
    return [delivery.payload["event"] for delivery in sandbox.deliveries if delivery.kind == "event"]


def test_a_mention_reaches_the_bot_and_its_answer_the_thread(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.event("app_mention")(lambda event, say: say("Here", thread_ts=event["ts"]))
    maya = sandbox.as_person("maya")

    asked = maya.mention("desk", "status?").raw["message"]

    maya.wait_for(lambda me: [m["text"] for m in me.messages("desk", asked["ts"])][1:] == ["Here"])
    assert asked["text"] == "<@U0SANDBOX01> status?"
    assert maya.messages("desk")[0]["reply_count"] == 1


def test_a_direct_message_and_the_bots_own_answer_both_raise_message_events(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.message("hello")(lambda say: say("Good morning"))
    maya = sandbox.as_person("maya")

    maya.direct("hello")

    maya.wait_for_message(None, "Good morning")
    sandbox.wait_for(lambda: len(events(sandbox)) == 2)
    asked, answered = sorted(events(sandbox), key=lambda event: str(event["ts"]))
    assert (asked["channel_type"], asked["user"]) == ("im", "U0MAYA")
    assert answered["bot_id"] == "B0SANDBOX01"


def test_a_mention_that_is_edited_is_sent_again_under_another_event_id(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.event("app_mention")(lambda: None)
    maya = sandbox.as_person("maya")
    asked = maya.mention("desk", "2h").raw["message"]

    assert maya.edit(asked, "@Jobjacket 3h").ok
    sandbox.wait_for(lambda: len(events(sandbox)) == 2)

    first, second = sorted(events(sandbox), key=lambda event: "edited" in event)
    assert ("edited" in first, second["edited"]["user"]) == (False, "U0MAYA")
    assert first["ts"] == second["ts"]
    assert len({delivery.payload["event_id"] for delivery in sandbox.deliveries}) == 2


def test_only_a_message_of_ones_own_can_be_edited(sandbox: Sandbox) -> None:
    said = sandbox.as_person("maya").say("desk", "mine").raw["message"]
    assert sandbox.as_person("priya").edit(said, "yours").error == "cant_update_message"


def test_the_wrapping_names_the_team_and_a_unique_event(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.event("app_mention")(lambda: None)
    sandbox.as_person("omar").mention("shared", "hi")
    sandbox.wait_for(lambda: sandbox.deliveries)

    payload = sandbox.deliveries[0].payload
    assert payload["team_id"] == "T0HOME"
    assert payload["event"]["team"] == "T0AWAY"
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["user_id"] == "U0SANDBOX01"
    assert payload["is_ext_shared_channel"]


def test_what_the_manifest_does_not_subscribe_to_is_not_sent(manifest: Json, workspace: Json) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    with Sandbox(manifest, workspace, request_url="http://127.0.0.1:1/") as sandbox:
        maya = sandbox.as_person("maya")
        maya.mention("desk", "hi")
        maya.direct("hi")
        maya.open_home()

        sandbox.wait_until_quiet()
        assert sandbox.deliveries == []


def test_a_channel_message_without_a_mention_is_not_sent(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.as_person("maya").say("desk", "just talking")
    sandbox.as_person("maya").mention("open", "the bot is not in here")

    sandbox.wait_until_quiet()
    assert sandbox.deliveries == []


def test_an_event_that_failed_comes_again_with_the_same_id_and_its_number(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.retry_waits = (0, 0, 0)

    sandbox.as_person("maya").mention("desk", "hi")

    sandbox.wait_for(lambda: len(sandbox.deliveries) == 4)
    numbers = [delivery.headers.get("x-slack-retry-num") for delivery in sandbox.deliveries]
    assert numbers == [None, "1", "2", "3"]
    assert sandbox.deliveries[1].headers["x-slack-retry-reason"] == "http_error"
    assert len({delivery.payload["event_id"] for delivery in sandbox.deliveries}) == 1


def test_an_event_is_not_sent_again_once_it_is_acknowledged(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.retry_waits = (0, 0, 0)
    seen: list[Json] = []

    @bot.app.event("app_mention")
    def fail_once(event: Json) -> None:
        seen.append(event)
        if len(seen) == 1:
            raise RuntimeError

    sandbox.as_person("maya").mention("desk", "hi")

    sandbox.wait_for(lambda: len(sandbox.deliveries) == 2)
    sandbox.wait_until_quiet()
    assert [delivery.status for delivery in sandbox.deliveries] == [500, 200]


def test_a_doubled_event_comes_twice(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.event("app_mention")(lambda: None)
    sandbox.faults.duplicate_deliveries = 1

    sandbox.as_person("maya").mention("desk", "hi")

    sandbox.wait_for(lambda: len(sandbox.deliveries) == 2)
    assert sandbox.deliveries[0].payload == sandbox.deliveries[1].payload


def test_opening_the_apps_page_lets_the_bot_publish_it(sandbox: Sandbox, bot: Bot) -> None:
    view = {"type": "home", "blocks": [{"type": "divider", "block_id": "d"}]}
    bot.app.event("app_home_opened")(lambda client, event: client.views_publish(user_id=event["user"], view=view))
    maya = sandbox.as_person("maya")

    first = maya.open_home()
    maya.wait_for(lambda me: me.home())
    sandbox.wait_until_quiet()
    second = maya.open_home()
    sandbox.wait_for(lambda: len(events(sandbox)) == 2)

    assert first.raw["view"] is None
    assert second.raw["view"]["blocks"] == view["blocks"]
    assert [event.get("view", {}).get("type") for event in events(sandbox)] == [None, "home"]


def test_a_changed_and_a_deleted_message_in_a_direct_message_are_told(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.retry_waits = ()
    posted = client.chat_postMessage(channel="U0MAYA", text="a")
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="b")
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])

    sandbox.wait_for(lambda: len(events(sandbox)) == 3)
    assert {event.get("subtype") for event in events(sandbox)} == {None, "message_changed", "message_deleted"}


@pytest.mark.parametrize(
    ("setting", "value"), [("messages_tab_enabled", False), ("messages_tab_read_only_enabled", True)]
)
def test_without_a_messages_tab_nobody_can_write_to_the_bot(
    manifest: Json, workspace: Json, setting: str, value: bool
) -> None:
    manifest["features"]["app_home"][setting] = value
    with Sandbox(manifest, workspace) as sandbox:
        assert sandbox.as_person("maya").direct("hi").error == "restricted_action"


def test_without_a_home_tab_there_is_no_home_view(manifest: Json, workspace: Json) -> None:
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    with Sandbox(manifest, workspace) as sandbox:
        assert sandbox.as_person("maya").open_home().error == "not_enabled"
