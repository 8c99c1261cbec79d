"""Sends payloads to the bot: over a socket if one is connected, otherwise as signed HTTP; retries events."""

import asyncio
import hashlib
import hmac
import json
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Literal
from urllib.parse import urlencode

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.manifest import Manifest
from sandbox.socket_mode import SocketMode
from sandbox.values import Json, JsonValue

log = logging.getLogger(__name__)

Kind = Literal["command", "interactive", "options", "event"]
Retry = tuple[int, str]

_ENVELOPE_TYPES = {
    "command": "slash_commands",
    "interactive": "interactive",
    "options": "interactive",
    "event": "events_api",
}
_OK = 200
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Delivery:
    """One payload, and how the bot answered it. `error` is None when it was acknowledged in time."""

    kind: Kind
    payload: Json
    transport: Literal["http", "socket", "none"] = "none"
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None
    body: JsonValue = None
    answer_headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    error: Literal["operation_timeout", "dispatch_failed"] | None = None
    reason: str = ""


class Deliveries:
    """`sent` is the log of all deliveries, in the order of their answers."""

    def __init__(
        self, manifest: Manifest, signing_secret: str, clock: Clock, faults: Faults, socket_mode: SocketMode
    ) -> None:
        self.sent: list[Delivery] = []
        self.request_url: str | None = None
        self.on_done: Callable[[], None] = lambda: None
        self._under_way = 0
        self._manifest = manifest
        self._signing_secret = signing_secret
        self._clock = clock
        self._faults = faults
        self._socket_mode = socket_mode
        self._threads = ThreadPoolExecutor(32, thread_name_prefix="delivery")
        self._events: set[asyncio.Task[None]] = set()

    @property
    def is_quiet(self) -> bool:
        """Whether every delivery has been answered or given up."""
        return self._under_way == 0

    async def send(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Delivery:
        """Sends one payload, twice at once if that fault is set, and returns the first one's answer."""
        copies = 2 if self._faults.take_duplicate() else 1
        answers = await asyncio.gather(*(self._send_once(kind, payload, retry) for _ in range(copies)))
        return answers[0]

    def send_event(self, payload: Json) -> None:
        """Sends an event in the background, and again after each wait until it is acknowledged."""
        self._under_way += 1  # counted from now, though the task starts later
        task = asyncio.create_task(self._send_until_acknowledged(payload))
        self._events.add(task)
        task.add_done_callback(self._events.discard)

    def close(self) -> None:
        """Gives up all deliveries still under way."""
        for task in self._events:
            task.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _send_until_acknowledged(self, payload: Json) -> None:
        try:
            delivery = await self.send("event", payload)
        finally:
            self._under_way -= 1
            self.on_done()
        for attempt, wait in enumerate(self._faults.retry_waits, start=1):
            if delivery.error is None or delivery.answer_headers.get("x-slack-no-retry") == "1":
                return
            await asyncio.sleep(wait)
            delivery = await self.send("event", payload, (attempt, delivery.reason))

    async def _send_once(self, kind: Kind, payload: Json, retry: Retry | None) -> Delivery:
        delivery = Delivery(kind, payload)
        self._under_way += 1
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._faults.ack_within):
                await (self._over_socket if self._socket_mode.connected else self._over_http)(delivery, retry)
        except TimeoutError:
            delivery.error, delivery.reason = "operation_timeout", "http_timeout"
        except (OSError, HTTPException) as error:
            delivery.error, delivery.reason = "dispatch_failed", "connection_failed"
            log.warning("the bot could not be reached for a %s: %s", kind, error)
        delivery.seconds = time.perf_counter() - started
        self._under_way -= 1
        self.sent.append(delivery)
        self.on_done()
        return delivery

    async def _over_socket(self, delivery: Delivery, retry: Retry | None) -> None:
        delivery.transport = "socket"
        delivery.body = await self._socket_mode.send(_ENVELOPE_TYPES[delivery.kind], delivery.payload, retry)
        delivery.status = _OK

    async def _over_http(self, delivery: Delivery, retry: Retry | None) -> None:
        url = self._address(delivery.kind, delivery.payload)
        if url is None:
            raise ConnectionError("no socket is connected and there is no request url")
        delivery.transport = "http"
        body, content_type = _encode(delivery.kind, delivery.payload)
        delivery.headers = {"content-type": content_type, **self._signature(body), **_retry_headers(retry)}
        loop = asyncio.get_running_loop()
        timeout = self._faults.ack_within
        status, headers, answer = await loop.run_in_executor(self._threads, _post, url, body, delivery.headers, timeout)
        delivery.status, delivery.answer_headers = status, headers
        if status != _OK:
            delivery.error, delivery.reason = "dispatch_failed", "http_error"
            delivery.body = answer
        else:
            delivery.body = _decode(answer, headers.get("content-type", ""))

    def _address(self, kind: Kind, payload: Json) -> str | None:
        manifest = self._manifest
        if kind == "options" and not manifest.options_url and not manifest.socket_mode:
            return None
        if self.request_url is not None:
            return self.request_url
        match kind:
            case "command":
                url: str | None = manifest.commands[payload["command"]].get("url")
                return url
            case "event":
                return manifest.events_url
            case "options":
                return manifest.options_url
            case _:
                return manifest.interactivity_url

    def _signature(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._clock.real()))
        base = f"v0:{timestamp}:".encode() + body
        signature = hmac.new(self._signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={signature}"}


def _encode(kind: Kind, payload: Json) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    match kind:
        case "command":
            return urlencode(payload).encode(), form
        case "event":
            return json.dumps(payload).encode(), "application/json"
        case _:
            return urlencode({"payload": json.dumps(payload)}).encode(), form


def _decode(body: str, content_type: str) -> JsonValue:
    """An acknowledgement in the shape in which a socket brings it: an object, `{}` for an empty body."""
    if content_type.startswith("application/json"):
        try:
            return json.loads(body or "{}")
        except ValueError:
            pass
    return {"text": body} if body else {}


def _retry_headers(retry: Retry | None) -> dict[str, str]:
    return {"x-slack-retry-num": str(retry[0]), "x-slack-retry-reason": retry[1]} if retry else {}


def _post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> tuple[int, dict[str, str], str]:
    agent = {"user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)", "accept": "application/json,*/*"}
    request = urllib.request.Request(url, body, {**agent, **headers}, method="POST")  # noqa: S310 - the manifest's url
    try:
        with _DIRECT.open(request, timeout=timeout) as answer:
            return answer.status, _lower(answer.headers.items()), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _lower(error.headers.items()), error.read().decode(errors="replace")


def _lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}
