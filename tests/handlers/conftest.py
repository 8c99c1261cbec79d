"""The bot connected to a sandbox workspace, by signed HTTP or by Socket Mode, with real deliveries either way."""

import asyncio
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

import pytest
import uvicorn
from slack_bolt import App
from starlette.applications import Starlette

from bot.core import Bot
from bot.messaging.outbox import Outbox
from handlers.logs import configure_logs
from handlers.settings import LogFormat, LogLevel
from handlers.slack.app import slack_app
from handlers.slack.deliver import SlackDelivery
from handlers.slack.edge import Edge
from handlers.slack.http import PATH, slack_route
from handlers.slack.kit.client import slack_client
from handlers.slack.kit.door import SlackDoor
from handlers.slack.manifest import load_manifest
from handlers.slack.socket import connect
from handlers.slack.table import table
from handlers.web.app import web_app
from handlers.web.server import PromptProtocol, listen
from sandbox import Sandbox
from sandbox.person_handle import PersonHandle
from sandbox.server import PromptServer
from storage.store import Store
from tests.conftest import FixedClock, make_bot, open_agency

Json = dict[str, Any]
THREADS = 4

WORKSPACE: Json = {
    "team": {"id": "T0HARBOUR", "name": "Harbour & Vale", "domain": "harbourvale"},
    "teams": [{"id": "T0ACME", "name": "Acme Outdoor", "domain": "acme"}],
    "people": [
        {"id": f"U0{name.split()[0].upper()}", "name": name.split()[0].lower(), "real_name": name}
        | {"email": f"{name.split()[0].lower()}@hv.example", "tz": "America/New_York"}
        for name in ("Maya Torres", "Sam Okafor", "Zoe Park")
    ]
    + [
        {
            "id": "U0GRACE",
            "name": "grace",
            "real_name": "Grace Lindqvist",
            "email": "grace@hv.example",
            "is_admin": True,
        }
        | {"tz": "America/New_York"},
        {"id": "U0HANNAH", "name": "hannah", "real_name": "Hannah Cole", "email": "maya@hv.example", "kind": "guest"},
        {"id": "U0OMAR", "name": "omar", "real_name": "Omar Haddad", "email": "sam@hv.example", "team": "T0ACME"},
    ],
    "channels": [
        {"id": "C0DESK", "name": "desk", "app": True}
        | {"members": ["U0MAYA", "U0SAM", "U0ZOE", "U0GRACE", "U0HANNAH"]},
        {"id": "C0STUDIO", "name": "studio", "app": True, "members": ["U0MAYA", "U0SAM"]},
        {"id": "C0LEADS", "name": "leads", "app": True, "members": ["U0MAYA", "U0GRACE"]},
        {"id": "C0BOARD", "name": "board", "app": True, "members": ["U0MAYA", "U0GRACE"], "private": True},
        {"id": "C0SHARED", "name": "shared", "app": True, "members": ["U0MAYA", "U0OMAR"], "shared_with": ["T0ACME"]},
    ],
}


@dataclass(frozen=True)
class Desk:
    """A bot at work in a sandbox workspace."""

    bot: Bot
    sandbox: Sandbox
    outbox: Outbox
    url: str

    def person(self, name: str) -> PersonHandle:
        return self.sandbox.as_person(name)

    def settle(self) -> None:
        """Let all deliveries end, and the outbox send what they left."""
        self.sandbox.wait_until_quiet()
        self.outbox.drain()

    def home(self, name: str) -> Json:
        """Someone opens their Home; what it shows once it is there."""
        self.person(name).open_home()
        self.settle()
        view = self.person(name).home()
        assert view
        self.settle()
        return view


@pytest.fixture(scope="session", autouse=True)
def log_stream() -> io.StringIO:
    """All that is logged, as in production."""
    stream = io.StringIO()
    configure_logs(LogLevel.DEBUG, LogFormat.JSON, stream)
    return stream


@pytest.fixture
def logged(log_stream: io.StringIO) -> Callable[[], str]:
    """What was logged since the test began."""
    begin = log_stream.tell()
    return lambda: log_stream.getvalue()[begin:]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(load_manifest(), WORKSPACE) as running:
        running.faults.ack_within = 10.0  # a busy machine is no fault of the bot's: speed is measured in bench/
        yield running


def slack_door(bot: Bot, sandbox: Sandbox) -> SlackDoor:
    return SlackDoor(bot, slack_client(sandbox.bot_token, sandbox.api_url))


@cache
def _connected() -> tuple[SlackDoor, App]:
    """A door that leads nowhere yet, and Bolt over it: Bolt looks long at each of its many handlers."""
    door = SlackDoor(None, slack_client(None, "http://127.0.0.1:1/api/"))  # type: ignore[arg-type]
    return door, slack_app(door)


def connected_app(bot: Bot, sandbox: Sandbox) -> tuple[SlackDoor, App]:
    """The door of this bot, new in all but its name, and Bolt over it: one for all tests, which take their turns."""
    door, app = _connected()
    door.__dict__.clear()
    door.__dict__ |= slack_door(bot, sandbox).__dict__
    app.client.base_url = sandbox.api_url
    return door, app


class WebServer:
    """A web application, served in a thread."""

    def __init__(self, app: Starlette) -> None:
        self.listener = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.loop, self.over = asyncio.new_event_loop(), asyncio.Event()
        config = uvicorn.Config(app, http=PromptProtocol, log_config=None, access_log=False, lifespan="off")
        self.server = PromptServer(config, self.over.wait)
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
            runner.run(self.server.serve([self.listener]))

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join(10)
        self.listener.close()


def slack_web(app: App, slack: SlackDoor, signing_secret: str) -> WebServer:
    """The web edge with Slack's route."""
    return WebServer(web_app(lambda: True, [slack_route(Edge(app, slack, table(), THREADS), signing_secret)]))


@pytest.fixture
def empty_desk(sqlite_store: Store, clock: FixedClock, sandbox: Sandbox) -> Iterator[Desk]:
    """A bot over signed HTTP that nobody has set up yet."""
    bot = make_bot(sqlite_store, clock)
    slack, app = connected_app(bot, sandbox)
    with slack_web(app, slack, sandbox.signing_secret) as web:
        sandbox.request_url = web.url + PATH
        yield Desk(bot, sandbox, Outbox(bot, SlackDelivery(slack)), web.url)


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """A bot over signed HTTP with the small agency."""
    open_agency(empty_desk.bot)
    return empty_desk


@pytest.fixture(params=["http", "socket"])
def either_desk(
    request: pytest.FixtureRequest, sqlite_store: Store, clock: FixedClock, sandbox: Sandbox
) -> Iterator[Desk]:
    """The same, once over signed HTTP and once over Socket Mode."""
    if request.param == "http":
        yield request.getfixturevalue("desk")
        return
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    (slack, app), stop = connected_app(bot, sandbox), threading.Event()
    arguments = (Edge(app, slack, table(), THREADS), sandbox.app_token, stop)
    thread = threading.Thread(target=connect, args=arguments, daemon=True)
    thread.start()
    sandbox.wait_for_socket()
    yield Desk(bot, sandbox, Outbox(bot, SlackDelivery(slack)), "")
    stop.set()  # the client takes a second to let its threads go: nobody waits for that here


def texts(blocks: list[Json]) -> str:
    """All that a person reads in these blocks."""
    return "\n".join(_texts(blocks))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for key, value in node.items():
            if key != "text" or not isinstance(value, str):
                yield from _texts(value)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each)


def buttons(blocks: list[Json]) -> list[str]:
    """The texts of all buttons in these blocks."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row if element["type"] == "button"]
