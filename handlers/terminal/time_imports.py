"""Reading files of time line by line, with a progress bar, and printing the report."""

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.errors import BotError
from bot.kit.importing import Finding
from bot.rules.timekeeping.import_tools import DateOrder
from bot.timekeeping.time_imports import LISTED, TimeImported
from handlers.terminal.imports import MARKS, stop

MAP_COLUMNS = ["kind", "theirs", "ours"]
KINDS = ("person", "job", "service")
# Only files that take a while get a bar.
LONG_FILE_BYTES = 200_000
MOST_UNKNOWN = 40


class TimeFile:
    """A CSV file (UTF-8; comma, semicolon or tab) of any length, read line by line."""

    def __init__(self, path: Path) -> None:
        self.name, self._path = path.name, path
        with path.open("rb") as file:
            first = _decoded(self.name, file.readline())
        self._delimiter = max(",;\t", key=first.count)
        self.header: Sequence[str] = next(csv.reader([first], delimiter=self._delimiter), [])

    def read(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the lines after the header, each with the number of its first line. Blank ones are skipped."""
        size = self._path.stat().st_size
        with self._path.open("rb") as file, _bar(self.name, size) as advance:
            lines = csv.reader((_decoded(self.name, advance(line)) for line in file), delimiter=self._delimiter)
            next(lines, None)
            begin = lines.line_num + 1
            for cells in lines:
                if any(cells):
                    yield begin, cells
                begin = lines.line_num + 1


@contextmanager
def _bar(name: str, size: int) -> Iterator[Callable[[bytes], bytes]]:
    """Show a bar over the bytes of a long file, on a terminal; the bytes pass through unchanged."""
    if size < LONG_FILE_BYTES or not sys.stderr.isatty():
        yield lambda line: line
        return
    with typer.progressbar(length=size, label=name, file=sys.stderr, update_min_steps=LONG_FILE_BYTES // 4) as bar:

        def advance(line: bytes) -> bytes:
            bar.update(len(line))
            return line

        yield advance


def _decoded(name: str, line: bytes) -> str:
    try:
        return line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise stop(f"{name} is not UTF-8 text; save it as “CSV UTF-8” and try again.") from None


def read_map(path: Path | None) -> dict[tuple[str, str], str]:
    """Read a mapping file: per kind (person, job, service) and their word, ours (e-mail, job number, service)."""
    if path is None:
        return {}
    file = TimeFile(path)
    if [name.strip().lower() for name in file.header] != MAP_COLUMNS:
        raise stop(f"{path.name} must have the columns {', '.join(MAP_COLUMNS)}.")
    found: dict[tuple[str, str], str] = {}
    for line, cells in file.read():
        kind, theirs, ours = ([cell.strip() for cell in cells] + [""] * 3)[:3]
        if kind.lower() not in KINDS or not theirs or not ours:
            raise stop(f"{path.name}, line {line}: it needs a kind ({', '.join(KINDS)}), their word and ours.")
        found[kind.lower(), theirs.lower()] = ours.lower() if kind.lower() == "service" else ours
    return found


def run_import(work: Callable[[], TimeImported]) -> int:
    """Import, and print the report. Return the exit code: 1 if it's refused, or any line is wrong."""
    try:
        return report(work())
    except BotError as error:
        raise stop(str(error)) from None


def report(done: TimeImported) -> int:
    """Print the report. Return the exit code: 1 if any line is wrong."""
    for line in done.lines:
        typer.echo(f"{MARKS[line.finding]} line {line.line}: {line.finding:<7} {line.text}")
    listed = sum(line.finding == Finding.ERROR for line in done.lines)
    if done.errors > listed:
        typer.echo(f"… and {done.errors - listed:,} more lines with errors")
    if done.new + done.same + done.skipped > LISTED:
        typer.echo(f"… of so many lines only the first {LISTED} and those with errors are listed")
    _say_unknown(done)
    order = f", dates read {done.order}" if done.order and done.order in set(DateOrder) else ""
    days = f", {done.first_day} to {done.last_day}" if done.first_day else ""
    typer.echo(f"{done.tool}{days}{order}")
    typer.echo(f"{done.new:,} new, {done.same:,} same, {done.skipped:,} without time, {done.errors:,} error")
    if done.errors:
        typer.echo("Nothing was saved. Please fix the lines marked ! and try again.", err=True)
        return 1
    typer.echo("Saved." if done.saved else "Nothing was saved: this was a dry run. Add --save to save it.")
    return 0


def _say_unknown(done: TimeImported) -> None:
    if not done.unknown:
        return
    typer.echo("\nNot known here; a mapping file (--map) can name ours:\nkind,theirs,ours")
    for kind, theirs, count in done.unknown[:MOST_UNKNOWN]:
        quoted = '"' + theirs.replace('"', '""') + '"'
        typer.echo(f"{kind},{quoted},          ({count:,} line{'' if count == 1 else 's'})")
    if len(done.unknown) > MOST_UNKNOWN:
        typer.echo(f"… and {len(done.unknown) - MOST_UNKNOWN} more")
    typer.echo("")
