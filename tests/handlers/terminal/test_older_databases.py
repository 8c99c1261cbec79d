"""Databases that another version made, as `app.py` meets them."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from handlers.terminal.older_databases import replace_older_demo
from storage import migrate
from storage.store import Store
from tests.handlers.terminal.front_door import run

REFUSED = (
    "DATABASE_URL names a database that another version of Jobjacket made (revision 0008). "
    "Run that version, or name a new database.\n"
)
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/"}
COMMANDS = ("run", "web", "worker", "migrate", "outbox")
OLDER = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
    "INSERT INTO alembic_version VALUES ('0008')",
    "CREATE TABLE people (name VARCHAR(40))",
    "INSERT INTO people VALUES ('Maya')",
)


def leave_older_database(file: Path) -> None:
    """An older version's database as a killed process leaves it: what was written last is only in its WAL."""
    file.parent.mkdir(exist_ok=True)
    written = file.with_name("written.db")
    with closing(sqlite3.connect(written, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in OLDER:
            connection.execute(statement)
        for part in ("", "-wal", "-shm"):
            shutil.copy(f"{written}{part}", f"{file}{part}")
    written.unlink()


def files(folder: Path) -> dict[str, bytes]:
    """Without the index of the WAL, which SQLite makes again whenever it reads."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


@pytest.mark.parametrize("command", COMMANDS)
def test_another_versions_sqlite_database_is_refused_in_words_and_not_touched(tmp_path: Path, command: str) -> None:
    file = tmp_path / "var" / "jobjacket.db"
    leave_older_database(file)
    before = files(file.parent)
    done = run(tmp_path, command, **TOKENS)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", REFUSED)
    assert files(file.parent) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_another_versions_postgresql_database_is_refused_in_words_and_not_touched(
    tmp_path: Path, older_postgres: Store, command: str
) -> None:
    url = older_postgres.url.render_as_string(hide_password=False)
    done = run(tmp_path, command, **TOKENS, DATABASE_URL=url)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", REFUSED)
    with older_postgres.read() as session:
        tables = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        assert set(session.scalars(text(tables))) == {"alembic_version", "people"}
        assert session.scalars(text("SELECT version_num FROM alembic_version")).all() == ["0008"]
        assert session.scalars(text("SELECT name FROM people")).all() == ["Maya"]


@pytest.fixture(scope="module")
def older_postgres(migrated_postgres: Store) -> Iterator[Store]:
    with migrated_postgres.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        name = f"{migrated_postgres.url.database}_older"
        connection.execute(text(f"CREATE DATABASE {name}"))
    with closing(Store(migrated_postgres.url.set(database=name).render_as_string(hide_password=False))) as store:
        with store.begin() as session:
            for statement in OLDER:
                session.execute(text(statement))
        yield store


def test_nothing_is_left_of_an_older_demo_but_what_others_keep_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = tmp_path / "sandbox.db"
    leave_older_database(demo)
    shutil.copy(demo, tmp_path / "sandbox.db.copy")
    with closing(Store(f"sqlite:///{demo}")) as store:
        replace_older_demo(store)
        assert [file.name for file in tmp_path.iterdir()] == ["sandbox.db.copy"]
        migrate.upgrade(store)
        capsys.readouterr()
        replace_older_demo(store)
        assert (demo.exists(), capsys.readouterr().out) == (True, "")


def test_a_database_that_is_away_is_none_of_another_version(tmp_path: Path) -> None:
    done = run(tmp_path, "migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 1
    assert "OperationalError" in done.stderr
