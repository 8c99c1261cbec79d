"""Notifies open pages, and waiting tests, of each change."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Collection

from sandbox.values import Json

KEEP_ALIVE_SECONDS = 15


class Live:
    """One queue per open page. `changed` wakes the threads that wait for something to become true."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, asyncio.Queue[Json | None]]] = []
        self.changed = threading.Condition()
        self.version = 0
        self.on_change: Callable[[], None] = lambda: None

    def publish(self, type_: str, readers: Collection[str] | None = None, **event: object) -> None:
        """Sends an event to the pages of these readers, or to all."""
        for user, queue in self._pages:
            if readers is None or user in readers:
                queue.put_nowait({"type": type_, **event})
        self.touch()
        self.on_change()

    def touch(self) -> None:
        """Wakes the threads that wait for a change, without notifying any page."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def wait_beyond(self, version: int, patience: float) -> bool:
        """Waits, in a test's thread, for something to happen after that version; False if nothing does."""
        with self.changed:
            return self.changed.wait_for(lambda: self.version > version, max(patience, 0))

    def close(self) -> None:
        """Ends every stream."""
        for _, queue in self._pages:
            queue.put_nowait(None)

    async def stream(self, user: str) -> AsyncIterator[str]:
        """Server-sent events for one page, until it goes away or the server stops. After `open` it misses none."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        entry = (user, queue)
        self._pages.append(entry)
        try:
            yield _written({"type": "open"})
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield _written(event)
        finally:
            self._pages.remove(entry)


def _written(event: Json) -> str:
    return f"data: {json.dumps(event)}\n\n"
