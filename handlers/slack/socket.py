"""Socket Mode: Slack's deliveries over a connection that the bot opens, so that no public address is needed."""

import threading
from collections.abc import Callable

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler

log = structlog.get_logger()

RETRY_SECONDS = 5


def connect(
    app: App, app_token: str, threads: int, stop: threading.Event, when_connected: Callable[[], None] | None = None
) -> None:
    """Stay connected until told to stop; while Slack is away, try again. Deliveries under way finish first."""
    handler = SocketModeHandler(app, app_token, concurrency=threads)
    while not stop.is_set():
        try:
            handler.connect()  # type: ignore[no-untyped-call]
            if when_connected:
                when_connected()
            break
        except Exception as fault:  # noqa: BLE001  # whatever it is, Slack may be back in a moment
            log.warning("slack_not_reached", problem=type(fault).__name__, retry_in=RETRY_SECONDS)
            stop.wait(RETRY_SECONDS)
    stop.wait()
    handler.close()  # type: ignore[no-untyped-call]
