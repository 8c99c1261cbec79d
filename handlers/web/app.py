"""The web edge: health checks, and the other doors' routes."""

import asyncio
from collections.abc import Callable, Sequence

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

log = structlog.get_logger()


def web_app(is_ready: Callable[[], bool], routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the web application. `is_ready` checks whether the store can be used; it may raise."""

    async def healthz(request: Request) -> Response:
        return JSONResponse({"alive": True})

    async def readyz(request: Request) -> Response:
        ready = await asyncio.to_thread(_ask, is_ready)
        return JSONResponse({"ready": ready}, status_code=200 if ready else 503)

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), *routes])


def _ask(is_ready: Callable[[], bool]) -> bool:
    try:
        return is_ready()
    except Exception as fault:  # noqa: BLE001  # not ready, for any reason
        log.warning("not_ready", problem=type(fault).__name__)
        return False
