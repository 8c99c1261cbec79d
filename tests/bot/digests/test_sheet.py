import csv
import io
from datetime import UTC, date, datetime

import openpyxl

from bot.digests.sheet import Sheets, digest_sheets
from storage.digests.reports import EntryRow

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
NOTES = ("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://example.com", "plain")


def sheets(most_rows: int) -> Sheets:
    day = date(2026, 10, 1)
    entry = EntryRow(day, "=Maya", "ACME", "ACME-1", "-T", "copy", 7, True, False, False, 10_001, "USD", "")
    rows = (entry._replace(note=note) for note in NOTES)
    return digest_sheets([], [], rows, ["Digest of October 2026"], AT, most_rows)


def test_entries_stand_in_the_spreadsheet_up_to_the_limit_and_no_text_is_a_formula() -> None:
    made = sheets(len(NOTES))
    assert made.csv is None
    book = openpyxl.load_workbook(io.BytesIO(made.xlsx))
    rows = list(book["Time entries"].iter_rows(min_row=2))
    assert [row[-1].value for row in rows] == list(NOTES)
    assert {row[place].data_type for row in rows for place in (1, 4, -1)} == {"s"}
    assert not any(row[-1].hyperlink for row in rows)
    assert (rows[0][6].value, rows[0][11].value, rows[0][13].value) == (7, 100.01, 11.67)


def test_beyond_the_limit_all_of_them_are_in_a_csv_file_which_the_spreadsheet_names() -> None:
    made = sheets(len(NOTES) - 1)
    book = openpyxl.load_workbook(io.BytesIO(made.xlsx))
    assert book.sheetnames == ["Figures", "About"]
    assert "in the CSV file next to this one" in [row[0] for row in book["About"].values][-1]
    head, *rows = csv.reader(io.StringIO((made.csv or b"").decode("utf-8-sig")))
    assert head[-1] == "Note"
    assert [row[-1] for row in rows] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", *NOTES[4:]]
    assert (rows[0][1], rows[0][4], rows[0][13]) == ("'=Maya", "'-T", "11.67")
