"""Puts the parts together: the core of a sandbox, and the web application around it."""

import secrets
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from sandbox import browser, transfers
from sandbox.clock import Clock
from sandbox.core import Core, Secrets
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.files import UPLOAD_PATH, Files
from sandbox.live import Live
from sandbox.mails import Mailbox
from sandbox.manifest import Manifest
from sandbox.socket_mode import SocketMode
from sandbox.triggers import ResponseUrls, Triggers
from sandbox.views import Views
from sandbox.web_api.endpoint import WebApi
from sandbox.workspace import Workspace

PAGE = Path(__file__).parent / "page"
HOSTS = ["127.0.0.1", "localhost"]
_POLICY = "default-src 'self'; img-src 'self' http://127.0.0.1:* http://localhost:*"
_PAGE_HEADERS = {"content-security-policy": _POLICY, "cache-control": "no-cache"}


def build_core(manifest: Manifest, workspace: Workspace, now: Callable[[], float]) -> Core:
    """All the parts of one sandbox, with fresh secrets."""
    clock, faults = Clock(now), Faults()
    socket_mode = SocketMode(workspace.app_id)
    fresh = Secrets(
        bot_token=f"xoxb-{secrets.token_hex(16)}",
        app_token=f"xapp-1-{workspace.app_id}-{secrets.token_hex(16)}",
        signing_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
    )
    return Core(
        manifest=manifest,
        scopes=set(manifest.scopes),
        secrets=fresh,
        clock=clock,
        workspace=workspace,
        views=Views(clock),
        triggers=Triggers(clock),
        response_urls=ResponseUrls(clock),
        files=Files(),
        mailbox=Mailbox(),
        live=Live(),
        faults=faults,
        socket_mode=socket_mode,
        deliveries=Deliveries(manifest, fresh.signing_secret, clock, faults, socket_mode),
    )


def build_app(core: Core, web_api: WebApi) -> Starlette:
    """Every address that the sandbox serves. Other host names are refused, so no foreign page can reach in."""
    routes = [
        Route("/", _front_page, methods=["GET"]),
        Mount("/page", _Page(directory=PAGE, check_dir=False)),
        Route("/api/{method:path}", web_api.call, methods=["GET", "POST"]),
        Route(UPLOAD_PATH + "{secret}", web_api.upload, methods=["POST"]),
        Route("/response/{secret}", web_api.response_url, methods=["POST"]),
        WebSocketRoute("/socket", core.socket_mode.serve),
        *browser.routes(core),
        *transfers.routes(core),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)])


async def close(core: Core) -> None:
    """Ends everything that would keep connections open."""
    core.live.close()
    core.clock.release_waiters()
    core.deliveries.close()
    await core.socket_mode.close()


async def _front_page(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers=_PAGE_HEADERS)


class _Page(StaticFiles):
    """The page's files, under a policy that lets nothing in from elsewhere."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(_PAGE_HEADERS)
        return response
