"""Migrations, up and down, on both databases."""

from argparse import Namespace
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

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
    """Whether the tables are those that this code needs."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest()


def newest(folder: Path = MIGRATIONS) -> str | None:
    """Return the newest revision in that folder of migrations."""
    return ScriptDirectory(str(folder)).get_current_head()


def config(connection: Connection, folder: Path = MIGRATIONS, tables: MetaData = Base.metadata) -> Config:
    """Return what Alembic needs to know. To run migrations it needs no tables, only how constraints are named."""
    config = Config(cmd_opts=Namespace(quiet=True))
    config.set_main_option("script_location", str(folder))
    config.attributes |= {"connection": connection, "tables": tables}
    return config
