"""Download files that people sent in Slack, with the bot's token."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TakesLong
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import structlog
from slack_sdk import WebClient

from bot.errors import UsageError
from bot.rules.signoffs.signoffs import LARGEST_FILE
from bot.signoffs.artefacts import MEGABYTE, FileGiven
from handlers.slack.kit.client import CALL_FAULTS

log = structlog.get_logger()

# The part of Slack's 3 seconds left after the rest of a submission. A download continues after that.
PATIENCE_SECONDS = 1.8
DOWNLOAD_SECONDS = 60
THREADS = 4
# Files of abandoned forms are dropped.
MOST_KEPT = 12
SLACKS_OWN = (".slack.com", ".slack-files.com", ".slack-edge.com")


class _NoRedirect(HTTPRedirectHandler):
    """Refuses redirects: the token goes only to the address that Slack gave."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


class TooLarge(Exception):
    """A file, by its name, that is over the limit in megabytes."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(name)
        self.megabytes = size / MEGABYTE


def fetch(
    client: WebClient, file_id: str, largest: int, seconds: float, facts: Mapping[str, Any] | None = None
) -> FileGiven:
    """Return a file of up to so many bytes; ask Slack where it is, unless `facts` is Slack's description of it.

    Raises TooLarge, ValueError if the bot may not read it, and CALL_FAULTS.
    """
    if facts is None or not facts.get("url_private_download"):
        facts = dict(client.files_info(file=file_id)["file"])
    name, size = str(facts.get("name") or "file"), int(facts.get("size") or 0)
    if size > largest:
        raise TooLarge(name, size)
    content = _read(client, str(facts.get("url_private_download") or ""), largest, seconds)
    if size and len(content) != size:
        # Slack answers a token without access with a login page.
        raise ValueError(f"{size} bytes were announced, {len(content)} came")
    return FileGiven(name=name, media_type=str(facts.get("mimetype") or "application/octet-stream"), content=content)


def _read(client: WebClient, url: str, largest: int, seconds: float) -> bytes:
    parts, api = urlsplit(url), urlsplit(client.base_url)
    is_slacks = parts.scheme == "https" and str(parts.hostname).endswith(SLACKS_OWN)
    if not is_slacks and parts.netloc != api.netloc:
        raise ValueError("that address is not Slack's")
    asked = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  # checked above
    with build_opener(_NoRedirect()).open(asked, timeout=seconds) as answer:
        content: bytes = answer.read(largest + 1)
        return content


class Downloads:
    """Downloads in progress. A large file may take longer than Slack waits; a second try soon after finds it here."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="download")
        self._lock = threading.Lock()
        self._files: OrderedDict[str, Future[FileGiven]] = OrderedDict()

    def begin(self, file_id: str, facts: Mapping[str, Any] | None = None) -> Future[FileGiven]:
        """Start the download of a file; `facts` is Slack's description of it, if we have one."""
        with self._lock:
            if file_id not in self._files:
                self._files[file_id] = self._pool.submit(self._fetch, file_id, facts)
            while len(self._files) > MOST_KEPT:
                self._files.popitem(last=False)
            return self._files[file_id]

    def take(self, file_id: str, facts: Mapping[str, Any] | None = None) -> FileGiven:
        """Return the file. Raises UsageError (field `file`) if we can't get it, or not yet."""
        download = self.begin(file_id, facts)
        try:
            return download.result(PATIENCE_SECONDS)
        except TakesLong:
            raise _refused("The file is still on its way to me. Please press the button again in a moment.") from None
        except UsageError:
            self.forget(file_id)
            raise
        except (*CALL_FAULTS, ValueError) as fault:
            self.forget(file_id)
            log.warning("download_failed", problem=type(fault).__name__)
            raise _refused("I could not fetch that file from Slack. Please try again, or give a link to it.") from None

    def forget(self, file_id: str) -> None:
        """Drop a file that is stored by now, or that has to be fetched again."""
        with self._lock:
            self._files.pop(file_id, None)

    def _fetch(self, file_id: str, facts: Mapping[str, Any] | None) -> FileGiven:
        try:
            return fetch(self._client, file_id, LARGEST_FILE, DOWNLOAD_SECONDS, facts)
        except TooLarge as large:
            most = LARGEST_FILE // MEGABYTE
            raise _refused(
                f"{large} has {large.megabytes:.0f} MB; up to {most} MB can be kept. A link works too."
            ) from None


def _refused(message: str) -> UsageError:
    return UsageError(message, fields={"file": message})
