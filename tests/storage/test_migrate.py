from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

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
