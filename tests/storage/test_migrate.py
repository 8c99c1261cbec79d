import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from storage import migrate
from storage.store import Store
from storage.tables import all_tables
from tests.storage.catalogs import catalog, objects


def test_the_migrations_make_just_the_tables_that_the_code_has(empty_store: Store) -> None:
    migrate.upgrade(empty_store)
    with empty_store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, all_tables()) == []
    migrated = catalog(empty_store)
    migrate.downgrade(empty_store)
    all_tables().create_all(empty_store.engine)
    assert migrated == catalog(empty_store)
    assert migrated.keys() == all_tables().tables.keys()


def test_the_migrations_run_down_again_to_nothing_and_up_again(empty_store: Store) -> None:
    migrate.upgrade(empty_store)
    made, tables = objects(empty_store), catalog(empty_store)
    migrate.downgrade(empty_store)
    assert objects(empty_store) == set()
    migrate.upgrade(empty_store)
    assert migrate.is_current(empty_store)
    assert (objects(empty_store), catalog(empty_store)) == (made, tables)


def test_a_store_without_its_tables_is_not_current(empty_store: Store) -> None:
    assert not migrate.is_current(empty_store)


def set_revision(store: Store, revision: str) -> None:
    with store.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_a_database_without_tables_or_with_this_versions_is_known(empty_store: Store) -> None:
    assert migrate.unknown_revision(empty_store) is None
    migrate.upgrade(empty_store)
    assert migrate.unknown_revision(empty_store) is None
    migrate.downgrade(empty_store)
    assert migrate.unknown_revision(empty_store) is None


def test_a_database_of_the_first_eight_migrations_or_of_a_later_version_is_unknown(empty_store: Store) -> None:
    """The numbers of those eight, which one migration replaced, are never given again."""
    migrate.upgrade(empty_store)
    for revision in (*(f"{number:04}" for number in range(1, 9)), "9999"):
        set_revision(empty_store, revision)
        assert migrate.unknown_revision(empty_store) == revision
        assert not migrate.is_current(empty_store)


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_looking_at_a_database_changes_no_byte_of_it_even_after_its_process_was_killed(
    tmp_path: Path, journal: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('0008')")
        connection.commit()
        left = tmp_path / "left at 100%?#"
        left.mkdir()
        for name in ("old.db", "old.db-wal"):
            if (tmp_path / name).exists():
                shutil.copy(tmp_path / name, left / name)
    for folder in (tmp_path, left):
        before = {file.name: file.read_bytes() for file in folder.glob("old.db*")}
        with closing(Store(f"sqlite:///{quote(str(folder / 'old.db'))}")) as store:
            assert migrate.unknown_revision(store) == "0008"
        after = {file.name: file.read_bytes() for file in folder.glob("old.db*") if file.suffix != ".db-shm"}
        assert after == before


def test_looking_for_a_database_makes_none(tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path / 'none.db'}")) as store:
        assert migrate.unknown_revision(store) is None
    assert list(tmp_path.iterdir()) == []
