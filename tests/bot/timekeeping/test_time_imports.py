"""Time from other tools: the whole file or nothing, and no line twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from bot.admin.imports import import_rates
from bot.core import OPERATOR, Bot
from bot.errors import Conflict, Locked, NotAllowed, NotFound
from bot.kit.importing import Finding
from bot.periods.previews import preview_close
from bot.timekeeping import time_imports as use_case
from bot.timekeeping.time_imports import TimeImported, import_time, take_back_import
from storage.kit.history import HistoryLine
from storage.periods.periods import Period
from storage.timekeeping.time_imports import TimeImport
from storage.words.time import Change, Source
from tests.bot.periods.test_periods import RATE, close, rows
from tests.bot.timekeeping.test_time_entries import entries
from tests.conftest import actor

HEADER = ("person", "job", "date", "duration", "note")


@dataclass
class File:
    """A file of our plain format; from the second reading on, `fails_at` stops it at that line."""

    lines: Sequence[Sequence[str]]
    name: str = "time.csv"
    header: Sequence[str] = HEADER
    fails_at: int | None = None
    readings: int = 0

    def read(self) -> Iterator[tuple[int, Sequence[str]]]:
        self.readings += 1
        for number, line in enumerate(self.lines, 2):
            if self.readings > 1 and number == self.fails_at:
                raise OSError("the disk is gone")
            yield number, line


def lines(count: int, day: str = "2026-02-02") -> list[list[str]]:
    return [["maya@hv.example", "ACME-101", day, "0:05", f"n{number}"] for number in range(count)]


def bring(bot: Bot, file: File, *, save: bool = True) -> TimeImported:
    return import_time(bot, OPERATOR, file, {}, save=save)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_case, "BATCH", 3)


def test_a_dry_run_says_what_it_would_do_and_does_nothing(agency: Bot) -> None:
    report = bring(agency, File(lines(4)), save=False)
    assert (report.new, report.errors, report.saved) == (4, 0, False)
    assert [line.finding for line in report.lines] == [Finding.NEW] * 4
    assert entries(agency) == []


def test_each_line_becomes_an_entry_with_its_rate_and_source(agency: Bot) -> None:
    import_rates(agency, OPERATOR, [RATE], save=True)
    assert bring(agency, File(lines(7))).saved
    kept = entries(agency)
    assert [entry.note for entry in kept] == [f"n{number}" for number in range(7)]
    first = kept[0]
    assert (first.minutes, first.billable, first.source) == (5, True, Source.IMPORT)
    assert (first.rate_cents, first.currency, first.service) == (10_000, "USD", "account service")
    (record,) = rows(agency, TimeImport)
    assert (record.lines, record.finished_at is not None, record.tool) == (7, True, "plain")
    assert [line.change for line in rows(agency, HistoryLine) if line.thing == "time_imports"] == [Change.MADE]


def test_twice_the_same_file_adds_nothing_and_an_overlapping_one_only_what_is_new(agency: Bot) -> None:
    bring(agency, File(lines(5)))
    again = bring(agency, File(lines(5)))
    assert (again.new, again.same) == (0, 5)
    longer = bring(agency, File(lines(8), name="longer.csv"))
    assert (longer.new, longer.same) == (3, 5)
    assert len(entries(agency)) == 8


def test_one_wrong_line_saves_nothing_and_the_unknown_are_counted(agency: Bot) -> None:
    wrong = [["x@hv.example", "ACME-101", "2026-02-02", "1", ""], ["maya@hv.example", "NO-1", "2026-02-02", "1", ""]]
    report = bring(agency, File([*lines(5), *wrong, wrong[1]]))
    assert not report.saved
    assert report.errors == 3
    assert set(report.unknown) == {("person", "x@hv.example", 1), ("job", "NO-1", 2)}
    assert [line.line for line in report.lines if line.finding == Finding.ERROR] == [7, 8, 9]
    assert entries(agency) == []
    assert rows(agency, TimeImport) == []


def test_an_import_that_fails_half_way_takes_back_what_it_added(agency: Bot) -> None:
    with pytest.raises(OSError, match="the disk is gone"):
        bring(agency, File(lines(10), fails_at=9))
    assert entries(agency) == []
    (record,) = rows(agency, TimeImport)
    assert record.taken_back_at
    bring(agency, File(lines(10)))
    assert len(entries(agency)) == 10


def test_an_import_that_was_killed_is_finished_by_the_same_file_or_taken_back(
    agency: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(use_case, "_take_back", lambda bot, started: None)
        for name in ("a.csv", "b.csv"):
            if name == "b.csv":
                with pytest.raises(Conflict, match=r"An import of a\.csv was cut off"):
                    bring(agency, File(lines(2, "2026-02-09"), name=name))
            else:
                with pytest.raises(OSError, match="gone"):
                    bring(agency, File(lines(10), name=name, fails_at=9))
    assert len(entries(agency)) == 6
    bring(agency, File(lines(10), name="a.csv"))
    assert len(entries(agency)) == 10
    assert len(rows(agency, TimeImport)) == 1
    with pytest.raises(NotFound):
        take_back_import(agency, OPERATOR)


def test_a_month_does_not_close_over_an_import_that_was_cut_off(
    finance: Bot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(use_case, "_take_back", lambda bot, started: None)
        with pytest.raises(OSError, match="gone"):
            bring(finance, File(lines(10), fails_at=9))
    with pytest.raises(Conflict, match=r"An import of time from time\.csv is unfinished"):
        preview_close(finance, actor("Daniel Kim"), "2026-02")
    with pytest.raises(Conflict, match="is unfinished"):
        close(finance)
    assert take_back_import(finance, OPERATOR) == "time.csv"
    assert entries(finance) == []
    close(finance)


def test_a_month_that_closes_meanwhile_stops_the_import_as_a_whole(
    finance: Bot,
) -> None:
    class Closing(File):
        def read(self) -> Iterator[tuple[int, Sequence[str]]]:
            for number, line in super().read():
                if self.readings == 2 and number == 8:
                    with finance.store.begin() as session:
                        session.merge(Period(id="2026-02", closed_at=finance.now(), closed_by=None))
                yield number, line

    with pytest.raises((Locked, ValueError)):
        bring(finance, Closing(lines(10)))
    assert entries(finance) == []


def test_nobody_imports_time_but_the_operator(agency: Bot) -> None:
    with pytest.raises(NotAllowed):
        import_time(agency, actor("Grace Lindqvist"), File(lines(1)), {}, save=True)
    with pytest.raises(NotAllowed):
        take_back_import(agency, actor("Grace Lindqvist"))
