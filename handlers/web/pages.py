"""Pages for people outside: they load nothing from elsewhere, under a strict content policy."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from bot.rules.kit.colours import DARK, INK, WHITE, branded, ink_on, readable_on
from handlers.templates import templates

TEMPLATES = templates(Path(__file__).parent / "templates")
A_YEAR = 31_536_000
STRICT = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# The browser's own viewer shows a file; it needs its own styles, and only our pages may embed it.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; img-src 'self'; frame-ancestors 'self'"


class Refusal(Exception):
    """Raised instead of an answer: a heading for the visitor, and what they can do."""

    def __init__(self, status: int, heading: str, advice: str, retry_after: int = 0) -> None:
        super().__init__(heading)
        self.status, self.heading, self.advice, self.retry_after = status, heading, advice, retry_after


@dataclass(frozen=True)
class Pages:
    """Makes the responses of the pages under one public address."""

    is_https: bool

    def page(self, template: str, colour: str | None, values: Mapping[str, Any], status: int = 200) -> Response:
        """Return a page in a client's colour."""
        nonce = secrets.token_urlsafe(16)
        content = TEMPLATES.get_template(template).render(nonce=nonce, **_colours(colour), **values)
        policy = (
            f"default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self' data:; frame-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        headers = {"Content-Security-Policy": policy, "X-Frame-Options": "DENY"}
        return HTMLResponse(content, status, self._strict | headers)

    def page_of(self, heading: str, advice: str, status: int, reference: str = "") -> Response:
        """Return a page with only a message: it always looks the same, and names nobody."""
        return self.page("told.html", None, {"heading": heading, "advice": advice, "reference": reference}, status)

    def refused(self, refusal: Refusal) -> Response:
        """Return the page of a refusal."""
        answer = self.page_of(refusal.heading, refusal.advice, refusal.status)
        if refusal.retry_after:
            answer.headers["Retry-After"] = str(refusal.retry_after)
        return answer

    def moved(self, address: str) -> Response:
        """Redirect by a GET, so that reloading the page doesn't send the form again."""
        return Response(status_code=303, headers=self._strict | {"Location": address})

    def file(self, name: str, content: bytes, shown_as: str | None) -> Response:
        """Return a file, shown in the browser as that type or only as a download."""
        how = "inline" if shown_as else "attachment"
        headers = {
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": FILE_POLICY if shown_as else "default-src 'none'; sandbox",
            "X-Frame-Options": "SAMEORIGIN" if shown_as else "DENY",
        }
        media_type = shown_as or "application/octet-stream"
        return Response(content, media_type=media_type, headers=self._strict | headers)

    @property
    def _strict(self) -> dict[str, str]:
        return STRICT | ({"Strict-Transport-Security": f"max-age={A_YEAR}"} if self.is_https else {})


def _colours(colour: str | None) -> dict[str, str]:
    brand = branded(colour)
    return {
        "brand": brand,
        "ink": ink_on(brand),
        "accent": readable_on(WHITE, brand),
        "accent_dark": readable_on(DARK, brand),
        "text": INK,
    }
