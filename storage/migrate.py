"""Migrations, up and down, on both databases."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(store: Store, to: str = "head") -> None:
    """Bring the tables up to that revision, in one transaction."""
    with store.engine.connect() as connection, connection.begin():
        command.upgrade(_config(connection), to)


def downgrade(store: Store, to: str = "base") -> None:
    """Take the tables back to that revision, in one transaction."""
    with store.engine.connect() as connection, connection.begin():
        command.downgrade(_config(connection), to)


def is_current(store: Store) -> bool:
    """Whether the tables are those that this code needs."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest()


def newest() -> str | None:
    """The newest revision there is."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
