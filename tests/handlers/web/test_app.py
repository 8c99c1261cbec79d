import json
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import urlopen

from handlers.web.app import web_app
from storage import migrate
from storage.store import Store
from tests.handlers.conftest import WebServer


def ask(path: str, is_ready: Callable[[], bool]) -> tuple[int, dict[str, bool]]:
    with WebServer(web_app(is_ready)) as web:
        try:
            with urlopen(web.url + path, timeout=10) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, json.load(error)


def test_it_is_alive_whatever_the_store_does() -> None:
    assert ask("/healthz", lambda: False) == (200, {"alive": True})


def test_it_is_ready_where_the_tables_are_this_versions(store: Store) -> None:
    assert ask("/readyz", lambda: migrate.is_current(store)) == (200, {"ready": True})


def test_it_is_not_ready_where_the_store_is_away() -> None:
    away = Store("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert ask("/readyz", lambda: migrate.is_current(away)) == (503, {"ready": False})
