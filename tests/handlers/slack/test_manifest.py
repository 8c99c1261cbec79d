"""The manifest asks Slack for just what the handlers take."""

import re
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient

import handlers.slack
from bot.core import Bot
from handlers.slack.app import slack_app
from handlers.slack.http import PATH
from handlers.slack.kit.client import slack_client
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor
from handlers.slack.manifest import derived, fitted, load_manifest
from handlers.slack.table import table
from sandbox import Sandbox
from sandbox.manifest import SCOPES_OF_EVENTS
from storage.store import Store
from tests.conftest import FixedClock, make_bot, open_agency
from tests.handlers.conftest import WORKSPACE, slack_web, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes

URL = "https://jobjacket.example"
READ = "channels:read groups:read"
HISTORY = "channels:history groups:history im:history"
SCOPES_OF_METHODS = {
    "auth_test": "",
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_history": HISTORY,
    "conversations_info": READ,
    "conversations_members": READ,
    "conversations_open": "im:write",
    "conversations_replies": HISTORY,
    "files_completeUploadExternal": "files:write",
    "files_getUploadURLExternal": "files:write",
    "files_info": "files:read",
    "users_conversations": READ,
    "users_info": "users:read users:read.email",
    "users_list": "users:read users:read.email",
    "views_open": "",
    "views_publish": "",
    "views_push": "",
    "views_update": "",
}


@pytest.fixture
def quiet_bot(sqlite_store: Store, clock: FixedClock) -> Bot:
    return make_bot(sqlite_store, clock)


def takes(app: App, payload: dict[str, Any]) -> bool:
    """Whether any handler takes this delivery."""
    request = BoltRequest(mode="socket_mode", body=payload)
    return any(listener.matches(req=request, resp=BoltResponse(status=200)) for listener in app._listeners)


@pytest.mark.parametrize(("url", "prefix"), [(None, ""), (URL, ""), (URL + "/", "jj-")])
def test_each_command_shortcut_and_event_of_the_manifest_has_its_handler_and_no_other(
    quiet_bot: Bot, url: str | None, prefix: str
) -> None:
    manifest = fitted(load_manifest(), url, prefix)
    app = slack_app(SlackDoor(quiet_bot, WebClient(token="xoxb-1"), prefix))
    features = manifest["features"]
    commands = [command["command"] for command in features["slash_commands"]]
    assert commands == sorted(typed(name, prefix) for name in table().commands)
    assert {shortcut["callback_id"] for shortcut in features["shortcuts"]} == set(table().shortcuts)
    for command in commands:
        assert takes(app, {"command": command})
    assert not takes(app, {"command": "/other"})
    for shortcut in features["shortcuts"]:
        assert takes(app, {"type": "shortcut", "callback_id": shortcut["callback_id"]})
    for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
        assert takes(app, {"type": "event_callback", "event": {"type": event.split(".")[0]}})


def test_it_asks_for_the_scopes_of_its_events_and_of_the_methods_it_calls_and_no_others() -> None:
    manifest = load_manifest()
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {scope for event in events if (scope := SCOPES_OF_EVENTS[event])}
    needed |= {"commands", *(scope for method in called() for scope in SCOPES_OF_METHODS[method].split())}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_only_the_scopes_of_the_look_up_are_optional() -> None:
    assert load_manifest()["oauth_config"]["scopes"]["bot_optional"] == ["channels:history", "groups:history"]


def called() -> set[str]:
    """The Web API methods that the Slack door calls, as the client's library names them."""
    source = "".join(file.read_text() for file in Path(handlers.slack.__path__[0]).rglob("*.py"))
    return {
        name for name in re.findall(r"client\.(\w+_\w+)", source) if name != "base_url" and hasattr(WebClient, name)
    }


def test_for_http_every_address_is_the_bots(quiet_bot: Bot) -> None:
    manifest = fitted(load_manifest(), URL)
    settings = manifest["settings"]
    addresses = {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        settings["interactivity"]["message_menu_options_url"],
        *(command["url"] for command in manifest["features"]["slash_commands"]),
    }
    assert addresses == {"https://jobjacket.example/slack/events"}
    assert settings["socket_mode_enabled"] is False


def test_for_socket_mode_no_address_is_given() -> None:
    assert load_manifest()["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(load_manifest()["settings"])


def test_fitting_leaves_the_manifest_as_it_was() -> None:
    manifest = load_manifest()
    fitted(manifest, URL, "jj-")
    assert manifest == load_manifest()


def test_with_a_prefix_the_bot_answers_to_the_prefixed_command(sqlite_store: Store, clock: FixedClock) -> None:
    manifest = fitted(load_manifest(), prefix="jj-")
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    with Sandbox(manifest, WORKSPACE) as sandbox:
        slack = SlackDoor(bot, slack_client(sandbox.bot_token, sandbox.api_url), "jj-")
        with slack_web(slack_app(slack), slack, sandbox.signing_secret) as web:
            sandbox.request_url = web.url + PATH
            maya = sandbox.as_person("maya")
            maya.command("desk", "/jj-logtime", "2h ACME-101")
            assert minutes(bot) == [120]
            assert "/jj-logtime 2h ACME-101" in maya.command("desk", "/jj-logtime", "help").text
            for command, text, hint in (
                ("/jj-goal", "variance", "`/jj-estimate ACME-101`"),
                ("/jj-opportunity", "", "`/jj-goal`"),
            ):
                assert hint in texts(sandbox.as_person("grace").command("desk", command, text).appeared[-1]["blocks"])


def test_the_manifest_has_just_the_commands_and_shortcuts_of_the_doors() -> None:
    assert load_manifest() == derived(load_manifest()), "make manifest writes it"
