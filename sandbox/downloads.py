"""What the page downloads or frames: files of messages, and mails with their attachments."""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.core import Core
from sandbox.values import Refused

# A mail may show what it brings along and what runs on this machine, and runs nothing.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data: http://127.0.0.1:* http://localhost:*"
)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_NEW_TAB = '<base target="_blank">'


def routes(core: Core) -> list[Route]:
    """Their addresses."""
    found: dict[str, Callable[[Core, Request], Response]] = {
        "/files/{file}": _file,
        "/mails/{mail}/html": _mail_html,
        "/mails/{mail}/attachments/{number:int}": _mail_attachment,
    }
    return [Route(path, _or_not_found(core, answer), methods=["GET"]) for path, answer in found.items()]


def _or_not_found(core: Core, answer: Callable[[Core, Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return answer(core, request)
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.error}, 404)

    return endpoint


def _file(core: Core, request: Request) -> Response:
    """A file, for who is in a channel where it is shared."""
    found = core.files.find(request.path_params["file"])
    user = core.workspace.person(request.query_params.get("as", "")).id
    if not any(user in core.workspace.channel(channel).members for channel in found.channels):
        raise Refused("file_not_found")
    return attached(found.name, found.bytes)


def _mail_html(core: Core, request: Request) -> Response:
    """A mail's HTML as it came, but that its links open in a tab of their own."""
    html = core.mailbox.find(request.path_params["mail"]).html
    if html is None:
        raise Refused("mail_not_found")
    head = _HEAD.search(html)
    at = head.end() if head else 0
    headers = {"content-security-policy": _MAIL_POLICY, "referrer-policy": "no-referrer", "cache-control": "no-store"}
    return HTMLResponse(html[:at] + _NEW_TAB + html[at:], headers=headers)


def _mail_attachment(core: Core, request: Request) -> Response:
    """A file that came with a mail."""
    attachments = core.mailbox.find(request.path_params["mail"]).attachments
    number: int = request.path_params["number"]
    if number >= len(attachments):
        raise Refused("mail_not_found")
    return attached(attachments[number].name, attachments[number].content)


def attached(name: str, content: bytes) -> Response:
    """A download under that name, which no browser opens by itself."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(content, media_type="application/octet-stream", headers=headers)
