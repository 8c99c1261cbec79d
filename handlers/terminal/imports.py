"""Reading files to import, and printing the report."""

import csv
from collections import Counter
from enum import StrEnum
from pathlib import Path

import typer

from bot.imports import Cells, Finding, Imported
from bot.rules.imports import TYPE_OF_ROW


class Kind(StrEnum):
    """What a file to import has."""

    PEOPLE = "people"
    CLIENTS = "clients"
    JOBS = "jobs"
    RATES = "rates"
    TIME = "time"


MARKS = {Finding.NEW: "+", Finding.CHANGED: "~", Finding.SAME: "=", Finding.ERROR: "!"}


def read_cells(file: Path, kind: Kind) -> list[Cells]:
    """The cells of a CSV file (UTF-8; comma, semicolon or tab) by column name. An unknown column stops it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise stop(f"{file.name} is not UTF-8 text; save it as “CSV UTF-8” and try again.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter, restkey="", restval="")
    columns = {name: name.strip().lower() for name in rows.fieldnames or ()}
    known = list(TYPE_OF_ROW[kind].model_fields)
    if unknown := [name for name in columns.values() if name not in known]:
        raise stop(f"{file.name} has columns I don't know: {', '.join(unknown)}. I know: {', '.join(known)}.")
    return [{columns[name]: text for name, text in row.items() if name} for row in rows]


def report(done: Imported) -> int:
    """Print the report; the exit code: 1 where any line has an error."""
    for line in done.lines:
        typer.echo(f"{MARKS[line.finding]} line {line.line}: {line.finding:<7} {line.text}")
    counts = Counter(line.finding for line in done.lines)
    typer.echo(", ".join(f"{counts[finding]} {finding}" for finding in Finding))
    if done.has_errors:
        typer.echo("Nothing was saved: mend the lines marked ! and try again.", err=True)
        return 1
    typer.echo("Saved." if done.saved else "Nothing was saved: this was a dry run. Add --save to save it.")
    return 0


def stop(message: str) -> typer.Exit:
    """Say why nothing can be done; what it returns is to be raised."""
    typer.echo(message, err=True)
    return typer.Exit(1)
