from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from storage import migrate
from storage.store import Store
from storage.tables import metadata


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


def test_a_store_without_its_tables_is_not_current(empty_store: Store) -> None:
    assert not migrate.is_current(empty_store)
