"""Slack's signed deliveries over HTTP."""

from collections.abc import Mapping
from functools import partial

import anyio
import anyio.to_thread
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PATH = "/slack/events"
LARGEST_BODY = 1_000_000


def slack_route(app: App, signing_secret: str, threads: int) -> Route:
    """Return the route that Slack sends to; it refuses anything that Slack didn't sign before reading it.

    Bolt is synchronous: it runs in threads of its own, off the event loop.
    """
    limiter, verifier = anyio.CapacityLimiter(threads), SignatureVerifier(signing_secret)

    async def receive(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return Response("too large", status_code=413)
        if not _is_signed(verifier, body, request.headers):
            return Response("not signed by Slack", status_code=401)
        bolt_request = BoltRequest(
            body=body.decode(errors="replace"), query=request.url.query, headers=dict(request.headers)
        )
        answer = await anyio.to_thread.run_sync(partial(app.dispatch, bolt_request), limiter=limiter)
        return _response(answer)

    return Route(PATH, receive, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    """Return the body, None if it is larger than any that Slack sends."""
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > LARGEST_BODY:
            return None
    return bytes(chunks)


def _is_signed(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (ValueError, TypeError):  # a timestamp that isn't a number, a signature that isn't ASCII
        return False


def _response(answer: BoltResponse) -> Response:
    headers = {name: values[0] for name, values in answer.headers.items()}
    return Response(answer.body, status_code=answer.status, headers=headers)
