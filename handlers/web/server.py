"""Serving the web edge with uvicorn."""

import asyncio
import resource
import signal
import socket
import threading
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

# How many seconds a request under way may take to finish after SIGTERM.
GRACE_SECONDS = 5
# A request that takes longer to come than this is closed.
READ_SECONDS = 10


class PortTaken(Exception):
    """Raised if nothing can listen there."""


def listen(host: str, port: int, *, or_another: bool = False) -> socket.socket:
    """Return a socket that listens there; `or_another` takes any free port if that one is busy.

    Raises PortTaken, with a sentence for the operator.
    """
    # asyncio sends small answers at once (TCP_NODELAY) only if the protocol is named; otherwise each waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # two may bind one port, as long as neither listens
    except OSError as error:
        listener.close()
        if or_another:
            return listen(host, 0)
        raise PortTaken(
            f"can't listen on port {port} of {host}: {error.strerror}; set HOST or PORT to another"
        ) from None
    return listener


class PromptProtocol(H11Protocol):
    """HTTP for clients that send what they begin: a request that stays half sent is closed, with its connection."""

    def connection_made(self, transport: Any) -> None:
        """Give a new connection its time for the first request."""
        super().connection_made(transport)
        self._late: asyncio.TimerHandle | None = None
        self._expect_all()

    def data_received(self, data: bytes) -> None:
        """Give a request its time, from its first byte to its last."""
        self._expect_all()
        super().data_received(data)
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._expect_nothing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._expect_nothing()
        super().connection_lost(exc)

    def _expect_all(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(READ_SECONDS, self.transport.close)

    def _expect_nothing(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None


def _allow_many_connections() -> None:
    """Let connections that wait for their time to be over take no place from others."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def serve(app: Starlette, listener: socket.socket, stop: threading.Event, proxies: str) -> None:
    """Serve until SIGTERM or SIGINT, then let requests under way finish; `stop` is set on the way out.

    `proxies` are the addresses (with commas) of the proxies that may name a visitor's address.
    """
    config = uvicorn.Config(
        app,
        http=PromptProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        forwarded_allow_ips=proxies,
    )
    _allow_many_connections()
    server = uvicorn.Server(config)
    stop_on_signals(stop, server)
    server.run(sockets=[listener])
    stop.set()


def stop_on_signals(stop: threading.Event, server: uvicorn.Server | None = None) -> None:
    """Let SIGTERM and SIGINT set `stop`, and end a server that doesn't handle them itself yet.

    After shutting down, the server raises the signal again, and this handles it.
    """

    def end(*_: object) -> None:
        stop.set()
        if server:
            server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
