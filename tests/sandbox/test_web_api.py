"""Slack's Web API through slack_sdk's client."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from sandbox.web_api import METHODS

Bot = Any
Json = dict[str, Any]


def refusal(client: WebClient, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, params=arguments)
    return str(refused.value.response["error"])


@pytest.mark.parametrize(
    ("token", "error"), [(None, "not_authed"), ("xoxb-else", "invalid_auth"), ("app", "not_allowed_token_type")]
)
def test_a_call_needs_the_right_token(sandbox: Sandbox, token: str | None, error: str) -> None:
    client = WebClient(token=sandbox.app_token if token == "app" else token, base_url=sandbox.api_url)

    assert refusal(client, "auth.test") == error


def test_the_token_may_stand_among_the_fields(sandbox: Sandbox) -> None:
    assert WebClient(base_url=sandbox.api_url).auth_test(token=sandbox.bot_token)["user_id"] == "U0SANDBOX01"


@pytest.mark.parametrize("method", sorted(name for name, method in METHODS.items() if method.scopes))
def test_a_method_is_refused_without_its_scopes(manifest: Json, workspace: Json, method: str) -> None:
    needed = METHODS[method].scopes
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    manifest["oauth_config"]["scopes"]["bot"] = [scope for scope in scopes if scope not in needed]
    with Sandbox(manifest, workspace) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError) as refused:
            client.api_call(method)

    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == ",".join(needed)


@pytest.mark.parametrize(
    ("method", "kind", "scope"),
    [
        ("conversations.history", "C0DESK", "channels:history"),
        ("conversations.info", "C0DESK", "channels:read"),
        ("conversations.members", "C0DESK", "channels:read"),
    ],
)
def test_the_kind_of_channel_decides_the_scope(
    manifest: Json, workspace: Json, method: str, kind: str, scope: str
) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove(scope)
    with Sandbox(manifest, workspace) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)

        assert refusal(client, method, channel=kind) == "missing_scope"


@pytest.mark.parametrize(
    ("error", "method", "arguments"),
    [
        ("unknown_method", "files.upload", {}),
        ("invalid_arg_name", "chat.postMessage", {"channel": "C0DESK", "text": "x", "attachments": "[]"}),
        ("invalid_arguments", "chat.postMessage", {"text": "x"}),
        ("invalid_arguments", "chat.postMessage", {"channel": "C0DESK", "blocks": "{not json"}),
        ("channel_not_found", "chat.postMessage", {"channel": "C0NONE", "text": "x"}),
        ("channel_not_found", "chat.postMessage", {"channel": "C0BOSS", "text": "x"}),
        ("not_in_channel", "chat.postMessage", {"channel": "C0OPEN", "text": "x"}),
        ("no_text", "chat.postMessage", {"channel": "C0DESK"}),
        ("thread_not_found", "chat.postMessage", {"channel": "C0DESK", "text": "x", "thread_ts": "1.1"}),
        ("invalid_metadata_format", "chat.postMessage", {"channel": "C0DESK", "text": "x", "metadata": '{"a": 1}'}),
        ("user_not_in_channel", "chat.postEphemeral", {"channel": "C0DESK", "text": "x", "user": "U0OMAR"}),
        ("message_not_found", "chat.update", {"channel": "C0DESK", "text": "x", "ts": "1.1"}),
        ("channel_not_found", "conversations.history", {"channel": "C0BOSS"}),
        ("not_in_channel", "conversations.history", {"channel": "C0OPEN"}),
        ("thread_not_found", "conversations.replies", {"channel": "C0DESK", "ts": "1.1"}),
        ("invalid_limit", "conversations.history", {"channel": "C0DESK", "limit": "5000"}),
        ("invalid_cursor", "users.list", {"cursor": "x"}),
        ("user_not_found", "users.info", {"user": "U0NOBODY"}),
        ("users_not_found", "users.lookupByEmail", {"email": "nobody@home.example"}),
        ("invalid_user_combination", "conversations.open", {"users": "U0MAYA,U0PRIYA"}),
        ("bot_not_found", "bots.info", {"bot": "B0OTHER"}),
        ("user_not_found", "views.publish", {"user_id": "U0NOBODY", "view": '{"type": "home", "blocks": []}'}),
    ],
)
def test_a_call_is_refused_with_slacks_own_code(shared_bot: Bot, error: str, method: str, arguments: Json) -> None:
    assert refusal(shared_bot.client, method, **arguments) == error


def test_a_user_id_as_channel_opens_the_direct_message(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.retry_waits = ()
    posted = client.chat_postMessage(channel="U0MAYA", text="For you")

    assert posted["channel"].startswith("D")
    assert sandbox.as_person("maya").messages()[0]["text"] == "For you"
    assert client.conversations_open(users="U0MAYA")["channel"]["id"] == posted["channel"]


def test_text_without_blocks_drops_the_blocks(sandbox: Sandbox, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0DESK", text="a", blocks=[{"type": "divider"}])

    client.chat_update(channel="C0DESK", ts=posted["ts"], text="b")

    (message,) = sandbox.as_person("maya").messages("desk")
    assert (message["text"], message["blocks"], message["edited"]) == ("b", None, True)


def test_only_the_bots_own_messages_can_be_changed_or_deleted(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.as_person("maya").say("desk", "mine").raw["message"]["ts"]

    assert refusal(client, "chat.update", channel="C0DESK", ts=ts, text="x") == "cant_update_message"
    assert refusal(client, "chat.delete", channel="C0DESK", ts=ts) == "cant_delete_message"


def test_an_ephemeral_message_cannot_be_updated_and_is_in_no_history(sandbox: Sandbox, client: WebClient) -> None:
    shown = client.chat_postEphemeral(channel="C0DESK", user="U0MAYA", text="psst")

    assert sandbox.as_person("maya").messages("desk")[0]["ephemeral"]
    assert sandbox.as_person("priya").messages("desk") == []
    assert client.conversations_history(channel="C0DESK")["messages"] == []
    assert refusal(client, "chat.update", channel="C0DESK", ts=shown["message_ts"], text="x") == "message_not_found"


def test_history_is_newest_first_in_pages_within_bounds(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C0DESK", text=f"{n}")["ts"] for n in range(5)]

    pages = [page["messages"] for page in client.conversations_history(channel="C0DESK", limit=2)]
    assert [[m["text"] for m in page] for page in pages] == [["4", "3"], ["2", "1"], ["0"]]
    bounds = {"oldest": stamps[1], "latest": stamps[3]}
    within = client.conversations_history(channel="C0DESK", **bounds)["messages"]
    inclusive = client.conversations_history(channel="C0DESK", inclusive=True, **bounds)["messages"]
    assert [m["text"] for m in within] == ["2"]
    assert [m["text"] for m in inclusive] == ["3", "2", "1"]


def test_metadata_is_read_back_only_when_asked_for(client: WebClient) -> None:
    metadata = {"event_type": "signoff", "event_payload": {"key": "k-1"}}
    client.chat_postMessage(channel="C0DESK", text="x", metadata=metadata)

    (plain,) = client.conversations_history(channel="C0DESK")["messages"]
    (full,) = client.conversations_history(channel="C0DESK", include_all_metadata=True)["messages"]
    assert "metadata" not in plain
    assert full["metadata"] == metadata


def test_replies_are_a_thread_with_its_parent_first(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C0DESK", text="parent")["ts"]
    reply = client.chat_postMessage(channel="C0DESK", text="reply", thread_ts=parent)["ts"]

    thread = client.conversations_replies(channel="C0DESK", ts=parent)["messages"]
    (top,) = client.conversations_history(channel="C0DESK")["messages"]
    assert [m["ts"] for m in thread] == [parent, reply]
    assert (top["reply_count"], top["latest_reply"]) == (1, reply)
    assert refusal(client, "chat.postMessage", channel="C0DESK", text="x", thread_ts=reply) == "cannot_reply_to_message"


def test_a_person_is_shown_as_what_they_are(manifest: Json, workspace: Json) -> None:
    workspace["people"] += [
        {"id": "U0EVE", "name": "eve", "real_name": "Eve Moss", "team": "T0AWAY"},
        {"id": "U0INA", "name": "ina", "real_name": "Ina Boyd", "kind": "guest", "single_channel": True},
    ]
    with Sandbox(manifest, workspace) as sandbox:
        pages = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url).users_list(limit=2)
        members = {person["name"]: person for page in pages for person in page["members"]}

    assert members["priya"]["is_admin"]
    assert (members["hannah"]["is_restricted"], members["hannah"]["is_ultra_restricted"]) == (True, False)
    assert (members["ina"]["is_restricted"], members["ina"]["is_ultra_restricted"]) == (True, True)
    assert members["hannah"]["team_id"] == "T0HOME"
    assert not members["omar"]["is_stranger"]  # he is where the bot is
    assert members["eve"]["is_stranger"]
    assert members["omar"]["team_id"] == "T0AWAY"
    assert members["jobjacket"]["is_bot"]
    assert members["maya"]["profile"]["email"] == "maya@home.example"
    assert members["maya"]["tz"] == "America/New_York"


def test_the_email_needs_its_own_scope(manifest: Json, workspace: Json) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("users:read.email")
    with Sandbox(manifest, workspace) as sandbox:
        user = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url).users_info(user="U0MAYA")["user"]

        assert "email" not in user["profile"]


def test_channels_and_their_members_are_told(shared_bot: Bot) -> None:
    client = shared_bot.client

    assert client.conversations_info(channel="C0SHARED")["channel"]["is_ext_shared"]
    assert set(client.conversations_members(channel="C0SHARED")["members"]) == {"U0MAYA", "U0OMAR", "U0SANDBOX01"}
    assert client.bots_info(bot="B0SANDBOX01")["bot"]["user_id"] == "U0SANDBOX01"
    assert client.users_lookupByEmail(email="MAYA@home.example")["user"]["id"] == "U0MAYA"


def test_the_channels_that_the_bot_is_in_are_told_by_kind_and_page(shared_bot: Bot) -> None:
    client = shared_bot.client
    pages = client.users_conversations(types="public_channel,private_channel", limit=1)

    assert [[channel["name"] for channel in page["channels"]] for page in pages] == [["desk"], ["shared"]]
    assert client.users_conversations(types="private_channel")["channels"] == []
    assert refusal(client, "users.conversations", types="rooms") == "invalid_arguments"
