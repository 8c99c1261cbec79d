"""Exports: the columns that accounting software reads, and rounding minutes for it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.errors import UsageError
from bot.rules.kit.periods import days_of
from bot.rules.people.rates import format_cents
from storage.words.time import LineKind, Rounding

STEPS: Mapping[Rounding, int] = {
    Rounding.EXACT: 1,
    Rounding.NEAREST_6: 6,
    Rounding.UP_6: 6,
    Rounding.NEAREST_15: 15,
    Rounding.UP_15: 15,
}
UP = (Rounding.UP_6, Rounding.UP_15)
MOST_COLUMNS = 40
LONGEST_HEADER = 60


class Line(Protocol):
    """One line of a batch; see storage.periods.exports.ExportLine."""

    entry_id: str
    revision: int
    kind: LineKind
    worked_on: date
    person: str
    email: str
    client_code: str
    client: str
    job: str
    job_title: str
    service: str
    minutes: int
    billable: bool
    rate_cents: int | None
    currency: str | None
    amount_cents: int | None
    note: str


@dataclass(frozen=True)
class Numbered:
    """A line with the number and month of its batch."""

    batch: int
    month: str
    line: Line


@dataclass(frozen=True)
class Number:
    """A numeric cell, and its text."""

    text: str


@dataclass(frozen=True)
class Clock:
    """A cell with hours and minutes, e.g. `1:20`."""

    text: str


Cell = str | Number | Clock


def round_minutes(minutes: int, rounding: Rounding) -> int:
    """Return minutes rounded for an export: to the nearest step, half a step up, or always up; never to zero."""
    step = STEPS[rounding]
    steps = -(-minutes // step) if rounding in UP else (2 * minutes + step) // (2 * step)
    return max(step, steps * step)


def hours_text(minutes: int) -> str:
    """Return minutes as decimal hours with two places, half up: `1.33`, `-0.50`."""
    hundredths = (abs(minutes) * 10 + 3) // 6
    return format_cents(-hundredths if minutes < 0 else hundredths)


def clock_text(minutes: int) -> str:
    """Return minutes as hours and minutes: `1:20`, `-0:30`."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{hours}:{rest:02d}"


def _money(cents: int | None) -> Cell:
    return "" if cents is None else Number(format_cents(cents))


def _unit_amount(line: Line) -> Cell:
    return _money(line.rate_cents if line.billable else 0)


FIELDS: Mapping[str, Callable[[Numbered], Cell]] = {
    "date": lambda at: at.line.worked_on.isoformat(),
    "date_us": lambda at: f"{at.line.worked_on:%m/%d/%Y}",
    "date_uk": lambda at: f"{at.line.worked_on:%d/%m/%Y}",
    "person": lambda at: at.line.person,
    "email": lambda at: at.line.email,
    "client": lambda at: at.line.client,
    "client_code": lambda at: at.line.client_code,
    "job": lambda at: at.line.job,
    "job_title": lambda at: at.line.job_title,
    "service": lambda at: at.line.service,
    "hours": lambda at: Number(hours_text(at.line.minutes)),
    "hours_minutes": lambda at: Clock(clock_text(at.line.minutes)),
    "minutes": lambda at: Number(str(at.line.minutes)),
    "billable": lambda at: "yes" if at.line.billable else "no",
    "billable_status": lambda at: "Billable" if at.line.billable else "NotBillable",
    "rate": lambda at: _money(at.line.rate_cents),
    "unit_amount": lambda at: _unit_amount(at.line),
    "amount": lambda at: _money(at.line.amount_cents),
    "currency": lambda at: at.line.currency or "",
    "note": lambda at: at.line.note,
    "kind": lambda at: at.line.kind.value,
    "reference": lambda at: f"{at.line.entry_id}-{at.line.revision}",
    "batch": lambda at: Number(str(at.batch)),
    "invoice": lambda at: f"JJ-{at.batch:04d}-{at.line.client_code}",
    "month_end": lambda at: days_of(at.month)[1].isoformat(),
    "month_end_uk": lambda at: f"{days_of(at.month)[1]:%d/%m/%Y}",
    "description": lambda at: ": ".join(filter(None, (f"{at.line.job} {at.line.service}", at.line.note))),
}

PRESETS: Mapping[str, str] = {
    "generic": """Date = date
Person = person
Client = client
Job = job
Service = service
Hours = hours
Billable = billable
Rate = rate
Amount = amount
Currency = currency
Note = note
Kind = kind
Reference = reference""",
    "QuickBooks time activities": """TxnDate = date
NameOf = "Employee"
EmployeeVendorRefName = person
CustomerRefName = client
ItemRefName = service
BillableStatus = billable_status
HourlyRate = rate
Duration = hours_minutes
Description = description""",
    "Xero": """*ContactName = client
*InvoiceNumber = invoice
Reference = job
*InvoiceDate = month_end_uk
*DueDate = month_end_uk
*Description = description
*Quantity = hours
*UnitAmount = unit_amount
*AccountCode = "200"
*TaxType = "Tax on Sales"
Currency = currency""",
}
GENERIC = PRESETS["generic"]

_COLUMN = re.compile(r"\s*(?P<header>[^=]+?)\s*=\s*(?:\"(?P<fixed>[^\"]*)\"|(?P<field>[a-z_]+))\s*")


@dataclass(frozen=True)
class Column:
    """A column of the file: its header, and the field that fills it, or a fixed text."""

    header: str
    field: str | None
    fixed: str = ""

    def cell(self, numbered: Numbered) -> Cell:
        """Return the cell of this column for that line."""
        return FIELDS[self.field](numbered) if self.field else self.fixed


def read_columns(text: str) -> list[Column]:
    """Return a mapping's columns, one per line: `Header = field` or `Header = "fixed text"`. Raises UsageError."""
    lines = [line for line in text.splitlines() if line.strip()]
    columns = [_column(line) for line in lines]
    if not columns:
        raise UsageError("An export needs at least one column, e.g. Date = date.")
    if len(columns) > MOST_COLUMNS:
        raise UsageError(f"That's {len(columns)} columns; the limit is {MOST_COLUMNS}.")
    headers = [column.header for column in columns]
    if twice := next((header for header in headers if headers.count(header) > 1), None):
        raise UsageError(f"The column “{twice}” is there twice.")
    return columns


def _column(line: str) -> Column:
    match = _COLUMN.fullmatch(line)
    if not match:
        raise UsageError(f"I can't read “{line.strip()[:80]}”. Write a column like: Date = date")
    if match["field"] is not None and match["field"] not in FIELDS:
        raise UsageError(f"I don't know the field “{match['field']}”. The fields are: {', '.join(FIELDS)}.")
    if len(match["header"]) > LONGEST_HEADER:
        raise UsageError(f"The header “{match['header'][:40]}…” is longer than {LONGEST_HEADER} characters.")
    return Column(match["header"], match["field"], match["fixed"] or "")
