"""Columns and rounding: an admin sets them, and they count from the next export on."""

import pytest

from bot.core import Bot
from bot.errors import NotAllowed, UsageError
from bot.periods.settings import SettingsShown, export_settings, set_up_exports
from bot.rules.periods.exports import GENERIC
from storage.kit.history import HistoryLine
from storage.periods.exports import ExportBatch
from storage.words.time import Change, Rounding
from tests.bot.periods.test_periods import close, exported, rows
from tests.bot.timekeeping.test_time_entries import entries, log
from tests.conftest import actor

WANTED = SettingsShown(columns="Who = person\nHours = hours\nAmount = amount", rounding=Rounding.UP_15)


def test_at_first_exports_are_generic_and_exact(agency: Bot) -> None:
    shown = export_settings(agency, actor("Grace Lindqvist"))
    assert (shown.columns, shown.rounding) == (GENERIC, Rounding.EXACT)


def test_what_an_admin_sets_counts_for_the_next_export_and_stays_on_record(
    finance: Bot,
) -> None:
    log(finance, "1h20 ACME-101 2026-01-30")
    close(finance, "2026-01")
    set_up_exports(finance, actor("Grace Lindqvist"), WANTED)
    log(finance, "1h20 ACME-101 2026-02-27")
    close(finance)
    assert exported(finance, 1)[0]["Hours"] == "1.33"
    assert exported(finance, 2) == [{"Who": "Maya Torres", "Hours": "1.50", "Amount": "150.00"}]
    assert [entry.minutes for entry in entries(finance)] == [80, 80]
    (line,) = [line for line in rows(finance, HistoryLine) if line.thing == "export_settings"]
    assert (line.change, line.before["rounding"], line.after["rounding"]) == (
        Change.EDITED, "exact minutes", "up to 15 minutes",
    )  # fmt: skip
    assert [batch.rounding for batch in rows(finance, ExportBatch)] == [Rounding.EXACT, Rounding.UP_15]


def test_columns_that_cannot_be_read_change_nothing(agency: Bot) -> None:
    with pytest.raises(UsageError) as refused:
        set_up_exports(agency, actor("Grace Lindqvist"), WANTED.model_copy(update={"columns": "Who is it"}))
    assert "I can't read" in refused.value.refusal.fields["columns"]
    assert export_settings(agency, actor("Grace Lindqvist")).columns == GENERIC


def test_nobody_but_an_admin_sets_exports_up(agency: Bot) -> None:
    with pytest.raises(NotAllowed):
        set_up_exports(agency, actor("Maya Torres"), WANTED)
    with pytest.raises(NotAllowed):
        export_settings(agency, actor("Maya Torres"))
