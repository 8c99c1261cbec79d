"""One sandbox in its own thread, with everything that tests inspect and set."""

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn

from sandbox.composition import build_app, build_core, close
from sandbox.manifest import read_manifest
from sandbox.person_handle import PersonHandle, read
from sandbox.smtp import MailServer
from sandbox.state_file import StateFile
from sandbox.values import Json
from sandbox.web_api.endpoint import WebApi
from sandbox.workspace import build_workspace

HOST = "127.0.0.1"
# A connection that asyncio accepts exists only some turns of its loop later; a server that closes before loses it.
TURNS_TO_CONNECT = 3
GRACE_SECONDS = 1.0


class Sandbox:
    """A whole workspace. Use it as a context manager; inside, it serves at `url` from its own thread.

    `deliveries` are the payloads sent to the bot, in the order of the answers; `calls` are the Web API calls so far;
    `mails` is the e-mail received at `smtp_url`; `faults` can be set, and `scopes` taken away or granted. `at` (aware)
    is where the bot's clock starts, by default now; a chat loaded from `state` keeps its own clock. `now` is the
    real-time clock (seconds since the epoch), which tests may replace.
    """

    def __init__(
        self,
        manifest: Json,
        workspace: Json,
        request_url: str | None = None,
        *,
        port: int = 0,
        smtp_port: int = 0,
        state: Path | None = None,
        at: datetime | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        parsed = read_manifest(manifest)
        self._core = core = build_core(parsed, build_workspace(workspace, parsed), now)
        self._web_api = WebApi(core)
        if at:
            core.clock.begin_at(at)
        self._state = StateFile(state, core) if state else None
        if self._state:
            self._state.load()
        self._socket = _listen(port)
        self._smtp_socket = _listen(smtp_port)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self.api_url = f"{self.url}/api/"
        self.smtp_port: int = self._smtp_socket.getsockname()[1]
        self.smtp_url = f"smtp://{HOST}:{self.smtp_port}"
        self.request_url = request_url
        self.bot_token = core.secrets.bot_token
        self.app_token = core.secrets.app_token
        self.signing_secret = core.secrets.signing_secret
        self.faults = core.faults
        self.scopes = core.scopes
        self.deliveries = core.deliveries.sent
        self.calls = self._web_api.calls
        self.mails = core.mailbox.mails
        core.response_urls.base_url = core.files.base_url = self.url
        core.socket_mode.base_url = self.url.replace("http", "ws", 1)
        core.deliveries.on_done = core.socket_mode.on_change = core.live.touch

    @property
    def request_url(self) -> str | None:
        """The address for deliveries over HTTP, instead of the manifest's addresses."""
        return self._core.deliveries.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._core.deliveries.request_url = url

    def as_person(self, name_or_id: str) -> PersonHandle:
        """A handle to act as the person with that handle or id."""
        for person in self._core.workspace.people.values():
            if name_or_id in (person.id, person.name):
                return PersonHandle(self.url, person, self._core.workspace, self.wait_for)
        raise LookupError(f"nobody is called {name_or_id}")

    def join(self, entry: Json) -> PersonHandle:
        """Adds somebody, described as in a workspace.json; they aren't in any channel yet."""
        answer = read(f"{self.url}/browser/join", {"person": entry})
        if not answer["ok"]:
            raise ValueError(answer["message"])
        return self.as_person(str(answer["user"]))

    def wait_for(self, predicate: Callable[[], object], timeout: float = 5.0) -> None:
        """Waits until the predicate is true; it is checked whenever anything happens here."""
        deadline = time.monotonic() + timeout
        seen = self._core.live.version
        while not predicate():
            if not self._core.live.wait_beyond(seen, deadline - time.monotonic()):
                raise TimeoutError(f"it did not come true within {timeout} s")
            seen = self._core.live.version

    def wait_until_quiet(self, timeout: float = 5.0) -> None:
        """Waits until no delivery is under way. Events that wait for a later retry do not count."""
        self.wait_for(lambda: self._core.deliveries.is_quiet, timeout)

    @property
    def is_connected(self) -> bool:
        """Whether the bot is connected by Socket Mode."""
        return self._core.socket_mode.connected

    @property
    def socket_url(self) -> str:
        """The address that a bot's socket is sent to; tests may put something in between."""
        return self._core.socket_mode.base_url

    @socket_url.setter
    def socket_url(self, url: str) -> None:
        self._core.socket_mode.base_url = url

    def wait_for_socket(self, timeout: float = 5.0) -> None:
        """Waits until the bot is connected by Socket Mode."""
        self.wait_for(lambda: self.is_connected, timeout)

    def start(self) -> Self:
        """Starts serving."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=[self._loop], name="sandbox", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ends the streams, the sockets and the thread, and saves the state."""
        self.faults.release()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._socket.close()
        self._smtp_socket.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        if self._state:
            self._core.live.on_change = self._state.save_soon
        core = self._core
        close_smtp = await MailServer(core.mailbox, core.clock, core.faults, core.live).serve(self._smtp_socket)
        config = uvicorn.Config(
            build_app(self._core, self._web_api), log_config=None, log_level="warning", access_log=False, lifespan="off"
        )
        await PromptServer(config, self._until_stopped).serve([self._socket])
        close_smtp()
        if self._state:
            self._state.save()

    async def _until_stopped(self) -> None:
        await self._stopping.wait()
        await close(self._core)


class PromptServer(uvicorn.Server):
    """A uvicorn that stops at once when its owner is done; its usual polls and pauses add up in tests."""

    def __init__(self, config: uvicorn.Config, until_stopped: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._until_stopped = until_stopped

    async def main_loop(self) -> None:
        """Waits for the owner."""
        await self._until_stopped()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Closes every connection; requests under way have a moment to end."""
        loop = asyncio.get_running_loop()
        for listener in [each for server in self.servers for each in server.sockets]:
            loop.remove_reader(listener.fileno())
        for _ in range(TURNS_TO_CONNECT):
            await asyncio.sleep(0)
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=GRACE_SECONDS)
        await asyncio.sleep(0)  # closed ones drop out now; one that nobody reads stays till it is cut off
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


def _listen(port: int) -> socket.socket:
    """A listening socket at the port, or at any free one if it is busy."""
    # asyncio sends small answers at once (TCP_NODELAY) only if the protocol is named; otherwise each waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.bind((HOST, 0))
    listener.listen()
    return listener
