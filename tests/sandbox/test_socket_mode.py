"""The bot over Bolt's own Socket Mode handler."""

import urllib.request
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox

Json = dict[str, Any]


def connect(sandbox: Sandbox) -> tuple[App, SocketModeHandler]:
    """A bot that listens over a socket."""
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    app = App(token=sandbox.bot_token, client=client, process_before_response=True)
    app_client = WebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    handler = SocketModeHandler(app, sandbox.app_token, web_client=app_client)
    handler.connect()
    sandbox.wait_for_socket()
    handler.client.current_session.sock.settimeout(0.05)  # closing waits for one last read
    return app, handler


@pytest.fixture(scope="module")
def connected(sources: tuple[Json, Json]) -> Iterator[tuple[Sandbox, App]]:
    """A sandbox and a bot that keep their connection through all tests here."""
    with Sandbox(*sources) as sandbox:
        app, handler = connect(sandbox)
        yield sandbox, app
        handler.close()


def test_a_command_is_answered_over_the_socket(connected: tuple[Sandbox, App]) -> None:
    sandbox, app = connected
    app.command("/logtime")(lambda ack, command: ack(text=f"Logged {command['text']}", blocks=[{"type": "divider"}]))

    outcome = sandbox.as_person("maya").command("desk", "/logtime", "2h")

    assert outcome.text == "Logged 2h"
    assert sandbox.deliveries[-1].transport == "socket"


def test_a_text_alone_is_an_answer_too(connected: tuple[Sandbox, App]) -> None:
    sandbox, app = connected
    app.command("/brief")(lambda ack: ack("Briefed"))

    assert sandbox.as_person("maya").command("desk", "/brief").text == "Briefed"


def test_modals_work_over_the_socket(connected: tuple[Sandbox, App]) -> None:
    sandbox, app = connected
    title = {"type": "plain_text", "text": "T"}
    view = {"type": "modal", "title": title, "callback_id": "log", "submit": title, "blocks": []}
    done = view | {"callback_id": "done"}
    app.shortcut("log_time")(
        lambda ack, client, body: (client.views_open(trigger_id=body["trigger_id"], view=view), ack())
    )
    app.view("log")(lambda ack: ack(response_action="update", view=done))
    maya = sandbox.as_person("maya")

    opened = maya.shortcut("log_time").modal
    assert opened is not None
    updated = maya.submit(opened).modal
    assert updated is not None
    assert updated["callback_id"] == "done"


def test_options_need_no_address_over_the_socket(connected: tuple[Sandbox, App]) -> None:
    sandbox, app = connected
    select = {"type": "external_select", "action_id": "find"}
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [select]}]}
    app.client.views_publish(user_id="U0MAYA", view=view)
    app.options("find")(lambda ack: ack(options=[]))
    maya = sandbox.as_person("maya")
    home = maya.home()
    assert home is not None

    assert maya.options(home, "find", "acme") == []
    assert sandbox.deliveries[-1].transport == "socket"


def test_an_event_without_acknowledgement_is_sent_again_with_its_number(
    connected: tuple[Sandbox, App], monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox, app = connected
    monkeypatch.setattr(sandbox.faults, "ack_within", 0.05)
    monkeypatch.setattr(sandbox.faults, "retry_waits", (0,))
    attempts: Queue[str | None] = Queue()

    @app.event("app_mention")
    def fail(request: Any) -> None:
        attempts.put(request.headers.get("x-slack-retry-num", [None])[0])
        raise RuntimeError

    sandbox.as_person("maya").mention("desk", "hi")

    sandbox.wait_for(lambda: [one.error for one in sandbox.deliveries][-2:] == ["operation_timeout"] * 2)
    assert [attempts.get(timeout=10) for _ in range(2)] == ["0", "1"]


def test_without_its_socket_the_app_does_not_respond(sandbox: Sandbox) -> None:
    _, handler = connect(sandbox)

    handler.close()

    sandbox.wait_for(lambda: not sandbox.is_connected)
    assert sandbox.as_person("maya").command("desk", "/logtime").error == "dispatch_failed"
    assert sandbox.deliveries[-1].transport == "none"


def test_only_the_app_token_opens_a_connection(sandbox: Sandbox, client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.apps_connections_open(app_token=sandbox.bot_token)


def test_the_sandbox_stops_at_once_though_a_bot_and_a_page_are_connected(sources: tuple[Json, Json]) -> None:
    sandbox = Sandbox(*sources).start()
    _, handler = connect(sandbox)
    handler.client.auto_reconnect_enabled = False
    with urllib.request.urlopen(f"{sandbox.url}/browser/live?as=U0MAYA", timeout=5) as page:
        page.readline()

        sandbox.stop()

        assert page.read() == b"\n"
    handler.close()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(sandbox.url, timeout=5)
