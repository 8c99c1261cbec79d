"""What `make migration` writes."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import migrate
from storage.base import NAMING, WORDS_OF_ENUMS, Instant
from storage.migrations.write import main, write
from storage.store import Store
from storage.tables import all_tables
from tests.storage.catalogs import catalog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of migrations to write into, with those that there are."""
    return shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations")


@pytest.fixture
def tables() -> sa.MetaData:
    """All tables as they are, free to change."""
    copied = sa.MetaData(naming_convention=NAMING)
    for table in all_tables().sorted_tables:
        table.to_metadata(copied)
    return copied


def farewells(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "farewells",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.ForeignKey("people.id", ondelete="CASCADE"), index=True),
        sa.Column("said_at", Instant, nullable=False),
        sa.Column("mood", WORDS_OF_ENUMS, nullable=False),
        sa.Column("warm", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.CheckConstraint("length(mood) > 1", name="mood_is_said"),
        sqlite_autoincrement=True,
    )


def test_where_tables_and_migrations_agree_there_is_nothing_to_write(
    folder: Path, tables: sa.MetaData, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted((folder / "versions").glob("*.py"))
    assert write("nothing", tables, folder) is None
    assert sorted((folder / "versions").glob("*.py")) == before
    main("nothing")
    assert capsys.readouterr().out == "Tables and migrations agree: nothing to write.\n"


def test_a_new_table_is_created_up_and_dropped_down_under_the_next_number(folder: Path, tables: sa.MetaData) -> None:
    newest = migrate.newest()
    assert newest
    farewells(tables)
    path = write("the farewells", tables, folder)
    assert path == folder / "versions" / f"{int(newest) + 1:04}_the_farewells.py"
    written = path.read_text()
    up, down = written.split("def downgrade")
    assert written.startswith('"""The farewells."""\n')
    assert "op.create_table('farewells'" in up
    assert "op.drop_table('farewells')" in down
    assert "# ###" not in written
    assert write("the farewells", tables, folder) is None


def test_what_is_written_makes_the_same_tables_on_both_databases_and_takes_them_back(
    folder: Path, tables: sa.MetaData, empty_store: Store
) -> None:
    migrate.upgrade(empty_store)
    before = catalog(empty_store)
    farewells(tables)
    clients, rates, leave = (tables.tables[name] for name in ("clients", "rates", "leave"))
    clients.c.code.type = sa.String(30)
    clients.append_column(sa.Column("greeting_id", sa.ForeignKey("farewells.id")))
    rates.c.cents.type = sa.BigInteger()
    rates.append_constraint(sa.CheckConstraint("cents >= 0", name="not_negative"))
    sa.Index("ix_leave_part", leave.c.part)
    assert write("farewells", tables, folder)
    migrate.upgrade(empty_store, folder=folder)
    after = catalog(empty_store)
    migrate.downgrade(empty_store, migrate.newest() or "", folder)
    assert catalog(empty_store) == before
    migrate.downgrade(empty_store)
    tables.create_all(empty_store.engine)
    assert after == catalog(empty_store)


def test_a_migration_without_a_name_is_asked_for_one() -> None:
    with pytest.raises(SystemExit, match="make migration NAME=greetings"):
        main(" ")
