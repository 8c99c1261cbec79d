"""Forms as browsers send them: limited in size, and checked to come from our own page."""

import hmac
import secrets
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from bot.rules.kit.link_tokens import derived
from handlers.web.pages import Refusal

LARGEST_BODY = 64_000
MOST_FIELDS = 20
TYPE = "application/x-www-form-urlencoded"


def new_form(token: str) -> str:
    """Return a page's form value: random, and signed with the link's own token, so that no other site can make one."""
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{derived(token, f'form:{nonce}')}"


def check_form(token: str, form: str) -> None:
    """Raise Refusal unless the form was made for this link."""
    nonce = form.partition(".")[0]
    made = f"{nonce}.{derived(token, f'form:{nonce}')}"
    if not hmac.compare_digest(made.encode(), form.encode("utf-8", "replace")):
        raise Refusal(403, "This form is not from here", "Please open the link in your e-mail again, and decide there.")


def check_origin(request: Request, public_url: str) -> None:
    """Raise Refusal if a browser says that another site sent this.

    Our pages send no referrer, so browsers send `Origin: null` with their forms; `Sec-Fetch-Site` and the form itself
    also show the origin.
    """
    parts = urlsplit(public_url)
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site in (None, "same-origin", "none") and origin in (None, "null", f"{parts.scheme}://{parts.netloc}"):
        return
    raise Refusal(403, "This came from another site", "Please open the link in your e-mail, and decide there.")


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form. Raises Refusal if it isn't a form, or is too large."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != TYPE:
        raise Refusal(415, "That is no form", "Please decide with the buttons of the page.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refusal(413, "That is too long", "Please shorten what you wrote, and send it again.")
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refusal(400, "That form can’t be read", "Please open the link in your e-mail again.") from None
    return {name: _kept(value) for name, value in fields}


def _kept(text: str) -> str:
    """Return typed text with normal line ends, and without characters that no keyboard types and no database keeps."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or char.isprintable() or char.isspace())
