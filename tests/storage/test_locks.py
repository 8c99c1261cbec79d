from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.core import Bot
from storage.base import lock
from storage.people import people
from storage.people.people import Person
from storage.periods import periods
from storage.store import Store
from tests.conftest import profile

ROOT = Path(__file__).parents[2]
MAYA = "maya@hv.example"
Locked = Callable[[Session, str], Person | None]

LOCKED: dict[str, Locked] = {
    "plainly": lambda session, person_id: session.scalar(lock(select(Person).where(Person.id == person_id))),
    "by id": lambda session, person_id: people.by_id(session, person_id, locked=True),
    "by address": lambda session, _: people.at_address(session, profile("Maya Torres").address, locked=True),
}


@pytest.mark.parametrize("locked", LOCKED.values(), ids=LOCKED)
def test_a_row_that_was_read_before_is_read_again_once_it_is_locked(agency: Bot, locked: Locked) -> None:
    with agency.store.read() as session:
        person = people.by_email(session, MAYA)
        before = person.expected_minutes
        if agency.store.is_sqlite:
            session.commit()  # there a transaction sees one state to its end
        with agency.store.begin() as other:
            people.by_email(other, MAYA).expected_minutes = before - 60
        assert people.by_id(session, person.id).expected_minutes == before, "a plain look keeps what the session has"
        assert locked(session, person.id) is person
        assert person.expected_minutes == before - 60


def test_what_a_session_changed_is_kept_when_it_locks_the_row(agency: Bot) -> None:
    with agency.store.begin() as session:
        person = people.by_email(session, MAYA)
        person.expected_minutes = 240
        assert people.by_id(session, person.id, locked=True).expected_minutes == 240


def test_an_admin_who_is_locked_keeps_their_office(agency: Bot) -> None:
    with agency.store.begin() as session:
        grace = people.by_email(session, "grace@hv.example")
        people.admins(session, locked=True)
        assert grace.office.name == "New York"


def test_whoever_comes_later_does_not_pass_who_waits_to_close_a_month(migrated_postgres: Store) -> None:
    """On SQLite nobody holds a month beside another."""
    store = migrated_postgres

    def close() -> None:
        with store.begin() as session:
            periods.hold_alone(session, "2026-02")

    with ThreadPoolExecutor(1) as pool, store.read() as maya, store.read() as sam:
        periods.hold(maya, ["2026-02"])
        closing = pool.submit(close)
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
        waiting += " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        while not maya.scalar(text(waiting)):
            assert not closing.done()
        sam.execute(text("SET LOCAL lock_timeout = '50ms'"))
        periods.hold(sam, ["2026-03"])
        with pytest.raises(OperationalError, match="lock timeout"):
            periods.hold(sam, ["2026-02"])
        maya.rollback()
        closing.result()


def test_there_is_one_way_to_lock_a_row() -> None:
    sources = [file for floor in ("bot", "handlers", "storage") for file in (ROOT / floor).rglob("*.py")]
    found = [file.relative_to(ROOT).as_posix() for file in sources if "with_for_update" in file.read_text("utf-8")]
    assert found == ["storage/base.py"]
