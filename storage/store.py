"""The store: write and read transactions, on SQLite or PostgreSQL."""

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from storage import patience
from storage.postgresql import Unanswered, postgresql_engine

# No wait for the database takes longer, also for work that has no deadline.
TIMEOUT_SECONDS = 2
THREADS = 16

# A SQLite write transaction's connection has this option: when to stop waiting for the database, by the monotonic
# clock.
DEADLINE = "jobjacket_deadline"
# PostgreSQL: a statement that took too long, a lock that wasn't free in time.
CUT_OFF = ("57014", "55P03")


class StoreBusy(Exception):
    """The store wasn't available in time; nothing was written."""


class StoreUnsure(Exception):
    """The store was asked to commit and gave no answer: nobody knows yet whether it did."""


class FairLock:
    """A lock that serves its waiters in the order they came.

    Threads that wait on SQLite's own lock poll for it, and starve; these don't.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    @contextmanager
    def held(self, timeout: float) -> Iterator[None]:
        """Hold the lock for the block. Raises StoreBusy if it isn't free within `timeout` seconds."""
        self._take(timeout)
        try:
            yield
        finally:
            self._give()

    def _take(self, timeout: float) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return
        with self._guard:
            if turn not in self._waiting:
                return  # the turn came just as the wait ended
            self._waiting.remove(turn)
        raise StoreBusy(f"the database was busy for {timeout:.1f} seconds")

    def _give(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


class Store:
    """The database: `begin` writes, `read` reads.

    `queued` is set once a commit of this process has left work for the outbox.
    """

    def __init__(self, url: str, threads: int = THREADS) -> None:
        self.url = make_url(url)
        self.queued = threading.Event()
        self.engine = _engine(self.url, threads)
        self._lock = FairLock() if self.is_sqlite else None
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Begin one write transaction: commit when the block ends, roll back if it raises.

        Raises StoreBusy if the store isn't available in time or the deadline passes before the commit, StoreUnsure if
        the commit gets no answer, and SQLAlchemy's errors. On SQLite the threads of this process wait in line.
        """
        with _busy(), self._write() as session:
            yield session
            session.flush()
            if patience.is_over():
                raise StoreBusy("the time was over before the change could be saved")
            _commit(session)
        if session.info.get("queued"):
            self.queued.set()

    @contextmanager
    def _write(self) -> Iterator[Session]:
        """On SQLite this waits once: for the threads of this process, then, with the time left, for other processes."""
        if self._lock is None:
            with self._sessions() as session:
                yield session
            return
        seconds = patience.seconds_left(TIMEOUT_SECONDS)
        deadline = monotonic() + seconds
        with self._lock.held(seconds), self._sessions() as session:
            session.connection(execution_options={DEADLINE: deadline})
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Begin one read transaction, which sees one state of the store and changes nothing. Raises StoreBusy."""
        with _busy(), self._sessions() as session:
            yield session

    def ping(self) -> None:
        """Check that the database answers. Raises SQLAlchemy's errors if it doesn't."""
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


@contextmanager
def _busy() -> Iterator[None]:
    """Raise StoreBusy if the store was not available in time."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy("all connections to the database are in use") from error
    except OperationalError as error:
        if _was_busy(error.orig):
            raise StoreBusy(str(error.orig)) from error
        raise


def _was_busy(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return isinstance(error, Unanswered) or getattr(error, "sqlstate", None) in CUT_OFF


def _commit(session: Session) -> None:
    try:
        session.commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnsure("the database gave no answer to the commit") from error
        raise


def _engine(url: URL, threads: int) -> Engine:
    # Log statements without what people typed into them.
    pool: dict[str, Any] = {"hide_parameters": True, "pool_size": threads, "max_overflow": 0}
    pool["pool_timeout"] = TIMEOUT_SECONDS
    if url.get_backend_name() == "sqlite":
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, **pool)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return postgresql_engine(url, TIMEOUT_SECONDS, pool)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions below; the driver would guess
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own handles only ASCII
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _lower(value: Any) -> str | None:
    return None if value is None else str(value).lower()


def _begin_sqlite(connection: Connection) -> None:
    deadline = connection.get_execution_options().get(DEADLINE)
    seconds = patience.seconds_left(TIMEOUT_SECONDS) if deadline is None else max(0, deadline - monotonic())
    # Statements that can't fail go straight to the driver: SQLAlchemy takes many times as long as they do.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    if deadline is None:
        driver.execute("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
