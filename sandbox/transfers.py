"""Everything that isn't JSON: files that people upload, files of messages, and mails with their attachments."""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.core import Core
from sandbox.files import PRIVATE_PATH, file_object
from sandbox.posting import visible_to_bot
from sandbox.values import Json, Refused

# A mail may show its own content and anything served on this machine, and can't run scripts.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data: http://127.0.0.1:* http://localhost:*"
)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_NEW_TAB = '<base target="_blank">'


# Slack's answer, with a 200, to a request for a private file without a token that may read it.
_LOGIN_PAGE = (
    "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>"
)


def routes(core: Core) -> list[Route]:
    """Returns their routes."""
    found: dict[str, Callable[[Core, Request], Response]] = {
        "/files/{file}": _file,
        PRIVATE_PATH + "{file}/{name}": _private_file,
        PRIVATE_PATH + "{file}/download/{name}": _private_file,
        "/mails/{mail}/html": _mail_html,
        "/mails/{mail}/attachments/{number:int}": _mail_attachment,
    }

    async def upload(request: Request) -> Response:
        try:
            return JSONResponse(_taken(core, request, await request.body()))
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.error, "message": refused.message})

    downloads = [Route(path, _or_not_found(core, answer), methods=["GET"]) for path, answer in found.items()]
    return [*downloads, Route("/browser/upload", upload, methods=["POST"])]


def _or_not_found(core: Core, answer: Callable[[Core, Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return answer(core, request)
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.error}, 404)

    return endpoint


def _taken(core: Core, request: Request, content: bytes) -> Json:
    """Stores a file that a person uploads; returns its id, to send with a message or a modal."""
    person = core.workspace.person(request.query_params.get("as", ""))
    file = core.files.take(request.query_params.get("name") or "file", content, person.id, core.clock.real())
    return {"ok": True, "file": file_object(file, core.files.base_url)}


def _file(core: Core, request: Request) -> Response:
    """A file, for anybody in a channel where it is shared."""
    found = core.files.find(request.path_params["file"])
    user = core.workspace.person(request.query_params.get("as", "")).id
    if not any(user in core.workspace.channel(channel).members for channel in found.channels):
        raise Refused("file_not_found")
    return _attached(found.name, found.bytes, found.mimetype if found.mimetype.startswith("image/") else None)


def _private_file(core: Core, request: Request) -> Response:
    """A file for the bot, with its token and `files:read`; anybody else gets the login page, as in Slack."""
    asked = request.headers.get("authorization", "") == f"Bearer {core.secrets.bot_token}"
    if not asked or "files:read" not in core.scopes:
        return HTMLResponse(_LOGIN_PAGE)
    try:
        file = visible_to_bot(core, request.path_params["file"])
    except Refused:
        return HTMLResponse(_LOGIN_PAGE)
    return Response(file.bytes, media_type=file.mimetype)


def _mail_html(core: Core, request: Request) -> Response:
    """A mail's HTML as received, except that its links open in a new tab."""
    html = core.mailbox.find(request.path_params["mail"]).html_with_pictures
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
    return _attached(attachments[number].name, attachments[number].content)


def _attached(name: str, content: bytes, media_type: str | None = None) -> Response:
    """A download under that name, which browsers don't open by themselves; with a media type it can be an image."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(content, media_type=media_type or "application/octet-stream", headers=headers)
