from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.timekeeping.rollups import differences
from storage import migrate
from storage.clients.clients import Client
from storage.jobs.jobs import Job
from storage.people.people import Office, Person
from storage.store import Store
from storage.tables import metadata
from storage.timekeeping import rollups
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import DateOrder, Role, Source
from tests.bot.digests.agencies import Agency, noon


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without any tables."""
    if request.param == "sqlite":
        store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        whole: Store = request.getfixturevalue("migrated_postgres")
        with whole.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("DROP DATABASE IF EXISTS empty"))
            connection.execute(text("CREATE DATABASE empty"))
        store = Store(whole.url.set(database="empty").render_as_string(hide_password=False))
    yield store
    store.close()


def test_the_migrations_make_just_the_tables_that_the_code_has(empty_store: Store) -> None:
    migrate.upgrade(empty_store)
    with empty_store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_run_down_again_and_up_again(empty_store: Store) -> None:
    migrate.upgrade(empty_store)
    migrate.downgrade(empty_store)
    with empty_store.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(empty_store)
    assert migrate.is_current(empty_store)


def test_time_that_was_there_before_the_sums_is_summed_up(empty_store: Store) -> None:
    migrate.upgrade(empty_store)
    agency = Agency()
    agency.add(Office, name="New York", zone="America/New_York", date_order=DateOrder.DAY_FIRST)
    agency.add(Person, name="P", email="p@hv.example", role=Role.MANAGER, office_id="offices-0")
    agency.add(Client, code="ACME", name="Acme")
    agency.add(Job, number="ACME-1", title="T", client_id="clients-0", billable=True)
    common = {"person_id": "people-0", "job_id": "jobs-0", "service": "copy", "note": "", "line_id": "l"}
    common |= {"source": Source.FORM, "entered_at": noon(agency.first), "billable": True}
    for day, minutes, rate, void in (
        (agency.first, 7, 10_001, False),
        (agency.last, 20, None, False),
        (agency.last, 60, 100, True),
    ):
        money = {"rate_cents": rate, "currency": "USD" if rate else None, "voided_at": noon(day) if void else None}
        agency.add(TimeEntry, worked_on=day, minutes=minutes, **money, **common)
    with empty_store.begin() as session:
        agency.save(session)
    migrate.downgrade(empty_store, "0007")
    migrate.upgrade(empty_store)
    with empty_store.read() as session:
        assert differences(session) == []
        sums = rollups.of_months(session, [agency.month])
    assert sorted((row.currency, row.minutes, row.cents) for row in sums) == [("", 20, 0), ("USD", 7, 1_167)]


def test_a_store_without_its_tables_is_not_current(empty_store: Store) -> None:
    assert not migrate.is_current(empty_store)
