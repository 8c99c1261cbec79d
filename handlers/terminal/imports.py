"""Reading files to import, and printing the report."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

import typer

from bot.kit.importing import Cells, Finding, Imported
from bot.rules.accounts.rows import ExchangeRow
from bot.rules.admin.rows import JobRow, PersonRow, RateRow
from bot.rules.clients.rows import ClientRow, ContactRow
from bot.rules.jobs.cost_rows import BilledRow, ExpenseRow, OrderRow
from bot.rules.kit.imports import SURPLUS, FileRow


class Kind(StrEnum):
    """The content of a file to import."""

    PEOPLE = "people"
    CLIENTS = "clients"
    CONTACTS = "contacts"
    JOBS = "jobs"
    RATES = "rates"
    EXCHANGE_RATES = "exchange-rates"
    EXPENSES = "expenses"
    ORDERS = "pos"
    BILLED = "billed"
    TIME = "time"


TYPE_OF_ROW: Mapping[Kind, type[FileRow]] = {
    Kind.PEOPLE: PersonRow,
    Kind.CLIENTS: ClientRow,
    Kind.CONTACTS: ContactRow,
    Kind.JOBS: JobRow,
    Kind.RATES: RateRow,
    Kind.EXCHANGE_RATES: ExchangeRow,
    Kind.EXPENSES: ExpenseRow,
    Kind.ORDERS: OrderRow,
    Kind.BILLED: BilledRow,
}
MARKS = {Finding.NEW: "+", Finding.CHANGED: "~", Finding.SAME: "=", Finding.ERROR: "!"}


def read_cells(file: Path, kind: Kind) -> list[Cells]:
    """Return the cells of a CSV file (UTF-8; comma, semicolon or tab), for each line after the first.

    An unknown column, or quotes that never end, stop it.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise stop(f"{file.name} is not UTF-8 text; save it as “CSV UTF-8” and try again.") from None
    first = io.StringIO(text, newline=None).readline()
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(rows, [])]
        _check_columns(file.name, columns, list(TYPE_OF_ROW[kind].model_fields))
        return list(_lines(rows, columns))
    except csv.Error:
        raise stop(f"{file.name}: the quotes of the row that ends on line {rows.line_num} don't match.") from None


def _check_columns(file: str, columns: Sequence[str], known: Sequence[str]) -> None:
    if unknown := [name for name in columns if name and name not in known]:
        raise stop(f"{file} has columns I don't know: {', '.join(unknown)}. I know: {', '.join(known)}.")
    if twice := [name for name, count in Counter(filter(None, columns)).items() if count > 1]:
        raise stop(f"{file} has columns twice: {', '.join(twice)}.")


def _lines(rows: Any, columns: Sequence[str]) -> Iterator[Cells]:
    """Yield the cells of each row, and nothing for each further line that a row takes, so that line numbers stay right.

    `rows` is a csv reader that has read the columns' names.
    """
    yield from [{}] * (rows.line_num - 1)
    line = rows.line_num
    for row in rows:
        yield _by_column(columns, row)
        yield from [{}] * (rows.line_num - line - 1)
        line = rows.line_num


def _by_column(columns: Sequence[str], row: Sequence[str]) -> Cells:
    cells = dict(zip(columns, row, strict=False))
    surplus = [text.strip() for name, text in zip_longest(columns, row, fillvalue="") if not name and text.strip()]
    return {**cells, SURPLUS: ", ".join(surplus)} if row else {}


def report(done: Imported) -> int:
    """Print the report. Return the exit code: 1 if any line has an error."""
    for line in done.lines:
        typer.echo(f"{MARKS[line.finding]} line {line.line}: {line.finding:<7} {line.text}")
    counts = Counter(line.finding for line in done.lines)
    typer.echo(", ".join(f"{counts[finding]} {finding}" for finding in Finding))
    if done.has_errors:
        typer.echo("Nothing was saved. Please fix the lines marked ! and try again.", err=True)
        return 1
    typer.echo("Saved." if done.saved else "Nothing was saved: this was a dry run. Add --save to save it.")
    return 0


def stop(message: str) -> typer.Exit:
    """Print why nothing can be done; return the exit to raise."""
    typer.echo(message, err=True)
    return typer.Exit(1)
