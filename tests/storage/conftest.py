from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.store import Store


@pytest.fixture(scope="session")
def another_postgres(migrated_postgres: Store) -> Iterator[Store]:
    with migrated_postgres.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        name = f"{migrated_postgres.url.database}_empty"
        connection.execute(text(f"CREATE DATABASE {name}"))
    store = Store(migrated_postgres.url.set(database=name).render_as_string(hide_password=False))
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without any tables."""
    if request.param == "sqlite":
        store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        store = request.getfixturevalue("another_postgres")
        with store.begin() as session:
            session.execute(text("DROP SCHEMA public CASCADE"))
            session.execute(text("CREATE SCHEMA public"))
    yield store
    store.close()
