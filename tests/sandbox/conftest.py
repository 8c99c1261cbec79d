"""A tiny workspace, a tiny Bolt app for each test, and a web server that passes Slack's deliveries on to it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from sandbox import Sandbox

Json = dict[str, Any]

SCOPES = (
    "app_mentions:read channels:history channels:read chat:write commands files:write groups:history groups:read "
    "im:history im:read im:write users:read users:read.email"
)

MANIFEST: Json = {
    "display_information": {"name": "Jobjacket", "description": "Runs the account desk"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Jobjacket"},
        "shortcuts": [
            {"name": "Log time", "type": "global", "callback_id": "log_time", "description": "Log time"},
            {"name": "Ask", "type": "message", "callback_id": "ask", "description": "Ask about it"},
        ],
        "slash_commands": [
            {"command": "/logtime", "description": "Log time", "usage_hint": "2h ACME-101"},
            {"command": "/brief", "description": "Brief", "should_escape": True},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES.split()}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im"]},
        "interactivity": {"is_enabled": True, "message_menu_options_url": "https://bot.example/slack/events"},
    },
}

WORKSPACE: Json = {
    "team": {"id": "T0HOME", "name": "Home", "domain": "home"},
    "teams": [{"id": "T0AWAY", "name": "Away", "domain": "away"}],
    "people": [
        {"id": "U0MAYA", "name": "maya", "real_name": "Maya Torres", "email": "maya@home.example"}
        | {"tz": "America/New_York", "color": "#445566"},
        {"id": "U0PRIYA", "name": "priya", "real_name": "Priya Nair", "tz": "Europe/London", "is_admin": True},
        {"id": "U0HANNAH", "name": "hannah", "real_name": "Hannah Cole", "kind": "guest"},
        {"id": "U0OMAR", "name": "omar", "real_name": "Omar Haddad", "team": "T0AWAY"},
    ],
    "channels": [
        {"id": "C0DESK", "name": "desk", "members": ["U0MAYA", "U0PRIYA", "U0HANNAH"], "app": True},
        {"id": "C0SHARED", "name": "shared", "members": ["U0MAYA", "U0OMAR"], "shared_with": ["T0AWAY"], "app": True},
        {"id": "C0BOSS", "name": "boss", "members": ["U0PRIYA"], "private": True},
        {"id": "C0OPEN", "name": "open", "members": ["U0MAYA"]},
    ],
}


class Clock:
    """Real time that a test moves on by hand."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class Bot:
    """A Bolt app that listens over signed HTTP. It may be given new listeners at any time."""

    def __init__(self, sandbox: Sandbox) -> None:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.app = App(
            token=sandbox.bot_token,
            signing_secret=sandbox.signing_secret,
            process_before_response=True,
            client=client,
            raise_error_for_unhandled_request=False,
        )
        self.client = client
        self.sandbox = sandbox
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        sandbox.request_url = f"http://127.0.0.1:{self.server.server_port}/slack/events"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        app = self.app

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                headers = {name: [value] for name, value in self.headers.items()}
                answer = app.dispatch(BoltRequest(body=body, query=urlsplit(self.path).query, headers=headers))
                content = answer.body.encode()
                self.send_response(answer.status)
                for name, values in answer.headers.items():
                    for value in values:
                        self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                with suppress(BrokenPipeError, ConnectionResetError):  # Slack does not wait for ever
                    self.end_headers()
                    self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def manifest() -> Json:
    """The manifest; a test may change its copy before it asks for the sandbox."""
    copy: Json = json.loads(json.dumps(MANIFEST))
    return copy


@pytest.fixture
def workspace() -> Json:
    copy: Json = json.loads(json.dumps(WORKSPACE))
    return copy


@pytest.fixture
def now() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sources() -> tuple[Json, Json]:
    """The manifest and the workspace, for fixtures that outlive a test; not to be changed."""
    return MANIFEST, WORKSPACE


@pytest.fixture(scope="module")
def shared_bot() -> Iterator[Bot]:
    """One sandbox with one bot for a whole module of tests that leave nothing behind; it is `bot.sandbox`."""
    with Sandbox(MANIFEST, WORKSPACE) as running:
        bot = Bot(running)
        yield bot
        bot.close()


@pytest.fixture
def sandbox(manifest: Json, workspace: Json, now: Clock) -> Iterator[Sandbox]:
    with Sandbox(manifest, workspace, now=now) as running:
        yield running


@pytest.fixture
def bot(sandbox: Sandbox) -> Iterator[Bot]:
    running = Bot(sandbox)
    yield running
    running.close()


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
