"""Inputs of forms: what a person enters, what Slack's own client says of it, and how it reaches the app."""

from typing import Any

import pytest

from sandbox import Sandbox

Bot = Any
Json = dict[str, Any]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def option(value: str) -> Json:
    return {"text": text(value.title()), "value": value}


def question(name: str, kind: str, *, dispatch: bool = False, **element: Any) -> Json:
    input_ = {
        "type": "input",
        "block_id": name,
        "label": text(name),
        "element": {"type": kind, "action_id": "a", **element},
    }
    return input_ | ({"dispatch_action": True} if dispatch else {})


def modal(*blocks: Json) -> Json:
    return {"type": "modal", "callback_id": "form", "title": text("T"), "submit": text("OK"), "blocks": list(blocks)}


@pytest.fixture
def manifest(manifest: Json) -> Json:
    manifest["oauth_config"]["scopes"]["bot"].append("files:read")
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    return manifest


def form(sandbox: Sandbox, bot: Bot, *blocks: Json, who: str = "maya") -> Json:
    """The modal with these blocks, open on that person's screen; its submission is taken."""
    bot.app.command("/logtime")(
        lambda ack, client, body: (client.views_open(trigger_id=body["trigger_id"], view=modal(*blocks)), ack())
    )
    bot.app.view("form")(lambda ack: ack())
    opened = sandbox.as_person(who).command("desk", "/logtime").modal
    assert opened
    return opened


def submitted(sandbox: Sandbox, name: str) -> Json:
    values: Json = sandbox.deliveries[-1].payload["view"]["state"]["values"][name]["a"]
    return values


TYPED = [
    ("number_input", {"is_decimal_allowed": False}, "12", None),
    ("number_input", {"is_decimal_allowed": False}, "1.5", "Enter a whole number."),
    ("number_input", {"is_decimal_allowed": True, "min_value": "0.5"}, "0.25", "Enter 0.5 or more."),
    ("number_input", {"is_decimal_allowed": True, "max_value": "8"}, "8.01", "Enter 8 or less."),
    ("number_input", {"is_decimal_allowed": True}, "two", "Enter a number."),
    ("email_text_input", {}, "dana@acme.example", None),
    ("email_text_input", {}, "dana at acme", "Enter a valid e-mail address."),
    ("url_text_input", {}, "https://files.example/v2", None),
    ("url_text_input", {}, "files.example", "Enter a valid URL."),
]


@pytest.mark.parametrize(("kind", "element", "entered", "problem"), TYPED)
def test_what_is_typed_is_checked_before_the_app_sees_it(
    sandbox: Sandbox, bot: Bot, kind: str, element: Json, entered: str, problem: str | None
) -> None:
    view = form(sandbox, bot, question("q", kind, **element))

    done = sandbox.as_person("maya").submit(view, {"q": entered})

    assert done.errors == ({"q": problem} if problem else {})
    if problem is None:
        assert submitted(sandbox, "q") == {"type": kind, "value": entered}


def test_people_channels_and_several_options_come_by_id(sandbox: Sandbox, bot: Bot) -> None:
    options = [option("one"), option("two"), option("three")]
    view = form(
        sandbox,
        bot,
        question("who", "users_select"),
        question("all", "multi_users_select", initial_users=["U0MAYA"]),
        question("where", "channels_select"),
        question(
            "talk", "conversations_select", filter={"include": ["public"], "exclude_external_shared_channels": True}
        ),
        question("some", "multi_static_select", options=options, max_selected_items=2, initial_options=options[:1]),
    )
    maya = sandbox.as_person("maya")
    given: Json = {"who": "priya", "where": "open", "talk": "#desk"}

    assert [one["text"]["text"] for one in maya.options(view, "talk", "")] == ["#desk", "#open"]
    assert maya.submit(view, {"talk": "shared"}).error == "invalid_option"
    assert maya.submit(view, {"where": "boss"}).error == "invalid_option"
    assert maya.submit(view, {"some": ["one", "two", "three"]}).error == "invalid_option"
    assert maya.submit(view, {**given, "talk": "desk", "some": ["two", "Three"]}).ok

    assert submitted(sandbox, "who")["selected_user"] == "U0PRIYA"
    assert submitted(sandbox, "all")["selected_users"] == ["U0MAYA"]
    assert submitted(sandbox, "where")["selected_channel"] == "C0OPEN"
    assert submitted(sandbox, "talk")["selected_conversation"] == "C0DESK"
    assert submitted(sandbox, "some")["selected_options"] == options[1:]


