"""Migrations, up and down, on both databases."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, MetaData, NullPool, create_engine

from storage.base import Base
from storage.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(store: Store, to: str = "head", folder: Path = MIGRATIONS) -> None:
    """Bring the tables up to that revision, in one transaction."""
    with store.engine.connect() as connection, connection.begin():
        command.upgrade(config(connection, folder), to)


def downgrade(store: Store, to: str = "base", folder: Path = MIGRATIONS) -> None:
    """Take the tables back to that revision, in one transaction."""
    with store.engine.connect() as connection, connection.begin():
        command.downgrade(config(connection, folder), to)


def is_current(store: Store) -> bool:
    """Whether the tables match this code."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest()


def unknown_revision(store: Store) -> str | None:
    """Return the revision of a database that another version of this code made; None for a new or a known one.

    Read-only: no byte of a SQLite database changes.
    """
    with _looking_at(store) as connection:
        found = MigrationContext.configure(connection).get_current_heads() if connection else ()
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()} if found else set()
    return next((revision for revision in found if revision not in known), None)


@contextmanager
def _looking_at(store: Store) -> Iterator[Connection | None]:
    """Connect without changing the database; None if there is no file yet."""
    if not store.is_sqlite:
        with store.engine.connect() as connection:
            yield connection
        return
    file = Path(store.url.database or "")
    if not file.is_file():
        yield None
        return
    with create_engine(_unchanged(file), poolclass=NullPool).connect() as connection:
        yield connection


def _unchanged(file: Path) -> URL:
    # The store's own connection would turn WAL on, and write what a killed process left in it to the file. Without a
    # WAL, even a read-only one would leave an empty WAL behind.
    how = {"mode": "ro"} if file.with_name(f"{file.name}-wal").exists() else {"immutable": "1"}
    return URL.create("sqlite", database=f"file:{quote(str(file))}", query={**how, "uri": "true"})


def newest(folder: Path = MIGRATIONS) -> str | None:
    """Return the newest revision in that folder of migrations."""
    return ScriptDirectory(str(folder)).get_current_head()


def config(connection: Connection, folder: Path = MIGRATIONS, tables: MetaData = Base.metadata) -> Config:
    """Return Alembic's configuration. Running migrations takes no tables, only the naming of constraints."""
    config = Config(cmd_opts=Namespace(quiet=True))
    config.set_main_option("script_location", str(folder))
    config.attributes |= {"connection": connection, "tables": tables}
    return config
