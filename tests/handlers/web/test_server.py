import signal
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import uvicorn

from handlers.web.app import web_app
from handlers.web.server import listen, serve


@pytest.fixture
def signals_kept() -> Iterator[None]:
    """What this process does on a signal is the same afterwards."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_that_comes_while_the_server_starts_ends_it(
    number: signal.Signals, signals_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, stop = uvicorn.Server.run, threading.Event()

    def signalled(server: uvicorn.Server, **arguments: Any) -> None:
        signal.raise_signal(number)
        run(server, **arguments)

    monkeypatch.setattr(uvicorn.Server, "run", signalled)
    again = threading.Timer(10, signal.pthread_kill, [threading.get_ident(), number])
    again.start()
    with closing(listen("127.0.0.1", 0)) as listener:
        serve(web_app(lambda: True), listener, stop, "127.0.0.1")
    assert stop.is_set()
    assert again.is_alive(), "the server went on, to the next signal"
    again.cancel()
