"""A Socket Mode connection that ends or falls silent without a goodbye is noticed, and another one takes its place."""

import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from handlers.slack.edge import Edge
from handlers.slack.socket import connect
from handlers.slack.table import table
from sandbox import Sandbox
from storage.store import Store
from tests.conftest import FixedClock, make_bot, open_agency
from tests.faults.conftest import SilentServer
from tests.handlers.conftest import THREADS, connected_app
from tests.handlers.slack.timekeeping.test_time_entries import minutes

pytestmark = pytest.mark.long
NOTICED_WITHIN = 10.0
GENEROUS = 5.0


@pytest.fixture
def between(sandbox: Sandbox) -> Iterator[SilentServer]:
    """What stands between the bot's connection and the workspace."""
    address = urlsplit(sandbox.socket_url)
    running = SilentServer(lambda: socket.create_connection((str(address.hostname), int(address.port or 0))))
    sandbox.socket_url = f"ws://127.0.0.1:{running.port}"
    yield running
    running.close()


@pytest.mark.parametrize("silent", [False, True], ids=["cut", "silent"])
def test_a_dead_connection_is_noticed_within_ten_seconds(
    sqlite_store: Store, clock: FixedClock, sandbox: Sandbox, between: SilentServer, silent: bool
) -> None:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    (slack, app), stop = connected_app(bot, sandbox), threading.Event()
    edge = Edge(app, slack, table(), THREADS)
    threading.Thread(target=connect, args=(edge, sandbox.app_token, stop), daemon=True).start()
    sandbox.wait_for_socket()
    maya = sandbox.as_person("maya")
    assert maya.command("desk", "/logtime", "1h ACME-101").ok
    sandbox.faults.ack_within = 1.0
    if silent:
        between.fall_silent_at("")
        between.let_others_through()
    else:
        between.recover()
    sandbox.wait_for(lambda: maya.command("desk", "/logtime", "2h ACME-102").ok, timeout=NOTICED_WITHIN + GENEROUS)
    stop.set()
    assert minutes(bot) == [60, 120]
