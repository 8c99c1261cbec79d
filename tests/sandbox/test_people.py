"""Who joins, changes and leaves, as the bot hears of it; addresses of messages and of the workspace."""

from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox

Bot = Any
Json = dict[str, Any]


@pytest.fixture
def manifest(manifest: Json) -> Json:
    manifest["oauth_config"]["scopes"]["bot"].append("team:read")
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["user_change", "team_join"]
    return manifest


def events(sandbox: Sandbox) -> list[Json]:
    sandbox.wait_until_quiet()
    return [one.payload["event"] for one in sandbox.deliveries]


def test_the_bot_hears_of_who_joins_and_changes(sandbox: Sandbox, bot: Bot) -> None:
    for name in ("user_change", "team_join"):
        bot.app.event(name)(lambda: None)

    noor = sandbox.join({"id": "U0NOOR", "name": "noor", "real_name": "Noor Aziz", "tz": "Asia/Dubai"})
    sandbox.wait_until_quiet()  # else either could come first
    assert noor.change(real_name="Noor Aziz-Khan", tz="Europe/London", email="noor@home.example").ok

    joined, changed = events(sandbox)
    assert (joined["type"], joined["user"]["id"], joined["user"]["tz"]) == ("team_join", "U0NOOR", "Asia/Dubai")
    assert (changed["type"], changed["user"]["tz"]) == ("user_change", "Europe/London")
    assert changed["user"]["profile"]["email"] == "noor@home.example"
    assert bot.client.users_info(user="U0NOOR")["user"]["real_name"] == "Noor Aziz-Khan"


def test_who_is_deactivated_is_in_no_channel_acts_no_more_and_gets_no_message(sandbox: Sandbox, bot: Bot) -> None:
    bot.app.event("user_change")(lambda: None)
    maya = sandbox.as_person("maya")
    assert maya.deactivate().ok

    (event,) = events(sandbox)
    assert (event["user"]["id"], event["user"]["deleted"]) == ("U0MAYA", True)
    assert "U0MAYA" not in bot.client.conversations_members(channel="C0DESK")["members"]
    listed = {user["id"]: user["deleted"] for user in bot.client.users_list()["members"]}
    assert (listed["U0MAYA"], listed["U0PRIYA"]) == (True, False)
    assert maya._post("say", channel="C0DESK", text="still here?")["error"] == "account_inactive"
    for refused, error in (
        (lambda: bot.client.conversations_open(users="U0MAYA"), "user_disabled"),
        (lambda: bot.client.chat_postMessage(channel="U0MAYA", text="x"), "channel_not_found"),
        (lambda: bot.client.users_lookupByEmail(email="maya@home.example"), "users_not_found"),
    ):
        with pytest.raises(SlackApiError, match=error):
            refused()


def test_a_change_that_makes_no_sense_is_refused(sandbox: Sandbox) -> None:
    maya = sandbox.as_person("maya")

    assert maya.change(tz="Mars/Olympus").error == "invalid_arguments"
    assert maya.change(team_id="T0AWAY").error == "invalid_arguments"
    with pytest.raises(ValueError, match="somebody with that id"):
        sandbox.join({"id": "U0MAYA", "name": "x", "real_name": "X"})


def test_who_changed_is_so_after_a_restart(manifest: Json, workspace: Json, tmp_path: Path) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    with Sandbox(manifest, workspace, state=tmp_path / "s.json") as before:
        before.as_person("maya").deactivate()
        before.as_person("priya").change(tz="Asia/Dubai")
    with Sandbox(manifest, workspace, state=tmp_path / "s.json") as after:
        client = WebClient(token=after.bot_token, base_url=after.api_url)
        assert client.users_info(user="U0PRIYA")["user"]["tz"] == "Asia/Dubai"
        assert "U0MAYA" not in client.conversations_members(channel="C0DESK")["members"]


def test_a_message_and_the_workspace_have_addresses(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0DESK", text="x")["ts"]
    reply = client.chat_postMessage(channel="C0DESK", text="y", thread_ts=ts)["ts"]

    def link(stamp: str) -> str:
        return str(client.chat_getPermalink(channel="C0DESK", message_ts=stamp)["permalink"])

    assert link(ts) == f"https://home.slack.com/archives/C0DESK/p{ts.replace('.', '')}"
    assert link(reply).endswith(f"?thread_ts={ts}&cid=C0DESK")
    with pytest.raises(SlackApiError, match="message_not_found"):
        link("1.1")
    assert client.team_info()["team"]["domain"] == "home"
    assert client.team_info(team="T0AWAY")["team"]["name"] == "Away"
    with pytest.raises(SlackApiError, match="team_not_found"):
        client.team_info(team="T0NONE")
