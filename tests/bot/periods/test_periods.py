"""Closing a period: what is in it is locked, its export is made, and nothing falls between."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.admin.imports import import_people
from bot.core import OPERATOR, Bot
from bot.errors import BotError, Conflict, Locked, NotAllowed, UsageError
from bot.people.people import recognise
from bot.periods.exports import batch_files, list_batches, send_batch_again
from bot.periods.periods import PeriodClosed, close_period, closed_periods
from bot.periods.previews import preview_close
from bot.rules.kit.lines import Line
from bot.timekeeping.time_entries import edit_entry, undo_entry
from bot.timekeeping.timers import start_timer
from storage.kit.history import HistoryLine
from storage.messaging.notices import QueuedNotice
from storage.messaging.unprompted import UnpromptedNotice
from storage.people.people import Person
from storage.periods.exports import ExportBatch, ExportLine
from storage.periods.periods import Period
from storage.timekeeping.timers import Timer
from storage.words.time import Change, LineKind
from tests.bot.timekeeping.test_time_entries import entries, log, request
from tests.conftest import FixedClock, actor, profile

FEBRUARY = "2026-02"
DANIEL = {"name": "Daniel Kim", "email": "daniel@hv.example", "role": "finance", "office": "New York"}
RATE = {"amount": "100", "currency": "USD", "from_date": "2025-01-01"}


def close(bot: Bot, month: str = FEBRUARY, delivery: str | None = None) -> PeriodClosed:
    return close_period(bot, actor("Daniel Kim", delivery), month)


def rows(bot: Bot, table: type[Any]) -> list[Any]:
    with bot.store.read() as session:
        return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))


def exported(bot: Bot, number: int) -> list[dict[str, str]]:
    """The rows of the CSV file of a batch."""
    (batch,) = (batch for batch in rows(bot, ExportBatch) if batch.number == number)
    content = batch_files(bot, batch.id).files[0].content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_a_closed_month_takes_no_new_entry_no_edit_no_move_and_no_undo(finance: Bot) -> None:
    locked = log(finance, "2h ACME-101 2026-02-27").entry.id
    free = log(finance, "2h ACME-101 2026-03-02").entry.id
    close(finance)
    maya = actor("Maya Torres")
    with pytest.raises(Locked, match="Daniel Kim closed February 2026"):
        log(finance, "1h ACME-101 2026-02-26")
    with pytest.raises(Locked) as refused:
        edit_entry(finance, maya, locked, request(finance, worked_on=date(2026, 2, 27)))
    assert refused.value.refusal.fields["worked_on"].startswith("Daniel Kim closed February 2026")
    with pytest.raises(Locked):
        edit_entry(finance, maya, locked, request(finance, worked_on=date(2026, 3, 2)))
    with pytest.raises(Locked):
        edit_entry(finance, maya, free, request(finance, worked_on=date(2026, 2, 27)))
    with pytest.raises(Locked):
        undo_entry(finance, maya, locked)
    edit_entry(finance, maya, free, request(finance, worked_on=date(2026, 3, 3)))
    assert [entry.minutes for entry in entries(finance)] == [120, 120]


def test_who_closed_what_and_when_stays_on_record(finance: Bot, clock: FixedClock) -> None:
    close(finance)
    (period,) = [period for period in rows(finance, Period) if period.closed_at]
    assert (period.id, period.closed_at) == (FEBRUARY, clock.now)
    (line,) = [line for line in rows(finance, HistoryLine) if line.change == Change.CLOSED]
    assert (line.thing, line.thing_id) == ("periods", FEBRUARY)
    (shown,) = closed_periods(finance, actor("Daniel Kim"))
    assert (shown.month, shown.closed_by, shown.closed_on) == (FEBRUARY, "Daniel Kim", date(2026, 3, 12))


def test_the_same_close_delivered_twice_makes_one_batch(finance: Bot) -> None:
    log(finance, "2h ACME-101 2026-02-27")
    assert close(finance, delivery="d1") == close(finance, delivery="d1")
    assert len(rows(finance, ExportBatch)) == 1


def test_a_month_closes_once(finance: Bot) -> None:
    close(finance)
    with pytest.raises(Conflict, match="Daniel Kim closed February 2026 already, on Thu 12 Mar 2026"):
        close(finance)
    with pytest.raises(Conflict):
        preview_close(finance, actor("Daniel Kim"), FEBRUARY)


def test_a_month_that_is_not_over_stays_open(finance: Bot) -> None:
    for month in ("2026-03", "2026-04"):
        with pytest.raises(UsageError, match="isn't over yet"):
            close(finance, month)


def test_a_month_is_over_once_it_is_over_in_every_office(finance: Bot, clock: FixedClock) -> None:
    clock.now = clock.now.replace(month=4, day=1, hour=2)  # the 1st in London, still the 31st in New York
    with pytest.raises(UsageError, match="isn't over yet"):
        close(finance, "2026-03")
    clock.forward(hours=4)
    close(finance, "2026-03")


@pytest.mark.parametrize("name", ["Grace Lindqvist", "Maya Torres"])
def test_nobody_but_finance_closes(finance: Bot, name: str) -> None:
    with pytest.raises(NotAllowed, match="You can't close periods"):
        close_period(finance, actor(name), FEBRUARY)
    with pytest.raises(NotAllowed):
        preview_close(finance, actor(name), FEBRUARY)


def test_the_preview_says_what_is_missing_pending_and_without_a_rate(finance: Bot) -> None:
    log(finance, "8h ACME-101 2026-02-27")
    log(finance, "1h INT-ADM 2026-02-27")
    log(finance, "1h ACME-101 2026-01-30")
    start_timer(finance, actor("Sam Okafor"), Line("ACME-101"))
    with finance.store.begin() as session:
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
        session.execute(update(Timer).values(started_at=datetime(2026, 2, 28, 23, tzinfo=UTC)))
    shown = preview_close(finance, actor("Daniel Kim"), FEBRUARY)
    assert (shown.totals.lines, shown.totals.minutes, shown.totals.billable_minutes) == (2, 540, 480)
    assert (shown.totals.amounts, shown.totals.without_rate) == ({"USD": 80_000}, 0)
    # Twenty weekdays, less Washington's Birthday in New York; Maya has one whole day.
    assert {(each.name, each.days, each.missing, each.logged, each.expected) for each in shown.missing} == {
        ("Daniel Kim", 19, 8550, 0, 8550),
        ("Grace Lindqvist", 19, 8550, 0, 8550),
        ("Maya Torres", 18, 8100, 540, 8550),
        ("Sam Okafor", 20, 9000, 0, 9000),
    }
    assert (shown.open_before, shown.timers, shown.pending_overrides) == (["2026-01"], ["Sam Okafor"], 0)
    # A late entry of February has no reason yet; the other two are of January, or not billable.
    assert (shown.reasons_missing, shown.late_pending, shown.weeks_pending) == (1, 0, [])
    assert rows(finance, ExportBatch) == []


def test_an_export_has_every_entry_of_its_month_once_and_no_other(finance: Bot) -> None:
    log(finance, "1h20 ACME-101 2026-02-27 -- =cmd()")
    log(finance, "1h INT-ADM 2026-02-02", "Sam Okafor")
    undone = log(finance, "1h ACME-102 2026-02-03").entry.id
    undo_entry(finance, actor("Maya Torres"), undone)
    log(finance, "1h ACME-101 2026-03-01")
    log(finance, "1h ACME-101 2026-01-31")
    done = close(finance)
    assert (done.batch_number, done.totals.lines) == (1, 2)
    sam, maya = exported(finance, 1)
    assert sam == {
        "Date": "2026-02-02", "Person": "Sam Okafor", "Client": "Harbour & Vale", "Job": "INT-ADM",
        "Service": "account service", "Hours": "1.00", "Billable": "no", "Rate": "100.00", "Amount": "0.00",
        "Currency": "USD", "Note": "", "Kind": "line", "Reference": sam["Reference"],
    }  # fmt: skip
    assert (maya["Hours"], maya["Amount"], maya["Note"]) == ("1.33", "133.33", "'=cmd()")


def test_without_a_rate_the_amount_stays_empty(agency: Bot) -> None:
    import_people(agency, OPERATOR, [DANIEL], save=True)
    recognise(agency, profile("Daniel Kim"))
    log(agency, "1h ACME-101 2026-02-27")
    assert close(agency).totals.without_rate == 1
    (line,) = exported(agency, 1)
    assert (line["Rate"], line["Amount"], line["Currency"]) == ("", "", "")


def test_every_batch_can_be_had_again_byte_for_byte(finance: Bot, clock: FixedClock) -> None:
    log(finance, "1h ACME-101 2026-02-27 copy")
    close(finance)
    (batch,) = rows(finance, ExportBatch)
    first = batch_files(finance, batch.id)
    clock.forward(days=40)
    import_people(finance, OPERATOR, [DANIEL | {"name": "Dan Kim"}], save=True)
    log(finance, "1h ACME-101 2026-04-02")
    assert batch_files(finance, batch.id) == first
    assert [file.name for file in first.files] == [
        "jobjacket-export-0001-2026-02.csv", "jobjacket-export-0001-2026-02.xlsx",
    ]  # fmt: skip


def test_who_closes_gets_the_files_the_others_hear_of_them_and_all_may_ask_again(finance: Bot) -> None:
    log(finance, "1h ACME-101 2026-02-27")
    erin = DANIEL | {"name": "Erin Wood", "email": "erin@hv.example"}
    assert import_people(finance, OPERATOR, [erin], save=True).saved
    recognise(finance, profile("Erin Wood"))
    assert close(finance).told == ["Erin Wood"]
    assert [(row.payload["kind"], row.told_in) for row in rows(finance, UnpromptedNotice)] == [("BatchMade", None)]
    (listed,) = list_batches(finance, actor("Grace Lindqvist")).batches
    assert (listed.number, listed.lines, listed.reversals, listed.made_by) == (1, 1, 0, "Daniel Kim")
    send_batch_again(finance, actor("Daniel Kim"), listed.id)
    queued = [notice for notice in rows(finance, QueuedNotice) if notice.payload["kind"] == "BatchFiles"]
    assert [(notice.channel, notice.payload["asked_at"] is None) for notice in queued] == [
        ("U0DANIEL", True), ("U0DANIEL", False),
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        list_batches(finance, actor("Maya Torres"))


def test_entries_made_while_the_month_closes_end_on_one_side(finance: Bot) -> None:
    """Whatever is kept is in the export, whatever is refused is nowhere."""
    log(finance, "1h ACME-102 2026-02-26")
    names = ["Maya Torres", "Sam Okafor", "Grace Lindqvist"]

    def make(number: int) -> bool:
        try:
            log(finance, f"1m ACME-101 2026-02-{number % 20 + 1:02d} n{number}", names[number % 3])
        except Locked:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        before = [pool.submit(make, number) for number in range(12)]
        closing = pool.submit(close, finance)
        after = [pool.submit(make, number) for number in range(12, 36)]
        made = sum(each.result() for each in before + after)
    kept = {entry.id for entry in entries(finance)}
    lines = [line.entry_id for line in rows(finance, ExportLine)]
    assert closing.result().totals.lines == len(lines) == len(kept) == made + 1
    assert set(lines) == kept


def test_two_closes_at_once_make_one_batch(finance: Bot) -> None:
    log(finance, "1h ACME-101 2026-02-27")

    def attempt(_number: int) -> str:
        try:
            return close(finance).month
        except BotError as error:
            return type(error).__name__

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == [FEBRUARY, *["Conflict"] * 3]
    assert len(rows(finance, ExportBatch)) == 1
    assert [line.kind for line in rows(finance, ExportLine)] == [LineKind.LINE]
