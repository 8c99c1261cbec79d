"""Socket Mode: tickets, connections, envelopes and their acknowledgements."""

import asyncio
import contextlib
import secrets
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.values import Json, Refused

MOST_CONNECTIONS = 10


class SocketMode:
    """Each payload goes to one of the open connections, in turn."""

    def __init__(self, app_id: str) -> None:
        self.base_url = ""
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._connections: list[WebSocket] = []
        self._unanswered: dict[str, asyncio.Future[Json]] = {}
        self.on_change: Callable[[], None] = lambda: None

    @property
    def connected(self) -> bool:
        """True if a bot is connected."""
        return bool(self._connections)

    def new_url(self) -> str:
        """Returns a web socket address for one connection."""
        if len(self._connections) >= MOST_CONNECTIONS:
            raise Refused("too_many_websockets")
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"{self.base_url}/socket?ticket={ticket}&app_id={self._app_id}"

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from hello to goodbye."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=1008)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        await socket.send_json(self._hello())
        self._connections.append(socket)
        self.on_change()
        try:
            while True:
                self._acknowledge(await socket.receive_json())
        except (WebSocketDisconnect, ValueError):
            pass
        finally:
            self._connections.remove(socket)
            self.on_change()

    async def send(self, type_: str, payload: Json, retry: tuple[int, str] | None = None) -> Json:
        """Sends one envelope and waits for its acknowledgement; returns the answer's payload, `{}` if it has none."""
        envelope_id = secrets.token_hex(16)
        envelope = {
            "envelope_id": envelope_id,
            "type": type_,
            "payload": payload,
            "accepts_response_payload": type_ != "events_api",
        }
        if type_ == "events_api":
            envelope |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._unanswered[envelope_id] = answer
        socket = self._connections.pop(0)
        self._connections.append(socket)
        try:
            await socket.send_json(envelope)
            return await answer
        except (RuntimeError, WebSocketDisconnect) as gone:
            raise ConnectionError("the socket went away") from gone
        finally:
            del self._unanswered[envelope_id]

    async def close(self) -> None:
        """Says goodbye to every connection."""
        for socket in list(self._connections):
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await socket.send_json({"type": "disconnect", "reason": "link_disabled"})
                await socket.close()

    def _acknowledge(self, frame: Json) -> None:
        answer = self._unanswered.get(frame.get("envelope_id", ""))
        if answer is not None and not answer.done():
            answer.set_result(frame.get("payload") or {})

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18_060},
        }
