import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from handlers.web.server import listen


@pytest.fixture
def busy_port() -> Iterator[str]:
    with closing(listen("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


@pytest.fixture
def tables(tmp_path: Path, migrated_sqlite: Path) -> None:
    """What `app.py migrate` leaves in this folder, at the price of a copy."""
    (tmp_path / "var").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "var/jobjacket.db")
