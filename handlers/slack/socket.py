"""Socket Mode: Slack's deliveries over a connection that the bot opens, so that no public address is needed."""

import threading
from collections.abc import Callable
from socket import SHUT_RD, socket
from time import monotonic, time

import structlog
from slack_bolt import BoltRequest
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from handlers.slack.edge import Edge

log = structlog.get_logger()

RETRY_SECONDS = 5
GRACE_SECONDS = 5
# A connection without an answer to four pings is dead: it is noticed in 5 to 8 s.
PING_SECONDS = 1.2


class DrainingHandler(SocketModeHandler):
    """A handler that tracks deliveries in progress, so that they can be acknowledged before it closes."""

    def __init__(self, edge: Edge, app_token: str) -> None:
        super().__init__(edge.app, app_token, concurrency=edge.threads, ping_interval=PING_SECONDS)
        self._edge, self._under_way = edge, 0
        self._changed = threading.Condition()

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Handle one delivery."""
        arrived, began = monotonic(), time()
        self._count(1)
        try:
            request = BoltRequest(mode="socket_mode", body=req.payload, headers=build_headers(req))
            send_response(client, req, self._edge.take(request, arrived), began)
        finally:
            self._count(-1)

    def drain(self) -> None:
        """Wait until no delivery is in progress, for a few seconds at most."""
        with self._changed:
            self._changed.wait_for(lambda: self._under_way == 0, GRACE_SECONDS)

    def close_at_once(self) -> None:
        """Close the connection. Its reader sleeps for up to 3 s, so we wake it first instead of waiting."""
        client = self.client
        client.auto_reconnect_enabled, client.current_session_state.terminated = False, True
        if client.current_session and client.current_session.sock:
            socket.shutdown(client.current_session.sock, SHUT_RD)
        self.close()  # type: ignore[no-untyped-call]

    def _count(self, by: int) -> None:
        with self._changed:
            self._under_way += by
            self._changed.notify_all()


def connect(
    edge: Edge, app_token: str, stop: threading.Event, when_connected: Callable[[], None] | None = None
) -> None:
    """Stay connected until `stop` is set; retry while Slack is down. Deliveries in progress finish first."""
    handler = DrainingHandler(edge, app_token)
    while not stop.is_set():
        try:
            handler.connect()  # type: ignore[no-untyped-call]
        except Exception as fault:  # noqa: BLE001  # Slack may be back in a moment
            log.warning("slack_not_reached", problem=type(fault).__name__, retry_in=RETRY_SECONDS)
            stop.wait(RETRY_SECONDS)
        else:
            if when_connected:
                when_connected()
            stop.wait()
    handler.drain()
    try:
        handler.close_at_once()
    except Exception as fault:  # noqa: BLE001  # slack_sdk fails if Slack closes the connection just then
        log.debug("close_failed", problem=type(fault).__name__)
