"""The files of an export, made from its stored lines: the same lines always give the same bytes."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from bot.rules.periods.exports import Cell, Column, Number, Numbered

# Spreadsheets run a cell that begins with one of these as a formula.
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDTH = 16


def csv_file(columns: Sequence[Column], lines: Sequence[Numbered]) -> bytes:
    """Return a CSV file: UTF-8 with a BOM for spreadsheets. Texts that look like formulas get a quote in front."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.header) for column in columns])
    for line in lines:
        writer.writerow([_text(column.cell(line)) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(columns: Sequence[Column], lines: Sequence[Numbered], made_at: datetime) -> bytes:
    """Return an Excel file: numbers are numbers, and every text is a text, even if it looks like a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": made_at.replace(tzinfo=None, microsecond=0)})
    sheet = book.add_worksheet("Time")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, WIDTH)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.header, bold)
    for row, line in enumerate(lines, 1):
        for place, column in enumerate(columns):
            cell = column.cell(line)
            if isinstance(cell, Number):
                sheet.write_number(row, place, float(cell.text))
            elif text := cell if isinstance(cell, str) else cell.text:
                sheet.write_string(row, place, text)
    book.close()
    return file.getvalue()


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


def _text(cell: Cell) -> str:
    return harmless(cell) if isinstance(cell, str) else cell.text
