"""The digest as a spreadsheet: all figures with their parts, and the rows behind them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any

import xlsxwriter

from bot.kit.export_files import harmless
from bot.model import Model
from bot.rules.digests.changes import FigureChanged
from bot.rules.digests.row import NO_DATA, FigureRow, Unit
from bot.rules.people.rates import amount_cents
from storage.digests.reports import EntryRow

MOST_ROWS = 50_000
FIGURES = ("About", "Figure", "Value", "Unit", "Currency", "Numerator", "Denominator", "Formula", "How to supply it",
           "Rests on incomplete time")  # fmt: skip
ENTRIES = ("Date", "Person", "Client", "Job", "Title", "Service", "Minutes", "Hours", "Billable", "Out of scope",
           "Late", "Rate an hour", "Currency", "Amount", "Note")  # fmt: skip
UNITS = {
    Unit.TIME: "hours (made of minutes)",
    Unit.MONEY: "money (made of cents)",
    Unit.PERCENT: "share (made of minutes or cents)",
    Unit.TIMES: "times plan (made of minutes × days)",
    Unit.RATE: "money an hour (made of cents × 60, and minutes)",
    Unit.COUNT: "count",
}
FORMATS = {
    Unit.TIME: "0.00",
    Unit.MONEY: "#,##0.00",
    Unit.PERCENT: "0 %",
    Unit.TIMES: "0.00",
    Unit.RATE: "#,##0.00",
    Unit.COUNT: "0",
}
# Cents, percents and paces are hundredths; time is in minutes.
PARTS = {Unit.TIME: 60, Unit.COUNT: 1}
Cell = str | int | float | None


class Sheets(Model):
    """The spreadsheet; if it has no room for all rows, they are in the CSV file."""

    xlsx: bytes
    csv: bytes | None


def digest_sheets(
    figures: Sequence[FigureRow],
    changed: Sequence[FigureChanged],
    entries: Iterable[EntryRow],
    about: Sequence[str],
    made_at: datetime,
    most_rows: int = MOST_ROWS,
) -> Sheets:
    """Return the files of an edition; `about` has lines that say what it is. Texts are never taken for formulas.

    More than `most_rows` entries are in the CSV file.
    """
    more = iter(entries)
    first = list(islice(more, most_rows + 1))
    fits = len(first) <= most_rows
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": made_at.replace(tzinfo=None, microsecond=0)})
    bold = book.add_format({"bold": True, "bottom": 1})
    _write_figures(book, bold, figures)
    if changed:
        rows = [(each.about, each.name, each.was, each.now) for each in changed]
        _write(book, bold, "Changed", ("About", "Figure", "Was", "Is"), rows)
    if fits:
        _write(book, bold, "Time entries", ENTRIES, map(_cells, first))
    else:
        note = f"There are more than {most_rows:,} time entries. All of them are in the CSV file next to this one."
        about = [*about, note]
    _write(book, bold, "About", ("This digest",), [(line,) for line in about])
    book.close()
    return Sheets(xlsx=file.getvalue(), csv=None if fits else _csv(chain(first, more)))


def _write_figures(book: Any, bold: Any, figures: Sequence[FigureRow]) -> None:
    formats = {unit: book.add_format({"num_format": code, "align": "right"}) for unit, code in FORMATS.items()}
    missing = book.add_format({"italic": True, "font_color": "#5d6b66", "align": "right"})
    sheet = _sheet(book, bold, "Figures", FIGURES, (22, 26, 16, 30, 10, 14, 14, 52, 60, 24))
    for place, row in enumerate(figures, 1):
        sheet.write_row(place, 0, [row.about, row.name])
        if row.value is None:
            sheet.write_string(place, 2, NO_DATA, missing)
        else:
            sheet.write_number(place, 2, row.value / PARTS.get(row.unit, 100), formats[row.unit])
        sheet.write_row(place, 3, [UNITS[row.unit], row.currency])
        for column, number in ((5, row.numerator), (6, row.denominator)):
            if number is not None:
                sheet.write_number(place, column, number)
        sheet.write_row(place, 7, [row.formula, row.hint.text if row.hint else "", "yes" if row.is_partial else ""])
    sheet.autofilter(0, 0, len(figures), len(FIGURES) - 1)


def _write(book: Any, bold: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = _sheet(book, bold, name, heads, [100 if len(heads) == 1 else 16] * len(heads))
    for place, row in enumerate(rows, 1):
        sheet.write_row(place, 0, row)


def _sheet(book: Any, bold: Any, name: str, heads: Sequence[str], widths: Sequence[int]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, heads, bold)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def _csv(entries: Iterator[EntryRow]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(ENTRIES)
    for entry in entries:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in _cells(entry)])
    return text.getvalue().encode("utf-8-sig")


def _cells(entry: EntryRow) -> list[Cell]:
    has_rate = entry.rate_cents is not None
    cents = amount_cents(entry.minutes, entry.rate_cents) if entry.rate_cents is not None else 0
    marks = ["yes" if mark else "no" for mark in (entry.billable, entry.out_of_scope, entry.late)]
    facts = [entry.worked_on.isoformat(), entry.person, entry.client, entry.job, entry.title, entry.service]
    money = [(entry.rate_cents or 0) / 100, entry.currency, cents / 100] if has_rate else [None, None, None]
    return [*facts, entry.minutes, round(entry.minutes / 60, 2), *marks, *money, entry.note]
