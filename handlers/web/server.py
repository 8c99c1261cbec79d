"""Serving the web edge with uvicorn."""

import signal
import socket
import threading

import uvicorn
from starlette.applications import Starlette

# How many seconds a request under way may take to finish after SIGTERM.
GRACE_SECONDS = 5


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


def serve(app: Starlette, listener: socket.socket, stop: threading.Event, proxies: str) -> None:
    """Serve until SIGTERM or SIGINT, then let requests under way finish; `stop` is set on the way out.

    `proxies` are the addresses (with commas) of the proxies that may name a visitor's address.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        forwarded_allow_ips=proxies,
    )
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
