"""A delivery's deadline bounds every wait on its behalf, and nothing is committed after it."""

import sqlite3
from contextlib import closing
from time import monotonic

import pytest
from sqlalchemy import text

from storage import patience
from storage.people.people import DateOrder, Office, offices
from storage.store import FairLock, Store, StoreBusy

A_DAY = 86_400.0


def test_a_wait_ends_by_the_deadline_and_never_lasts_longer_than_its_own_bound() -> None:
    assert patience.seconds_left(2) == 2
    with patience.until(monotonic() + A_DAY):
        assert patience.seconds_left(2) == 2
        assert 2 < patience.seconds_left(2 * A_DAY) <= A_DAY
        with patience.until(monotonic() - 1):
            assert (patience.seconds_left(2), patience.is_over()) == (0, True)
        assert not patience.is_over()
    assert patience.seconds_left(3 * A_DAY) == 3 * A_DAY


def test_what_is_not_done_by_the_deadline_is_rolled_back(store: Store) -> None:
    office = {"name": "Oslo", "zone": "UTC", "date_order": DateOrder.DAY_FIRST}
    with pytest.raises(StoreBusy), patience.until(monotonic() - 1), store.begin() as session:
        session.add(Office(id="1", **office))
    with patience.until(monotonic() + A_DAY), store.begin() as session:
        assert offices(session) == []
        session.add(Office(id="2", **office))
    with store.read() as session:
        assert [each.id for each in offices(session)] == ["2"]


def test_no_time_is_left_to_wait_for_a_lock_after_the_deadline(sqlite_store: Store) -> None:
    with closing(sqlite3.connect(str(sqlite_store.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="locked"), patience.until(monotonic()), sqlite_store.begin():
            pass
    lock = FairLock()
    with lock.held(1), patience.until(monotonic()), pytest.raises(StoreBusy), lock.held(patience.seconds_left(9)):
        pass


def test_a_statement_on_postgresql_is_given_up_at_the_deadline(migrated_postgres: Store) -> None:
    with pytest.raises(StoreBusy, match="no answer"), migrated_postgres.read() as session:
        session.execute(text("SELECT 1"))
        with patience.until(monotonic()):
            session.execute(text("SELECT pg_sleep(1)"))
    with migrated_postgres.read() as session:
        assert session.scalar(text("SELECT 1")) == 1
