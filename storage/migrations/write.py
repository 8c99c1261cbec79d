"""Write the migration that the tables need; `make migration NAME=…` runs this and formats the file."""

import re
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.operations.ops import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import Script
from sqlalchemy import MetaData

from storage import migrate
from storage.store import Store
from storage.tables import all_tables


def write(name: str, tables: MetaData, folder: Path = migrate.MIGRATIONS) -> Path | None:
    """Write a migration from the newest one to these tables, under the next number; `name` says what it is about.

    Return its path, or None if nothing differs. You have to add what Alembic can't see by hand: triggers, and a changed
    condition of an index or a check.
    """
    with TemporaryDirectory() as scratch, closing(Store(f"sqlite:///{scratch}/newest.db")) as store:
        migrate.upgrade(store, folder=folder)
        with store.engine.connect() as connection, connection.begin():
            script = command.revision(
                migrate.config(connection, folder, tables),
                message=_message(name),
                rev_id=f"{int(migrate.newest(folder) or 0) + 1:04}",
                autogenerate=True,
                process_revision_directives=_drop_empty,
            )
    return Path(script.path) if isinstance(script, Script) else None


def _message(name: str) -> str:
    words = re.sub(r"[\W_]+", " ", name).strip()
    return f"{words[:1].upper()}{words[1:]}."


def _drop_empty(context: MigrationContext, revision: object, scripts: list[MigrationScript]) -> None:
    if all(operations.is_empty() for operations in scripts[0].upgrade_ops_list):
        scripts.clear()


def main(name: str) -> None:
    """Write the migration, and print its path."""
    if not re.search(r"\w", name):
        sys.exit("What is the migration about? For example: make migration NAME=greetings")
    path = write(name, all_tables())
    print(f"Wrote {path}. Please read it through." if path else "Tables and migrations agree: nothing to write.")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
