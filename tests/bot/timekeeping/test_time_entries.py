from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot.core import OPERATOR, Bot, forget_old_deliveries
from bot.errors import BotError, Conflict, NotFound, Unknown, UsageError
from bot.rules.kit.lines import Line
from bot.rules.timekeeping.time_entries import Billing
from bot.timekeeping.answers import TimeLogged
from bot.timekeeping.entry_forms import EntryRequest, entry_form
from bot.timekeeping.time_entries import edit_entry, line_told, log_line, log_time, undo_entry
from storage.jobs.jobs import by_number
from storage.kit.deliveries import Delivery
from storage.kit.history import HistoryLine
from storage.people.people import at_address
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Change, Source
from tests.conftest import FixedClock, actor

THURSDAY = date(2026, 3, 12)


def log(bot: Bot, text: str, who: str = "Maya Torres", delivery: str | None = None) -> TimeLogged:
    return log_line(bot, actor(who, delivery), Line(text), Source.COMMAND)


def request(bot: Bot, **fields: object) -> EntryRequest:
    job_id = log_job_id(bot, str(fields.pop("job", "ACME-101")))
    given = {"job_id": job_id, "worked_on": THURSDAY, "duration": "2h", "billing": Billing.AS_JOB, "note": "x"}
    return EntryRequest.model_validate(given | fields)


def log_job_id(bot: Bot, number: str) -> str:
    with bot.store.read() as session:
        job = by_number(session, number)
        return job.id if job else "no such job"


def entries(bot: Bot) -> list[TimeEntry]:
    with bot.store.read() as session:
        return list(session.scalars(select(TimeEntry).order_by(TimeEntry.id)))


def history(bot: Bot) -> list[HistoryLine]:
    with bot.store.read() as session:
        query = select(HistoryLine).where(HistoryLine.thing == "time_entries").order_by(HistoryLine.id)
        return list(session.scalars(query))


def test_a_line_is_logged_as_it_says(agency: Bot, clock: FixedClock) -> None:
    told = log(agency, "2h acme-101 copy edits")
    assert (told.entry.job.number, told.entry.job.title, told.entry.job.client) == (
        "ACME-101", "Spring mailer", "Acme Outdoor",
    )  # fmt: skip
    assert (told.entry.minutes, told.entry.billable, told.entry.note) == (120, True, "copy edits")
    (entry,) = entries(agency)
    assert (entry.minutes, entry.worked_on, entry.entered_at) == (120, THURSDAY, clock.now)
    assert (entry.source, entry.service) == (Source.COMMAND, "account service")


def test_the_worked_date_is_the_persons_own(agency: Bot, clock: FixedClock) -> None:
    clock.forward(hours=11)  # 02:00 UTC on the 13th: still the 12th in New York
    assert log(agency, "1h ACME-101").entry.worked_on == THURSDAY
    assert log(agency, "1h ACME-101", "Sam Okafor").entry.worked_on == THURSDAY + timedelta(days=1)


def test_the_answer_has_the_days_and_the_weeks_total(agency: Bot) -> None:
    log(agency, "3h ACME-102 2026-03-09")
    log(agency, "8h ACME-102 2026-03-08")  # the week before
    log(agency, "1h ACME-101 x", "Sam Okafor")
    log(agency, "1h ACME-101")
    told = log(agency, "30m ACME-102")
    assert (told.day_minutes, told.week_minutes) == (90, 270)


def test_time_on_a_non_billable_job_is_non_billable(agency: Bot) -> None:
    assert not log(agency, "1h INT-ADM").entry.billable


def test_an_unknown_job_is_refused_with_the_nearest_open_ones(agency: Bot) -> None:
    with pytest.raises(UsageError, match="can't find job ACME-111") as refused:
        log(agency, "2h ACME-111 yesterday copy edits")
    choices = refused.value.refusal.choices
    assert choices[0].label == "ACME-101 · Spring mailer"
    assert choices[0].line == "2h ACME-101 2026-03-11 -- copy edits"
    assert "ACME-099" not in {choice.label.split()[0] for choice in choices}
    assert entries(agency) == []


def test_a_closed_job_takes_no_time(agency: Bot) -> None:
    with pytest.raises(UsageError, match="ACME-099 Autumn catalogue is closed"):
        log(agency, "2h ACME-099")
    assert entries(agency) == []