def test_a_guest_chooses_only_among_those_they_meet(sandbox: Sandbox, bot: Bot) -> None:
    view = form(sandbox, bot, question("q", "users_select"), question("w", "channels_select"), who="hannah")
    hannah = sandbox.as_person("hannah")

    named = {one["text"]["text"] for one in hannah.options(view, "q", "")}
    assert named == {"Maya Torres", "Priya Nair", "Hannah Cole", "Jobjacket"}
    assert [one["value"] for one in hannah.options(view, "w", "")] == ["C0DESK"]


def test_several_of_the_bots_own_options_can_be_chosen(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.options("a")(lambda ack: ack(options=[option("one"), option("two")]))
    view = form(sandbox, bot, question("q", "multi_external_select", min_query_length=0))
    maya = sandbox.as_person("maya")
    found = maya.options(view, "q", "")

    assert maya.submit(view, {"q": found}).ok
    assert submitted(sandbox, "q")["selected_options"] == [option("one"), option("two")]


def test_files_of_a_modal_reach_the_app_in_full(sandbox: Sandbox, bot: Bot) -> None:
    view = form(sandbox, bot, question("q", "file_input", filetypes=["pdf", "png"], max_files=2))
    maya = sandbox.as_person("maya")

    kinds = "Only these kinds of file can be added: pdf, png."
    assert maya.submit(view, {"q": [("a.exe", b"x")]}).errors == {"q": kinds}
    assert maya.submit(view, {"q": [("a.pdf", b"x")] * 3}).errors == {"q": "Add no more than 2."}
    big = [("a.pdf", b"x" * 10_000_001)]
    assert maya.submit(view, {"q": big}).errors == {"q": "Each file can have up to 10 MB."}
    assert maya.submit(view, {"q": [("v2.PDF", b"x" * 10_000_000)]}).ok

    (file,) = submitted(sandbox, "q")["files"]
    assert (file["name"], file["user"], file["filetype"]) == ("v2.PDF", "U0MAYA", "pdf")
    assert bot.client.files_info(file=file["id"])["file"]["size"] == 10_000_000


def test_an_input_that_dispatches_tells_the_app_at_once(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.action("a")(lambda ack: ack())
    view = form(
        sandbox,
        bot,
        question("hours", "number_input", dispatch=True, is_decimal_allowed=True),
        question("b", "datepicker"),
    )
    maya = sandbox.as_person("maya")

    assert maya.click(view, "hours", "1.5").ok
    action = sandbox.deliveries[-1].payload["actions"][0]
    assert (action["type"], action["block_id"], action["value"]) == ("number_input", "hours", "1.5")
    assert maya.click(view, "b", "2026-03-13").error == "element_not_found"


def test_an_uploaded_picture_can_stand_in_a_message(sandbox: Sandbox, bot: Bot) -> None:
    shown = bot.client.files_upload_v2(channel="C0DESK", filename="cat.png", content="png")["file"]
    for slack_file in ({"id": shown["id"]}, {"url": shown["url_private"]}):
        image = {"type": "image", "alt_text": "A cat", "slack_file": slack_file}
        assert bot.client.chat_postMessage(channel="C0DESK", text="x", blocks=[image])["ok"]
        view = {"type": "home", "blocks": [image]}
        assert bot.client.views_publish(user_id="U0MAYA", view=view)["ok"]
