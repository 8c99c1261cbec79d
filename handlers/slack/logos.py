"""Reading the logo that somebody uploaded with a form."""

from collections.abc import Mapping
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient

from bot.errors import UsageError
from bot.rules.clients import LARGEST_LOGO, Logo
from handlers.slack.client import CALL_FAULTS, CALL_TIMEOUT

MEGABYTE = 1024 * 1024


class _Stay(HTTPRedirectHandler):
    """The token goes to the address that Slack named, and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nothing."""


_OPENER = build_opener(_Stay)


def read_logo(client: WebClient, file_id: str) -> Logo:
    """The logo. Slack is asked where it is: the address in a payload is not used.

    Raises UsageError (field `logo`) for one that is too large, or that the bot may not read.
    """
    try:
        facts: Mapping[str, Any] = client.files_info(file=file_id)["file"]
        size = int(facts.get("size") or 0)
        if size > LARGEST_LOGO:
            raise _refused(f"That has {size / MEGABYTE:.1f} MB: up to {LARGEST_LOGO // MEGABYTE} MB, please.")
        request = Request(facts["url_private_download"], headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310
        with _OPENER.open(request, timeout=CALL_TIMEOUT) as answer:
            content: bytes = answer.read(LARGEST_LOGO + 1)
    except CALL_FAULTS:
        raise _refused("I could not fetch that from Slack. Please try again.") from None
    # To a token that may not read it, Slack answers with the page of its login.
    if len(content) != size:
        raise _refused("Slack does not let me read that file.")
    return Logo(str(facts.get("name") or "logo"), content)


def _refused(message: str) -> UsageError:
    return UsageError(message, fields={"logo": message})
