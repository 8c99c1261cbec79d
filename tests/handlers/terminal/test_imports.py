from pathlib import Path

import pytest
import typer

from bot.admin.imports import import_clients
from bot.core import OPERATOR, Bot
from bot.kit.importing import Finding, Imported
from handlers.terminal.imports import Kind, read_cells
from storage.clients.clients import every_client
from storage.store import Store
from tests.conftest import FixedClock, make_bot


@pytest.fixture
def quiet_bot(sqlite_store: Store, clock: FixedClock) -> Bot:
    return make_bot(sqlite_store, clock)


def imported(bot: Bot, tmp_path: Path, text: str) -> Imported:
    file = tmp_path / "clients.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return import_clients(bot, OPERATOR, read_cells(file, Kind.CLIENTS), save=True)


@pytest.mark.parametrize("line", ["ZED,Zed Foods, Inc.", "ZED,Zed Foods,,Inc."])
def test_a_cell_of_no_column_is_an_error_of_its_line(quiet_bot: Bot, tmp_path: Path, line: str) -> None:
    report = imported(quiet_bot, tmp_path, f"code,name\nACME,Acme\n{line}\n")
    assert not report.saved
    assert [(each.line, each.finding) for each in report.lines] == [(2, Finding.NEW), (3, Finding.ERROR)]
    assert report.lines[1].text.startswith("“Inc.” is outside all columns. Put a text with a comma in quotes")


def test_empty_cells_beyond_the_columns_are_no_error(quiet_bot: Bot, tmp_path: Path) -> None:
    assert imported(quiet_bot, tmp_path, "code,name,,\nACME,Acme,,\nBWF,Bread,,,\n").saved


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_is_named_by_its_number_in_the_file(quiet_bot: Bot, tmp_path: Path, end: str) -> None:
    lines = ("code,name", 'ACME,"Acme', 'Outdoor"', "", "BWF,Bread\u2028and Wine", "A C,Spaced")
    report = imported(quiet_bot, tmp_path, end.join(lines))
    assert [(each.line, each.finding) for each in report.lines] == [
        (2, Finding.NEW), (5, Finding.NEW), (6, Finding.ERROR),
    ]  # fmt: skip


def test_a_quoted_line_break_and_a_line_separator_are_kept(quiet_bot: Bot, tmp_path: Path) -> None:
    assert imported(quiet_bot, tmp_path, 'code,name\nACME,"Acme\nOutdoor"\nBWF,Bread\u2028and Wine\n').saved
    with quiet_bot.store.read() as session:
        assert [client.name for client in every_client(session)] == ["Acme\nOutdoor", "Bread\u2028and Wine"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('code,name\nACME,"Acme\nBWF,Bread\n', "quotes of the row that ends on line 3"),
        ("code,name,code\nACME,Acme,X\n", "has columns twice: code"),
    ],
)
def test_a_file_that_cannot_be_read_for_sure_stops_the_import(
    quiet_bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    with pytest.raises(typer.Exit):
        imported(quiet_bot, tmp_path, text)
    assert says in capsys.readouterr().err