def test_a_day_takes_24_hours_in_all(agency: Bot) -> None:
    log(agency, "12h ACME-101")
    log(agency, "12h ACME-102")
    with pytest.raises(UsageError, match="no room left"):
        log(agency, "1m ACME-101")
    log(agency, "1m ACME-101 yesterday")
    assert sum(entry.minutes for entry in entries(agency)) == 24 * 60 + 1


def test_two_entries_at_once_cannot_overfill_a_day(agency: Bot) -> None:
    def try_to_log(number: int) -> bool:
        try:
            log(agency, f"10h ACME-101 part {number}")
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(try_to_log, range(6))) == 2
    assert len(entries(agency)) == 2


def test_a_stranger_is_told_who_can_add_them(agency: Bot) -> None:
    with pytest.raises(Unknown, match="I don't know you yet. Ask Grace Lindqvist to add you"):
        log(agency, "2h ACME-101", "Zoe Park")


def test_the_operator_logs_no_time(agency: Bot) -> None:
    with pytest.raises(Unknown):
        log_line(agency, OPERATOR, Line("2h ACME-101"), Source.TERMINAL)


def test_the_same_delivery_twice_has_one_effect_and_the_same_answer(agency: Bot, clock: FixedClock) -> None:
    first = log(agency, "2h ACME-101", delivery="slack:1")
    clock.forward(days=1)
    log(agency, "1h ACME-101", delivery="slack:2")
    assert log(agency, "2h ACME-101", delivery="slack:1") == first
    assert len(entries(agency)) == 2


def test_the_same_delivery_many_times_at_once_has_one_effect(agency: Bot) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: log(agency, "2h ACME-101", delivery="slack:1"), range(8)))
    assert len({answer.entry.id for answer in answers}) == 1
    assert len(entries(agency)) == 1


def test_a_refused_delivery_is_worked_out_again(agency: Bot) -> None:
    with pytest.raises(UsageError):
        log(agency, "2h", delivery="slack:1")
    assert log(agency, "2h ACME-101", delivery="slack:1").entry.minutes == 120


def test_deliveries_are_forgotten_after_three_days(agency: Bot, clock: FixedClock) -> None:
    log(agency, "1h ACME-101", delivery="slack:old")
    clock.forward(days=2)
    log(agency, "1h ACME-101", delivery="slack:new")
    clock.forward(days=1, minutes=1)
    forget_old_deliveries(agency)
    with agency.store.read() as session:
        assert session.scalars(select(Delivery.key)).all() == ["slack:new:TimeLogged"]


def test_an_undone_entry_counts_no_more_and_stays_in_the_history(agency: Bot) -> None:
    told = log(agency, "2h ACME-101")
    undone = undo_entry(agency, actor("Maya Torres"), told.entry.id)
    assert undone.entry.undone
    assert (undone.day_minutes, undone.week_minutes) == (0, 0)
    assert [line.change for line in history(agency)] == [Change.MADE, Change.UNDONE]
    assert len(entries(agency)) == 1


def test_an_entry_that_is_undone_already_stays_so(agency: Bot) -> None:
    told = log(agency, "2h ACME-101")
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    assert undo_entry(agency, actor("Maya Torres"), told.entry.id).entry.undone
    assert [line.change for line in history(agency)] == [Change.MADE, Change.UNDONE]


@pytest.mark.parametrize("entry_id", ["someone else's", "'; DROP TABLE people; --", ""])
def test_nobody_undoes_or_edits_what_is_not_theirs(agency: Bot, entry_id: str) -> None:
    told = log(agency, "2h ACME-101", "Sam Okafor")
    wanted = told.entry.id if entry_id == "someone else's" else entry_id
    for attempt in (
        lambda: undo_entry(agency, actor("Maya Torres"), wanted),
        lambda: edit_entry(agency, actor("Maya Torres"), wanted, request(agency)),
        lambda: entry_form(agency, actor("Maya Torres"), wanted or "x"),
    ):
        with pytest.raises(NotFound, match="among yours"):
            attempt()
    assert len(history(agency)) == 1


def test_a_form_logs_what_it_says(agency: Bot) -> None:
    told = log_time(agency, actor("Maya Torres"), request(agency, duration="1:30", note="  proof  "))
    assert (told.entry.minutes, told.entry.note, told.entry.billable) == (90, "proof", True)
    assert entries(agency)[0].source == Source.FORM


