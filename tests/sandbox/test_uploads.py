"""Files that people send, and how the bot comes to them."""

import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox

Bot = Any
Json = dict[str, Any]


@pytest.fixture
def manifest(manifest: Json) -> Json:
    manifest["oauth_config"]["scopes"]["bot"].append("files:read")
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["message.channels", "file_shared", "app_mention"]
    return manifest


def fetch(url: str, token: str | None) -> bytes:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=5) as answer:
        return bytes(answer.read())


def test_a_file_comes_in_a_message_that_the_bot_hears_of(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.event("message")(lambda: None)
    bot.app.event("file_shared")(lambda: None)

    assert sandbox.as_person("maya").upload("desk", "layout v2.png", b"png", "New layout").ok
    sandbox.wait_until_quiet()

    events = {one.payload["event"]["type"]: one.payload["event"] for one in sandbox.deliveries}
    assert (events["message"]["subtype"], events["message"]["text"]) == ("file_share", "New layout")
    (file,) = events["message"]["files"]
    assert (file["name"], file["mimetype"], file["size"], file["user"]) == ("layout v2.png", "image/png", 3, "U0MAYA")
    shared = {key: events["file_shared"][key] for key in ("channel_id", "file_id", "user_id")}
    assert shared == {"channel_id": "C0DESK", "file_id": file["id"], "user_id": "U0MAYA"}
    assert (
        sandbox.as_person("priya").download(sandbox.as_person("priya").messages("desk")[0], "layout v2.png") == b"png"
    )


def test_the_bot_downloads_with_its_token_and_others_get_the_page_to_log_in(
    sandbox: Sandbox, client: WebClient
) -> None:
    sandbox.faults.retry_waits = ()
    sandbox.as_person("maya").upload("desk", "a.pdf", b"%PDF")
    (message,) = client.conversations_history(channel="C0DESK")["messages"]

    info = client.files_info(file=message["files"][0]["id"])["file"]
    assert (info["name"], info["channels"], info["groups"]) == ("a.pdf", ["C0DESK"], [])
    for url in (info["url_private"], info["url_private_download"]):
        assert fetch(url, sandbox.bot_token) == b"%PDF"
        assert fetch(url, None).startswith(b"<!DOCTYPE html>")
        assert fetch(url, "xoxb-other").startswith(b"<!DOCTYPE html>")


def test_of_another_organisations_file_a_message_tells_only_the_id(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.retry_waits = ()
    sandbox.as_person("omar").upload("shared", "a.pdf", b"%PDF")

    (message,) = client.conversations_history(channel="C0SHARED")["messages"]
    (file,) = message["files"]
    assert (file["file_access"], "url_private" in file) == ("check_file_info", False)
    info = client.files_info(file=file["id"])["file"]
    assert (info["user"], fetch(info["url_private"], sandbox.bot_token)) == ("U0OMAR", b"%PDF")


def test_where_the_bot_is_not_it_sees_no_file(sandbox: Sandbox, client: WebClient) -> None:
    maya = sandbox.as_person("maya")
    file = maya.upload("open", "a.pdf", b"%PDF").raw["message"]["files"][0]["id"]

    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_info(file=file)
    assert fetch(f"{sandbox.url}/files-pri/{file}/a.pdf", sandbox.bot_token).startswith(b"<!DOCTYPE html>")


def test_a_file_is_sent_once_and_by_nobody_else(sandbox: Sandbox) -> None:
    sandbox.faults.retry_waits = ()
    maya, priya = sandbox.as_person("maya"), sandbox.as_person("priya")
    file = maya.upload("desk", "a.pdf", b"%PDF").raw["message"]["files"][0]["id"]

    for person in (maya, priya):
        again = person._act("say", None, channel="C0DESK", text="", files=[file])
        assert again.error == "file_not_found"
    with pytest.raises(ValueError, match="empty"):
        maya.upload("desk", "a.pdf", b"")
    assert len(maya.messages("desk")) == 1


def test_without_the_scope_the_bot_sees_no_files(manifest: Json, workspace: Json) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("files:read")
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    with Sandbox(manifest, workspace) as sandbox:
        file = sandbox.as_person("maya").upload("desk", "a.pdf", b"%PDF").raw["message"]["files"][0]["id"]
        with pytest.raises(SlackApiError, match="missing_scope"):
            WebClient(token=sandbox.bot_token, base_url=sandbox.api_url).files_info(file=file)
        assert fetch(f"{sandbox.url}/files-pri/{file}/a.pdf", sandbox.bot_token).startswith(b"<!DOCTYPE html>")


def test_a_message_shortcut_brings_the_messages_links_and_files(sandbox: Sandbox, bot: Bot) -> None:
    for name in ("message", "file_shared"):
        bot.app.event(name)(lambda: None)
    bot.app.shortcut("ask")(lambda ack: ack())
    maya, omar = sandbox.as_person("maya"), sandbox.as_person("omar")
    maya.upload("shared", "layout.pdf", b"%PDF", "Also at https://files.example/v2")
    (message,) = omar.messages("shared")

    assert maya.message_shortcut("ask", message).ok
    sandbox.wait_until_quiet()

    payload = next(one.payload for one in sandbox.deliveries if one.kind == "interactive")
    assert (payload["type"], payload["callback_id"], payload["channel"]["id"]) == ("message_action", "ask", "C0SHARED")
    assert payload["message"]["text"] == "Also at <https://files.example/v2>"
    assert [file["name"] for file in payload["message"]["files"]] == ["layout.pdf"]
    assert omar.message_shortcut("ask", message).error == "restricted_action"
    assert omar.command("shared", "/logtime").error == "restricted_action"


def test_a_message_that_one_person_sees_has_no_shortcuts(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C0DESK", user="U0MAYA", text="psst")
    maya = sandbox.as_person("maya")

    assert maya.message_shortcut("ask", maya.messages("desk")[0]).error == "message_not_found"


def test_a_file_that_slack_has_not_looked_at_has_no_type_and_is_shown_in_no_block(
    sandbox: Sandbox, client: WebClient
) -> None:
    sandbox.faults.retry_waits, sandbox.faults.files_unseen = (), True
    file = client.files_upload_v2(channel="C0DESK", filename="a.png", content=b"abc")["files"][0]["id"]
    image = {"type": "image", "slack_file": {"id": file}, "alt_text": "a"}
    assert client.files_info(file=file)["file"]["mimetype"] == ""
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        client.chat_postMessage(channel="C0DESK", text="x", blocks=[image])
    sandbox.faults.files_unseen = False
    assert client.files_info(file=file)["file"]["mimetype"] == "image/png"
    assert client.chat_postMessage(channel="C0DESK", text="x", blocks=[image])["ok"]
