import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, StatementError

from bot.core import Bot
from storage.clients.clients import Client, every_client
from storage.jobs.jobs import Job
from storage.people.people import Office, chat_address, offices
from storage.store import FairLock, Store, StoreBusy
from storage.words.time import DateOrder, JobStatus
from tests.conftest import profile

THREADS = 16
ROUNDS = 8


def test_what_raises_is_rolled_back(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.begin() as session:
        session.add(Client(id="1", code="ACME", name="Acme"))
        session.flush()
        raise ZeroDivisionError
    with store.read() as session:
        assert every_client(session) == []


def test_what_ends_well_is_kept(store: Store) -> None:
    with store.begin() as session:
        session.add(Client(id="1", code="ACME", name="Acme"))
    with store.read() as session:
        assert [client.code for client in every_client(session)] == ["ACME"]


def test_a_read_sees_nothing_that_is_not_committed(store: Store) -> None:
    with store.begin() as writing:
        writing.add(Client(id="1", code="ACME", name="Acme"))
        writing.flush()
        with store.read() as reading:
            assert every_client(reading) == []


def test_an_instant_stays_aware_and_in_utc(agency: Bot) -> None:
    tokyo = timezone(timedelta(hours=9))
    with agency.store.begin() as session:
        row = chat_address(session, profile("Maya Torres").address)
        row.checked_at = datetime(2026, 3, 13, 8, 0, tzinfo=tokyo)
    with agency.store.read() as session:
        row = chat_address(session, profile("Maya Torres").address)
        assert row.checked_at == datetime(2026, 3, 12, 23, 0, tzinfo=UTC)
        assert row.checked_at.tzinfo == UTC


def test_a_naive_instant_is_not_kept(agency: Bot) -> None:
    with pytest.raises(StatementError, match="naive"), agency.store.begin() as session:
        chat_address(session, profile("Maya Torres").address).checked_at = datetime(2026, 3, 13)


def test_a_foreign_key_is_kept(store: Store) -> None:
    with pytest.raises(Exception, match="(?i)foreign key"), store.begin() as session:
        session.add(Job(id="1", number="X-1", title="x", client_id="none", billable=True, status=JobStatus.OPENED))


def test_sixteen_threads_that_write_at_once_neither_fail_nor_wait_long(store: Store) -> None:
    """Each waits for its turn, so the longest wait is a fair share of the whole, not one thread's bad luck."""
    start = threading.Barrier(THREADS)

    def write(thread: int) -> float:
        start.wait()
        longest = 0.0
        for turn in range(ROUNDS):
            began = time.monotonic()
            with store.begin() as session:
                session.add(
                    Office(id=f"{thread}-{turn}", name=f"{thread}-{turn}", zone="UTC", date_order=DateOrder.DAY_FIRST)
                )
            longest = max(longest, time.monotonic() - began)
        return longest

    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        waits = list(pool.map(write, range(THREADS)))
    with store.read() as session:
        assert len(offices(session)) == THREADS * ROUNDS
    if store.is_sqlite:  # PostgreSQL's own locks are per row
        assert max(waits) < (time.monotonic() - began) / 2


def test_the_lock_serves_in_the_order_of_coming() -> None:
    lock, served = FairLock(), []
    coming = [threading.Event() for _ in range(5)]

    def come(number: int) -> None:
        coming[number].set()
        with lock.held(timeout=5):
            served.append(number)

    threads = []
    with lock.held(timeout=1):
        for number in range(5):
            threads.append(threading.Thread(target=come, args=[number]))
            threads[-1].start()
            coming[number].wait(5)
            while len(lock._waiting) <= number:
                pass
    for thread in threads:
        thread.join(5)
    assert served == [0, 1, 2, 3, 4]


def test_a_lock_that_is_not_had_in_time_is_told_and_leaves_no_trace() -> None:
    lock = FairLock()
    with lock.held(timeout=1), ThreadPoolExecutor(1) as pool, pytest.raises(StoreBusy):
        pool.submit(_hold_briefly, lock).result()
    with lock.held(timeout=1):
        pass


def _hold_briefly(lock: FairLock) -> None:
    with lock.held(timeout=0.01):
        pass


def test_waiting_for_sqlite_ends_once_for_threads_and_processes_together(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the threads' lock has used up of the time is not waited again for another process."""
    clock = iter([100.0, 101.5, 200.0, 202.5])
    monkeypatch.setattr("storage.store.monotonic", lambda: next(clock))
    with sqlite_store.begin() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == 500
    with closing(sqlite3.connect(sqlite_store.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="locked"), sqlite_store.begin():
            pass
    with sqlite_store.read() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == 2000


def test_a_postgres_that_is_away_is_told_within_the_time_out() -> None:
    store = Store("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(OperationalError):
        store.ping()
    store.close()


def test_a_statement_that_takes_too_long_is_cut_off_on_postgres(migrated_postgres: Store) -> None:
    with pytest.raises(StoreBusy, match="timeout"), migrated_postgres.read() as session:
        session.execute(text("SELECT pg_sleep(5)"))
