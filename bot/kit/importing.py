"""A running import: rows are added or changed, all or nothing, with a report line by line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from bot import history
from bot.core import Actor, Bot, Work
from bot.kit.operators import require_operator
from bot.model import Model
from bot.rules.kit.imports import FileRow, read_row
from bot.rules.permissions import Act
from storage.accounts.goals import ExchangeRate
from storage.clients.clients import Client, Contract, Retainer
from storage.clients.contacts import Contact
from storage.jobs.costs import Billing, Expense, PurchaseOrder
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.people.rates import Rate
from storage.words.time import Change

# The cells of one line by column name; surplus cells are under SURPLUS. Empty if no row begins on the line.
Cells = Mapping[str, str]
Cell = dict[str, Any]
Row = TypeVar("Row", bound=FileRow)
Table = TypeVar(
    "Table", Person, Client, Contract, Retainer, Contact, Job, Rate, Expense, PurchaseOrder, Billing, ExchangeRate
)

# Line 1 of a file has the names of its columns.
FIRST_LINE = 2
# Columns whose names differ from the file's.
COLUMNS = {
    "admin": "is_admin",
    "office": "office_id",
    "supervisor": "supervisor_id",
    "hours_a_day": "expected_minutes",
    "client": "client_id",
    "channel": "bound_channel_id",
    "due": "due_on",
    "amount": "cents",
}


class Finding(StrEnum):
    """The outcome of a line of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


class ImportLine(Model):
    """One line of the report: the line of the file, its outcome, and the row's name or the problem."""

    line: int
    finding: Finding
    text: str


class Imported(Model):
    """The report of an import; `saved` is false for a dry run, or if any line has an error."""

    lines: Sequence[ImportLine]
    saved: bool

    @property
    def has_errors(self) -> bool:
        """Return whether any line has an error."""
        return any(line.finding == Finding.ERROR for line in self.lines)


class _NotSaved(Exception):
    """Rolls a dry run back."""


@dataclass(frozen=True)
class Import(Work):
    """A running import: adds or changes rows, keeps their history, and writes the report."""

    lines: list[ImportLine] = field(default_factory=list)

    def error(self, line: int, text: str) -> None:
        """Report a line's problem."""
        self.lines.append(ImportLine(line=line, finding=Finding.ERROR, text=text))

    def rows(self, model: type[Row], name: str, cells: Sequence[Cells]) -> Iterable[tuple[int, Row]]:
        """Yield the lines that can be read, each name once; report the others."""
        seen: set[str] = set()
        for line, row in self.readable(model, cells):
            if getattr(row, name) in seen:
                self.error(line, f"{getattr(row, name)} is in this file twice")
            else:
                seen.add(getattr(row, name))
                yield line, row

    def readable(self, model: type[Row], cells: Sequence[Cells]) -> Iterable[tuple[int, Row]]:
        """Yield the lines that can be read, without empty ones; report the others."""
        for line, text in enumerate(cells, FIRST_LINE):
            row = read_row(model, text) if text else None
            if isinstance(row, list):
                self.error(line, "; ".join(row))
            elif row is not None:
                yield line, row

    def put(
        self, line: int, label: str, kept: Table | None, table: type[Table], key: Cell, values: Cell, given: set[str]
    ) -> Table:
        """Add a row with that key, or change the existing (`kept`) one, and report which.

        `values` are by the file's names. An existing row takes those that its line has `given`, and keeps the rest.
        """
        row, finding = self.keep(kept, table, key, values, given)
        self.lines.append(ImportLine(line=line, finding=finding, text=label))
        return row

    def keep(
        self, kept: Table | None, table: type[Table], key: Cell, values: Cell, given: set[str]
    ) -> tuple[Table, Finding]:
        """Do as `put` does and return the row with its outcome, without reporting it."""
        if kept is None:
            row = table(id=self.new_id(), **key, **_by_column(values))
            self.session.add(row)
            self.session.flush()
            history.record(self, None, row, Change.MADE)
            return row, Finding.NEW
        before = history.state_of(kept)
        for column, value in _by_column(values, given).items():
            setattr(kept, column, value)
        if history.state_of(kept) == before:
            return kept, Finding.SAME
        history.record(self, None, kept, Change.EDITED, before)
        return kept, Finding.CHANGED


def _by_column(values: Cell, given: set[str] | None = None) -> Cell:
    return {COLUMNS.get(name, name): value for name, value in values.items() if given is None or name in given}


def run_import(bot: Bot, actor: Actor, fill: Callable[[Import], None], *, save: bool) -> Imported:
    """Do an import in one transaction and return its report. Raises NotAllowed."""
    require_operator(actor, Act.IMPORT)
    report = Imported(lines=(), saved=False)
    try:
        with bot.begin(actor) as work:
            run = Import(bot, work.session, actor)
            fill(run)
            report = Imported(lines=sorted(run.lines, key=lambda line: line.line), saved=save)
            if not save or report.has_errors:
                raise _NotSaved  # noqa: TRY301  # the store rolls back what raises
    except _NotSaved:
        report = report.model_copy(update={"saved": False})
    return report
