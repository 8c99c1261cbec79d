import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WALK = """
import sys, storage
storage.__path__.append(sys.argv[1])
from storage.tables import all_tables
print(*sorted(all_tables().tables))
"""
GREETINGS = """
from sqlalchemy.orm import Mapped
from storage.base import Base, Key
class Greeting(Base):
    __tablename__ = "farewells"
    id: Mapped[Key]
"""


def test_every_table_is_found_wherever_its_module_lies(tmp_path: Path) -> None:
    """A room of its own too; nothing else imports it here."""
    room = tmp_path / "hall"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "farewells.py").write_text(GREETINGS)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    walk = [sys.executable, "-c", WALK, str(tmp_path)]
    found = subprocess.run(walk, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    sources = [line for file in (ROOT / "storage").rglob("*.py") for line in file.read_text().splitlines()]
    named = {line.split('"')[1] for line in sources if line.strip().startswith("__tablename__")}
    assert set(found.split()) == named | {"farewells"}