def test_a_form_may_say_non_billable(agency: Bot) -> None:
    assert not log_time(agency, actor("Maya Torres"), request(agency, billing=Billing.NON_BILLABLE)).entry.billable


def test_a_form_tells_every_wrong_field_at_once(agency: Bot) -> None:
    wrong = request(agency, job="ACME-099", duration="1:75", worked_on=THURSDAY + timedelta(days=1), note="x" * 1001)
    with pytest.raises(UsageError) as refused:
        log_time(agency, actor("Maya Torres"), wrong)
    assert set(refused.value.refusal.fields) == {"job", "duration", "worked_on", "note"}
    assert entries(agency) == []


def test_a_form_refuses_an_unknown_job_and_billable_time_on_a_non_billable_one(agency: Bot) -> None:
    for fields, field in (
        ({"job": "NONE-1"}, "job"),
        ({"job": "INT-ADM", "billing": Billing.BILLABLE}, "billing"),
        ({"duration": "25h"}, "duration"),
    ):
        with pytest.raises(UsageError) as refused:
            log_time(agency, actor("Maya Torres"), request(agency, **fields))
        assert set(refused.value.refusal.fields) == {field}


def test_an_edit_changes_the_entry_and_keeps_what_was(agency: Bot) -> None:
    told = log(agency, "2h ACME-101 copy")
    wanted = request(agency, job="ACME-102", duration="45m", note="map", worked_on=THURSDAY - timedelta(days=1))
    edited = edit_entry(agency, actor("Maya Torres"), told.entry.id, wanted)
    assert (edited.entry.job.number, edited.entry.minutes, edited.entry.note) == ("ACME-102", 45, "map")
    line = history(agency)[-1]
    assert line.change == Change.EDITED
    assert line.before and line.after
    assert (line.before["minutes"], line.after["minutes"]) == (120, 45)
    assert (line.before["worked_on"], line.after["worked_on"]) == ("2026-03-12", "2026-03-11")


def test_an_edit_that_changes_nothing_leaves_no_history(agency: Bot) -> None:
    told = log(agency, "2h ACME-101 x")
    edit_entry(agency, actor("Maya Torres"), told.entry.id, request(agency))
    assert [line.change for line in history(agency)] == [Change.MADE]


def test_an_edit_does_not_count_the_entrys_old_minutes(agency: Bot) -> None:
    told = log(agency, "20h ACME-101")
    assert edit_entry(agency, actor("Maya Torres"), told.entry.id, request(agency, duration="24h")).day_minutes == 1440
    log(agency, "23h ACME-101 yesterday")
    with pytest.raises(UsageError, match="doesn't fit"):
        wanted = request(agency, duration="2h", worked_on=THURSDAY - timedelta(days=1))
        edit_entry(agency, actor("Maya Torres"), told.entry.id, wanted)


def test_an_undone_entry_is_not_edited(agency: Bot) -> None:
    told = log(agency, "2h ACME-101")
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    with pytest.raises(Conflict):
        edit_entry(agency, actor("Maya Torres"), told.entry.id, request(agency))
    with pytest.raises(Conflict):
        entry_form(agency, actor("Maya Torres"), told.entry.id)


def test_a_form_begins_today_or_with_the_entry(agency: Bot) -> None:
    assert entry_form(agency, actor("Maya Torres")).today == THURSDAY
    told = log(agency, "2h ACME-101")
    assert entry_form(agency, actor("Maya Torres"), told.entry.id).entry == told.entry


def test_an_entry_is_told_as_it_stands(agency: Bot) -> None:
    told = log(agency, "2h ACME-101")
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    assert line_told(agency, told.entry.id).entry.undone
    with pytest.raises(LookupError):
        line_told(agency, "none")


def test_a_person_who_left_is_a_stranger(agency: Bot, clock: FixedClock) -> None:
    with agency.store.begin() as session:
        person = at_address(session, actor("Maya Torres").address)
        assert person
        person.left_at = clock.now
    for attempt in (lambda: log(agency, "1h ACME-101"), lambda: entry_form(agency, actor("Maya Torres"))):
        with pytest.raises(BotError, match="don't know you"):
            attempt()


def test_every_change_of_an_entry_is_in_the_history_with_who_made_it(agency: Bot) -> None:
    log(agency, "2h ACME-101")
    with agency.store.read() as session:
        assert session.scalar(select(func.count()).where(HistoryLine.thing == "time_entries")) == 1
        assert history(agency)[0].person_id == entries(agency)[0].person_id
