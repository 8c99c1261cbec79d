"""Fetch the third-party files of vendor/README.md again: `python -m vendor.fetch`."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

FOLDER = Path(__file__).parent


class Vendored(NamedTuple):
    """A file, as the table of README.md lists it."""

    file: str
    sha256: str
    url: str


def listed() -> list[Vendored]:
    """Return the files that README.md lists."""
    lines = (FOLDER / "README.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [Vendored(row[0], row[4], row[5]) for row in rows[1:]]


def fetch(each: Vendored) -> None:
    """Fetch one file and keep it. Raises ValueError if it isn't the listed one; then the kept one stays as it is."""
    with urlopen(each.url, timeout=30) as answer:  # noqa: S310  # the table has only https addresses: a test says so
        content: bytes = answer.read()
    if sha256(content).hexdigest() != each.sha256:
        raise ValueError(f"{each.url} differs from the hash in README.md")
    file = FOLDER / each.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


if __name__ == "__main__":
    for one in listed():
        fetch(one)
        sys.stdout.write(f"{one.file}\n")
