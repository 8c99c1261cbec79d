"""Clicks and choices in messages; response urls."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from sandbox import Sandbox

Bot = Any
Json = dict[str, Any]


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


APPROVE: Json = {
    "type": "button",
    "action_id": "approve",
    "value": "7",
    "text": {"type": "plain_text", "text": "Approve"},
}
PICKS: Json = {"type": "static_select", "action_id": "pick", "options": [option("one"), option("two")]}
MORE: Json = {"type": "overflow", "action_id": "more", "options": [option("edit"), option("drop")]}
DAY: Json = {"type": "datepicker", "action_id": "day", "initial_date": "2026-03-12"}
BLOCKS: list[Json] = [{"type": "actions", "block_id": "do", "elements": [APPROVE, PICKS, MORE, DAY]}]


@pytest.fixture
def posted(sandbox: Sandbox, bot: Bot, client: WebClient) -> Json:
    """A message with buttons in a shared channel, as Maya sees it."""
    client.chat_postMessage(channel="C0SHARED", text="Sign off?", blocks=BLOCKS)
    return sandbox.as_person("maya").messages("shared")[0]


def test_a_click_tells_who_where_and_what(sandbox: Sandbox, bot: Bot, posted: Json) -> None:
    bot.app.action("approve")(lambda ack: ack())

    assert sandbox.as_person("maya").click(posted, "Approve").ok

    payload = sandbox.deliveries[-1].payload
    assert payload["container"] | {"message_ts": posted["ts"], "channel_id": "C0SHARED"} == payload["container"]
    assert payload["message"]["ts"] == posted["ts"]
    assert payload["channel"] == {"id": "C0SHARED", "name": "shared"}
    action = payload["actions"][0]
    assert {"action_id": "approve", "block_id": "do", "value": "7", "type": "button"}.items() <= action.items()


def test_a_click_from_another_organisation_keeps_the_posting_team_and_the_clickers_own(
    sandbox: Sandbox, bot: Bot, posted: Json
) -> None:
    bot.app.action("approve")(lambda ack: ack())

    sandbox.as_person("omar").click(posted, "approve")

    payload = sandbox.deliveries[-1].payload
    assert (payload["team"]["id"], payload["user"]["team_id"]) == ("T0HOME", "T0AWAY")


def test_a_modal_from_another_organisations_click_is_theirs_to_submit(sandbox: Sandbox, bot: Bot, posted: Json) -> None:
    note = {"type": "input", "block_id": "n", "label": {"type": "plain_text", "text": "Note"}}
    note["element"] = {"type": "plain_text_input", "action_id": "note"}
    title = {"type": "plain_text", "text": "Changes"}
    view = {"type": "modal", "title": title, "submit": title, "callback_id": "changes", "blocks": [note]}
    bot.app.action("approve")(
        lambda ack, body, client: (client.views_open(trigger_id=body["trigger_id"], view=view), ack())
    )
    bot.app.view("changes")(lambda ack: ack())
    omar = sandbox.as_person("omar")

    opened = omar.click(posted, "approve").modal
    assert opened
    assert omar.submit(opened, {"Note": "Larger"}).ok

    payload = sandbox.deliveries[-1].payload
    assert (payload["type"], payload["team"]["id"], payload["user"]["team_id"]) == (
        "view_submission",
        "T0HOME",
        "T0AWAY",
    )
    assert sandbox.as_person("maya").submit(opened, {"Note": "No"}).error == "not_found"


@pytest.mark.parametrize(
    ("action_id", "choose", "field", "chosen"),
    [
        ("pick", "Two", "selected_option", option("two")),
        ("more", "drop", "selected_option", option("drop")),
        ("day", "2026-03-13", "selected_date", "2026-03-13"),
    ],
)
def test_a_choice_comes_in_the_elements_own_words(
    sandbox: Sandbox, bot: Bot, posted: Json, action_id: str, choose: str, field: str, chosen: Any
) -> None:
    bot.app.action(action_id)(lambda ack: ack())

    assert sandbox.as_person("maya").click(posted, action_id, choose).ok

    assert sandbox.deliveries[-1].payload["actions"][0][field] == chosen


def test_the_state_of_a_message_has_every_choice(sandbox: Sandbox, bot: Bot, posted: Json) -> None:
    bot.app.action("pick")(lambda ack: ack())

    sandbox.as_person("maya").click(posted, "pick", "one")

    values = sandbox.deliveries[-1].payload["state"]["values"]["do"]
    assert values["pick"]["selected_option"]["value"] == "one"
    assert values["day"]["selected_date"] == "2026-03-12"


def test_what_is_not_offered_cannot_be_clicked_but_can_be_forged(sandbox: Sandbox, bot: Bot, posted: Json) -> None:
    bot.app.action("steal")(lambda ack: ack())
    omar = sandbox.as_person("omar")

    assert omar.click(posted, "pick", "three").error == "invalid_option"
    assert sandbox.deliveries == []
    assert omar.forge(posted, "do", "steal", "99").ok
    assert sandbox.deliveries[-1].payload["actions"][0]["value"] == "99"


def test_someone_who_is_not_in_the_channel_cannot_click(sandbox: Sandbox, bot: Bot, posted: Json) -> None:
    assert sandbox.as_person("priya").click(posted, "approve").error == "channel_not_found"


def test_the_acknowledgement_of_a_click_carries_no_body(sandbox: Sandbox, bot: Bot, posted: Json) -> None:
    bot.app.action("approve")(lambda ack: ack(text="Done"))

    assert sandbox.as_person("maya").click(posted, "approve").error == "dispatch_failed"


def test_without_interactivity_in_the_manifest_nothing_can_be_clicked(manifest: Json, workspace: Json) -> None:
    del manifest["settings"]["interactivity"]
    with Sandbox(manifest, workspace) as sandbox:
        WebClient(token=sandbox.bot_token, base_url=sandbox.api_url).chat_postMessage(
            channel="C0DESK", text="?", blocks=BLOCKS
        )
        maya = sandbox.as_person("maya")

        assert maya.click(maya.messages("desk")[0], "approve").error == "dispatch_failed"


@pytest.fixture
def confirmation(sandbox: Sandbox, bot: Bot) -> Json:
    """An ephemeral answer to Maya, with buttons."""
    bot.app.command("/logtime")(lambda ack: ack(text="Logged", blocks=BLOCKS))
    return sandbox.as_person("maya").command("desk", "/logtime").appeared[0]


def test_a_click_on_an_ephemeral_message_does_not_tell_the_message_again(
    sandbox: Sandbox, bot: Bot, confirmation: Json
) -> None:
    bot.app.action("approve")(lambda ack: ack())

    sandbox.as_person("maya").click(confirmation, "approve")

    payload = sandbox.deliveries[-1].payload
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"]


def test_nobody_else_can_click_an_ephemeral_message(sandbox: Sandbox, confirmation: Json) -> None:
    assert sandbox.as_person("priya").click(confirmation, "approve").error == "message_not_found"


def test_an_ephemeral_message_is_replaced_through_the_response_url(
    sandbox: Sandbox, bot: Bot, confirmation: Json
) -> None:
    bot.app.action("approve")(lambda ack, respond: (respond("Undone", replace_original=True), ack()))
    maya = sandbox.as_person("maya")

    maya.click(confirmation, "approve")

    assert [(m["text"], m["blocks"], m["ts"]) for m in maya.messages("desk")] == [("Undone", None, confirmation["ts"])]


def test_an_ephemeral_message_is_deleted_through_the_response_url(
    sandbox: Sandbox, bot: Bot, confirmation: Json
) -> None:
    bot.app.action("more")(lambda ack, respond: (respond(delete_original=True), ack()))
    maya = sandbox.as_person("maya")

    maya.click(confirmation, "more", "drop")

    assert maya.messages("desk") == []


def response_url(sandbox: Sandbox, bot: Bot) -> str:
    bot.app.command("/logtime")(lambda ack: ack())
    sandbox.as_person("maya").command("desk", "/logtime")
    return str(sandbox.deliveries[-1].payload["response_url"])


def test_a_response_url_can_be_used_five_times(sandbox: Sandbox, bot: Bot) -> None:
    hook = WebhookClient(response_url(sandbox, bot))

    answers = [hook.send(text=f"{number}") for number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert json.loads(answers[-1].body)["error"] == "used_url"


def test_a_response_url_lasts_thirty_minutes(sandbox: Sandbox, bot: Bot, now: Any) -> None:
    hook = WebhookClient(response_url(sandbox, bot))

    now.ahead = 29 * 60
    assert hook.send(text="in time").status_code == 200
    now.ahead = 31 * 60
    assert json.loads(hook.send(text="late").body)["error"] == "expired_url"


def test_a_response_url_of_our_own_making_leads_nowhere(sandbox: Sandbox) -> None:
    assert WebhookClient(f"{sandbox.url}/response/guess").send(text="x").status_code == 404


def test_a_response_url_takes_no_blocks_that_slack_refuses(sandbox: Sandbox, bot: Bot) -> None:
    hook = WebhookClient(response_url(sandbox, bot))

    assert "invalid_blocks" in hook.send(text="x", blocks=[{"type": "image"}]).body
