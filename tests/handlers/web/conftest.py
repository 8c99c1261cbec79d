"""The sign-off page, served."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

import pytest

from bot.core import Bot
from bot.signoffs.links import new_link
from bot.signoffs.shown import SignoffShown
from handlers.web.app import web_app
from handlers.web.signoffs import SignoffPages
from storage.store import Store
from tests.bot.signoffs.signoff_desk import open_account
from tests.conftest import FixedClock, make_bot, open_agency
from tests.handlers.conftest import WebServer

FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return unescape(self.body.decode())


@dataclass(frozen=True)
class Site:
    """The page's site, and its visitors: each is a plain HTTP client."""

    bot: Bot
    pages: SignoffPages
    url: str

    def link(self, shown: SignoffShown, place: int = 0) -> str:
        """The path of a new link of one of the approvers."""
        return f"/signoff/{new_link(self.bot, shown.approvers[place].id).token}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        parts = urlsplit(self.url)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        try:
            connection.request(method, path, body, dict(headers or {}))
            got: HTTPResponse = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def form(self, path: str) -> str:
        """What the form of a page carries."""
        found = re.search(r'name="form" value="([^"]+)"', self.get(path).text)
        assert found
        return found[1]

    def send(self, path: str, headers: Mapping[str, str] | None = None, **fields: str) -> Answer:
        """Send the page's form, with the fields that a browser would."""
        given = {"form": fields.pop("form", None) or self.form(path), "name": "Dana Fox", "said": ""} | fields
        return self.ask("POST", path, urlencode(given).encode(), FORM | dict(headers or {}))


@pytest.fixture
def site(sqlite_store: Store, clock: FixedClock) -> Iterator[Site]:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    bot = open_account(bot)
    pages = SignoffPages(bot, "http://not-yet/", "Harbour & Vale")
    with WebServer(web_app(lambda: True, pages.routes())) as web:
        pages.public_url = f"{web.url}/"
        yield Site(bot, pages, web.url)
