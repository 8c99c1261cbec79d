"""Slack's signed deliveries over HTTP."""

from collections.abc import Mapping
from functools import partial
from time import monotonic

import anyio
import anyio.to_thread
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.slack.edge import Edge

PATH = "/slack/events"
LARGEST_BODY = 1_000_000


class Unread(Exception):
    """The body of a request can't be read; `answer` says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        # The rest of the body may still come, so the connection takes no other request.
        self.answer = Response(why, status_code=status, headers={"connection": "close"})


def slack_route(edge: Edge, signing_secret: str) -> Route:
    """Return the route that Slack sends to; it refuses anything that Slack didn't sign before reading it.

    Bolt is synchronous: it runs in threads of its own, off the event loop.
    """
    limiter, verifier = anyio.CapacityLimiter(edge.threads), SignatureVerifier(signing_secret)

    async def receive(request: Request) -> Response:
        arrived = monotonic()
        try:
            body = await _body(request)
        except Unread as unread:
            return unread.answer
        if not _is_signed(verifier, body, request.headers):
            return Response("not signed by Slack", status_code=401)
        bolt_request = BoltRequest(
            body=body.decode(errors="replace"), query=request.url.query, headers=dict(request.headers)
        )
        answer = await anyio.to_thread.run_sync(partial(edge.take, bolt_request, arrived), limiter=limiter)
        return _response(answer)

    return Route(PATH, receive, methods=["POST"])


async def _body(request: Request) -> bytes:
    """Return the body. Raises Unread if it is larger than any that Slack sends, or only a part of it came."""
    chunks = bytearray()
    try:
        async for chunk in request.stream():
            chunks += chunk
            if len(chunks) > LARGEST_BODY:
                raise Unread(413, "too large")
    except ClientDisconnect:
        raise Unread(400, "nobody is there any longer") from None
    return bytes(chunks)


def _is_signed(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (ValueError, TypeError, OverflowError):  # a timestamp that is no number or no time, a strange signature
        return False


def _response(answer: BoltResponse) -> Response:
    headers = {name: values[0] for name, values in answer.headers.items()}
    return Response(answer.body, status_code=answer.status, headers=headers)
