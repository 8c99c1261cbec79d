"""Databases of another version of Jobjacket, usually an older one: the demo's is replaced, any other is refused."""

from contextlib import suppress
from pathlib import Path

import typer

from bot.messaging.outbox import STORE_FAULTS
from handlers.settings import SettingsError
from storage.migrate import unknown_revision
from storage.store import Store

REFUSED = (
    "DATABASE_URL names a database that another version of Jobjacket made (revision {revision}). "
    "Run that version, or name a new database."
)


def require_known(store: Store) -> None:
    """Raise SettingsError if another version made the tables; the database stays as it is.

    No tables, or those of an older version that `migrate` can bring up, are fine.
    """
    with suppress(*STORE_FAULTS):  # an unreachable store raises where it is used
        if revision := unknown_revision(store):
            raise SettingsError([REFUSED.format(revision=revision)])


def replace_older_demo(store: Store) -> None:
    """Delete the demo's database if another version made it, and say so; the next connection makes a fresh one."""
    if not unknown_revision(store):
        return
    # The write-ahead log goes before the file itself, so that it never ends up in another one.
    for part in ("-wal", "-shm", ""):
        Path(f"{store.url.database}{part}").unlink(missing_ok=True)
    typer.echo(f"The demo in {store.url.database} came from another version of Jobjacket, so I've started a fresh one.")
