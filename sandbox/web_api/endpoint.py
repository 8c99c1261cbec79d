"""The HTTP side of the Web API and of response urls: reading arguments, faults, headers, the log of calls."""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.acts.payloads import reasons
from sandbox.acts.replies import answer_response_url
from sandbox.core import Core
from sandbox.faults import HOLDS_FOR_SECONDS, RATE_LIMITED, CallFault
from sandbox.values import Json, Refused
from sandbox.web_api import METHODS
from sandbox.web_api.registry import perform

log = logging.getLogger(__name__)

# What a proxy between the bot and Slack may answer.
_PROXYS_PAGE = "<!DOCTYPE html><html><body>One moment, please</body></html>"

# Slack's usual headers, which a bot expects.
_UNREMARKABLE = {"users_not_found", "exchanged_trigger_id"}


@dataclass(frozen=True)
class RecordedCall:
    """One call to the Web API, as tests look at it; `answer` is None if a fault came before the work."""

    method: str
    arguments: Json
    answer: Json | None


class WebApi:
    """Answers `/api/<method>` and `/response/<secret>`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.calls: list[RecordedCall] = []

    async def call(self, request: Request) -> Response:
        """One Web API call."""
        name = request.path_params["method"]
        try:
            arguments = await _arguments(request)
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.error})
        token = _token(request, arguments)
        fault = self._core.faults.take(name, _channel(arguments))
        if fault and not fault.is_after_work:
            self._record(name, arguments, None)
            return _faulty(fault)
        answer = perform(self._core, name, token, arguments)
        self._record(name, arguments, answer)
        if not answer["ok"] and answer["error"] not in _UNREMARKABLE:
            log.warning("%s was refused: %s", name, json.dumps(answer))
        whole = JSONResponse(answer, headers=self._headers(name))
        return await _after_work(fault, whole) if fault else whole

    async def upload(self, request: Request) -> Response:
        """The bytes of an announced file, raw or as the only file of a form."""
        fault = self._core.faults.take("upload")
        if fault and not fault.is_after_work:
            return _faulty(fault)
        try:
            file = self._core.files.upload(request.path_params["secret"], await _uploaded(request))
        except Refused as refused:
            log.warning("an upload was refused: %s", refused)
            return PlainTextResponse(refused.error, 404 if refused.error == "invalid_url" else 400)
        whole = PlainTextResponse(f"OK - {file.length}")
        return await _after_work(fault, whole) if fault else whole

    async def response_url(self, request: Request) -> Response:
        """One use of a response url."""
        fault = self._core.faults.take("response_url")
        if fault and not fault.is_after_work:
            return _faulty(fault)
        try:
            answer_response_url(self._core, request.path_params["secret"], await _body_object(request))
        except Refused as refused:
            log.warning("a response_url was refused: %s", reasons(refused))
            gone = refused.error in ("invalid_url", "expired_url", "used_url")
            return JSONResponse({"ok": False, "error": refused.error, **refused.more}, 404 if gone else 400)
        whole = PlainTextResponse("ok")
        return await _after_work(fault, whole) if fault else whole

    def _record(self, name: str, arguments: Json, answer: Json | None) -> None:
        self.calls.append(RecordedCall(name, arguments, answer))
        self._core.live.touch()

    def _headers(self, name: str) -> dict[str, str]:
        accepted = METHODS[name].scopes if name in METHODS else ()
        return {
            "x-oauth-scopes": ",".join(sorted(self._core.scopes)),
            "x-accepted-oauth-scopes": ",".join(accepted),
        }


async def _uploaded(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        files = [part for part in form.values() if not isinstance(part, str)]
        if len(files) != 1:
            raise Refused("invalid_form_data")
        return await files[0].read()


async def _arguments(request: Request) -> Json:
    arguments: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        return arguments | await _body_object(request)
    async with request.form() as form:
        return arguments | dict(form)


async def _body_object(request: Request) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused("invalid_json")
    return body


def _token(request: Request, arguments: Json) -> str | None:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    field = arguments.pop("token", None)
    return bearer if scheme.lower() == "bearer" and bearer else field


def _channel(arguments: Json) -> str | None:
    return arguments.get("channel") or arguments.get("channel_id")


def _faulty(fault: CallFault) -> Response:
    if fault.error:
        return JSONResponse({"ok": False, "error": fault.error})
    if fault.status == RATE_LIMITED:
        headers = {"retry-after": str(fault.retry_after)}
        return JSONResponse({"ok": False, "error": "ratelimited"}, RATE_LIMITED, headers)
    return PlainTextResponse("fault", fault.status)


async def _after_work(fault: CallFault, whole: Response) -> Response:
    """Returns what is left of the whole answer, or all of it once it is no longer held back."""
    if fault.held:
        await asyncio.to_thread(fault.held.wait, HOLDS_FOR_SECONDS)
        return whole
    match fault.lose_answer:
        case "status":
            return PlainTextResponse("the answer was lost", 500)
        case "html" | "html 404" | "html 408" as html:
            return HTMLResponse(_PROXYS_PAGE, int(html.removeprefix("html") or 200))
        case "half json":
            body = bytes(whole.body)
            return Response(body[: len(body) // 2], media_type=whole.media_type)
        case "empty":
            return Response()
        case _:
            return _Closing(b"{" if fault.lose_answer == "half" else b"")


class _Closing(Response):
    """A connection that closes before the answer is whole, or before it begins."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the part of the answer there is, and closes."""
        if self.body:
            headers = [(b"content-length", b"1000")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": self.body, "more_body": True})
        uvicorns: Any = receive
        uvicorns.__self__.transport.close()
        while (await receive())["type"] != "http.disconnect":
            pass
