"""A bot at work on a PostgreSQL that can go silent, and a sandbox that gives the bot the time that Slack gives."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.core import Bot
from bot.messaging.outbox import Outbox
from handlers.slack.deliver import SlackDelivery
from handlers.slack.manifest import PATH
from sandbox import Sandbox
from storage.store import Store
from tests.conftest import FixedClock, make_bot, open_agency
from tests.handlers.conftest import Desk, connected_app, log_stream, sandbox, slack_web

__all__ = ["log_stream", "sandbox"]


class SilentServer:
    """Stands between the bot and a server, and goes silent at a chosen word, as a server that is frozen does.

    What came before that word has been done; what came with it and after it is held, or done if `after` is set, but
    nothing is answered. The connections stay open.
    """

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._word, self._after, self.silent = b"", False, threading.Event()
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def fall_silent_at(self, word: str, *, after: bool = False) -> None:
        """Be silent from the first message that has that word; empty for any message."""
        self._word, self._after = word.encode(), after
        if not word:
            self.silent.set()

    def let_others_through(self) -> None:
        """Answer new connections; those that are open now stay silent."""
        self.silent = threading.Event()

    def recover(self) -> None:
        """Answer new connections again. Those that were open when it fell silent are gone, as after a restart."""
        self._word = b""
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()
        self.silent = threading.Event()

    def close(self) -> None:
        self._listener.close()
        self.recover()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = self._connect()
                self._open += [client, server]
                threading.Thread(target=self._pass, args=[client, server, True, self.silent], daemon=True).start()
                threading.Thread(target=self._pass, args=[server, client, False, self.silent], daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, asks: bool, silent: threading.Event) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                if asks and self._word and self._word in data:
                    silent.set()
                    if self._after:
                        target.sendall(data)
                elif not silent.is_set():
                    target.sendall(data)


@pytest.fixture
def server(postgres_url: str) -> Iterator[SilentServer]:
    folder = parse_qs(urlsplit(postgres_url).query)["host"][0]
    file = next(Path(folder).glob(".s.PGSQL.*[0-9]"))

    def connect() -> socket.socket:
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(file))
        return server

    running = SilentServer(connect)
    yield running
    running.close()


@pytest.fixture
def patient_bot(migrated_postgres: Store, postgres_url: str, server: SilentServer, clock: FixedClock) -> Iterator[Bot]:
    parts = urlsplit(postgres_url)
    user = f"{parts.username}:{parts.password}" if parts.password else parts.username
    store = Store(f"postgresql+psycopg://{user}@127.0.0.1:{server.port}{parts.path}")
    yield make_bot(store, clock)
    store.close()


@pytest.fixture
def desk(store: Store, patient_bot: Bot, clock: FixedClock, sandbox: Sandbox) -> Iterator[Desk]:
    """A bot over signed HTTP with the small agency."""
    open_agency(patient_bot)
    slack, app = connected_app(patient_bot, sandbox)
    with slack_web(app, slack, sandbox.signing_secret) as web:
        sandbox.request_url = web.url + PATH
        yield Desk(patient_bot, sandbox, Outbox(patient_bot, SlackDelivery(slack)), web.url)
