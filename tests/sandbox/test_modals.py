"""Modals: opening, submitting, the stack, external options."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox

Bot = Any
Json = dict[str, Any]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def question(name: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": name, "label": text(name.title()), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": text("Log time"), "submit": text("Log"), "blocks": list(blocks), **more}


NOTE = question("note", {"type": "plain_text_input", "action_id": "a", "min_length": 3, "max_length": 5})
JOB = question("job", {"type": "external_select", "action_id": "find", "min_query_length": 2}, optional=True)
DAY = question("day", {"type": "datepicker", "action_id": "a", "initial_date": "2026-03-12"})


def open_modal(sandbox: Sandbox, bot: Bot, view: Json) -> Json:
    """The view that Maya sees after her command."""
    bot.app.command("/logtime")(lambda ack, client, command: (open_with(client, command, view), ack()))
    shown = sandbox.as_person("maya").command("desk", "/logtime").modal
    assert shown is not None
    return shown


def open_with(client: Any, source: Json, view: Json) -> None:
    client.views_open(trigger_id=source["trigger_id"], view=view)


def test_a_submission_has_every_value_and_closes_the_modal(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(NOTE, DAY, JOB, callback_id="log", private_metadata="m"))
    bot.app.view("log")(lambda ack: ack())

    outcome = sandbox.as_person("maya").submit(view, {"Note": "copy"})

    assert outcome.ok
    assert outcome.modal is None
    submitted = sandbox.deliveries[-1].payload["view"]
    assert submitted["state"]["values"] == {
        "note": {"a": {"type": "plain_text_input", "value": "copy"}},
        "day": {"a": {"type": "datepicker", "selected_date": "2026-03-12"}},
        "job": {"find": {"type": "external_select", "selected_option": None}},
    }
    assert (submitted["callback_id"], submitted["private_metadata"]) == ("log", "m")
    assert submitted["root_view_id"] == submitted["id"] == view["id"]


@pytest.mark.parametrize("note", [None, "  ", "ab", "abcdef"])
def test_the_client_checks_inputs_before_the_bot_hears_of_them(sandbox: Sandbox, bot: Bot, note: str | None) -> None:
    view = open_modal(sandbox, bot, modal(NOTE))
    heard = len(sandbox.deliveries)

    outcome = sandbox.as_person("maya").submit(view, {"note": note})

    assert set(outcome.errors) == {"note"}
    assert len(sandbox.deliveries) == heard


def test_errors_stay_at_their_fields(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(NOTE, callback_id="log"))
    bot.app.view("log")(lambda ack: ack(response_action="errors", errors={"note": "Say more"}))

    outcome = sandbox.as_person("maya").submit(view, {"note": "copy"})

    assert outcome.errors == {"note": "Say more"}
    assert outcome.modal is not None
    assert outcome.modal["state"]["values"]["note"]["a"]["value"] == "copy"


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "No"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "explode"},
        {"text": "Done"},
    ],
)
def test_an_answer_that_slack_refuses_leaves_the_modal_open(sandbox: Sandbox, bot: Bot, answer: Json) -> None:
    view = open_modal(sandbox, bot, modal(NOTE, callback_id="log"))
    bot.app.view("log")(lambda ack: ack(**answer))

    outcome = sandbox.as_person("maya").submit(view, {"note": "copy"})

    assert outcome.error == "dispatch_failed"
    assert outcome.modal is not None


def test_update_keeps_the_view_and_what_was_entered(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(NOTE, callback_id="log"))
    bot.app.view("log")(lambda ack: ack(response_action="update", view=modal(NOTE, DAY)))

    after = sandbox.as_person("maya").submit(view, {"note": "copy"}).modal

    assert after is not None
    assert after["id"] == view["id"]
    assert after["hash"] != view["hash"]
    assert after["state"]["values"]["note"]["a"]["value"] == "copy"


def test_push_goes_three_high_and_close_comes_back(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(callback_id="log"))
    bot.app.view("log")(lambda ack: ack(response_action="push", view=modal(callback_id="log")))
    maya = sandbox.as_person("maya")

    second = maya.submit(view).modal
    assert second is not None
    third = maya.submit(second).modal
    assert third is not None
    assert (third["root_view_id"], third["previous_view_id"]) == (view["id"], second["id"])
    assert maya.submit(third).error == "dispatch_failed"
    assert maya.close(third).modal == second


def test_clear_closes_the_whole_stack(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(callback_id="first"))
    bot.app.view("first")(lambda ack: ack(response_action="push", view=modal(callback_id="second")))
    bot.app.view("second")(lambda ack: ack(response_action="clear"))
    maya = sandbox.as_person("maya")

    second = maya.submit(view).modal
    assert second is not None
    assert maya.submit(second).modal is None


@pytest.mark.parametrize("notify", [True, False])
def test_the_bot_hears_of_a_closed_modal_only_if_it_asked(sandbox: Sandbox, bot: Bot, notify: bool) -> None:
    view = open_modal(sandbox, bot, modal(callback_id="log", notify_on_close=notify))
    bot.app.view_closed("log")(lambda ack: ack())

    assert sandbox.as_person("maya").close(view).modal is None

    assert (sandbox.deliveries[-1].payload.get("type") == "view_closed") is notify


def refusal(bot: Bot, trigger_id: str, method: str = "views_open", view: Json | None = None) -> str | None:
    try:
        getattr(bot.client, method)(trigger_id=trigger_id, view=view or modal())
    except SlackApiError as error:
        return str(error.response["error"])
    return None


def trigger(sandbox: Sandbox, bot: Bot) -> str:
    bot.app.command("/logtime")(lambda ack: ack())
    sandbox.as_person("maya").command("desk", "/logtime")
    return str(sandbox.deliveries[-1].payload["trigger_id"])


def test_a_trigger_id_opens_one_view_only(sandbox: Sandbox, bot: Bot) -> None:
    trigger_id = trigger(sandbox, bot)

    assert refusal(bot, trigger_id) is None
    assert refusal(bot, trigger_id) == "exchanged_trigger_id"


def test_a_trigger_id_lasts_three_seconds(sandbox: Sandbox, bot: Bot, now: Any) -> None:
    early, late = trigger(sandbox, bot), trigger(sandbox, bot)

    now.ahead = 2.5
    assert refusal(bot, early) is None
    now.ahead = 3.5
    assert refusal(bot, late) == "expired_trigger_id"


def test_an_invented_trigger_id_opens_nothing(sandbox: Sandbox, bot: Bot) -> None:
    assert refusal(bot, "12.34.abc") == "invalid_trigger_id"


def test_nothing_is_pushed_where_nothing_is_open(sandbox: Sandbox, bot: Bot) -> None:
    assert refusal(bot, trigger(sandbox, bot), "views_push") == "not_found"


def test_an_external_id_stands_for_one_view(sandbox: Sandbox, bot: Bot) -> None:
    assert refusal(bot, trigger(sandbox, bot), view=modal(external_id="x")) is None
    assert refusal(bot, trigger(sandbox, bot), view=modal(external_id="x")) == "duplicate_external_id"
    assert bot.client.views_update(external_id="x", view=modal(external_id="x", callback_id="c"))["ok"]


def test_an_update_with_an_old_hash_conflicts(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal())
    bot.client.views_update(view_id=view["id"], hash=view["hash"], view=modal(NOTE))

    with pytest.raises(SlackApiError, match="hash_conflict"):
        bot.client.views_update(view_id=view["id"], hash=view["hash"], view=modal(DAY))


def test_a_closed_view_cannot_be_updated(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal())
    sandbox.as_person("maya").close(view)

    with pytest.raises(SlackApiError, match="not_found"):
        bot.client.views_update(view_id=view["id"], view=modal())


def suggest(ack: Any, payload: Json) -> None:
    ack(options=[{"text": text(payload["value"].upper()), "value": "1"}])


def test_an_external_select_asks_the_bot_and_the_choice_is_submitted(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(JOB, callback_id="log"))
    bot.app.options("find")(suggest)
    bot.app.view("log")(lambda ack: ack())
    maya = sandbox.as_person("maya")

    (acme,) = maya.options(view, "find", "acme")
    maya.submit(view, {"job": acme})

    chosen = sandbox.deliveries[-1].payload["view"]["state"]["values"]["job"]["find"]["selected_option"]
    assert chosen == {"text": text("ACME"), "value": "1"}


def test_a_query_shorter_than_the_least_is_not_asked(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(JOB))
    heard = len(sandbox.deliveries)

    assert sandbox.as_person("maya").options(view, "find", "a") == []
    assert len(sandbox.deliveries) == heard


def test_over_http_options_need_their_address_in_the_manifest(manifest: Json, workspace: Json) -> None:
    del manifest["settings"]["interactivity"]["message_menu_options_url"]
    with Sandbox(manifest, workspace, request_url="http://127.0.0.1:1/") as sandbox:
        block = {"type": "actions", "elements": [JOB["element"]]}
        WebClient(token=sandbox.bot_token, base_url=sandbox.api_url).views_publish(
            user_id="U0MAYA", view={"type": "home", "blocks": [block]}
        )
        maya = sandbox.as_person("maya")
        home = maya.home()
        assert home is not None

        with pytest.raises(LookupError, match="dispatch_failed"):
            maya.options(home, "find", "acme")
        assert sandbox.deliveries[0].transport == "none"


def test_an_input_inside_a_modal_is_no_action(sandbox: Sandbox, bot: Bot) -> None:
    view = open_modal(sandbox, bot, modal(DAY))

    assert sandbox.as_person("maya").click(view, "day", "2026-03-13").error == "element_not_found"


def test_a_button_in_a_modal_carries_the_view_and_what_was_entered(sandbox: Sandbox, bot: Bot) -> None:
    button = {"type": "button", "action_id": "again", "text": text("Again")}
    view = open_modal(sandbox, bot, modal(DAY, {"type": "actions", "block_id": "x", "elements": [button]}))
    bot.app.action("again")(lambda ack, body, client: (open_with(client, body, modal()), ack()))

    assert sandbox.as_person("maya").click(view, "Again").ok

    payload = sandbox.deliveries[-1].payload
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["state"]["values"]["day"]["a"]["selected_date"] == "2026-03-12"
    assert "response_url" not in payload


def test_a_global_shortcut_has_a_trigger_id_and_a_message_shortcut_its_message(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.shortcut("log_time")(lambda ack, client, body: (open_with(client, body, modal()), ack()))
    bot.app.shortcut("ask")(lambda ack: ack())
    bot.client.chat_postMessage(channel="C0DESK", text="About this")
    maya = sandbox.as_person("maya")

    assert maya.shortcut("log_time").modal is not None
    assert maya.message_shortcut("ask", maya.messages("desk")[0]).ok
    assert sandbox.deliveries[-1].payload["message"]["text"] == "About this"
    assert sandbox.as_person("omar").shortcut("log_time").error == "restricted_action"
