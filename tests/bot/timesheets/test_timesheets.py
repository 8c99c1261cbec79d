from datetime import date

import pytest
from sqlalchemy import select, update

from bot.core import Bot
from bot.errors import BotError, Conflict, NotAllowed, NotFound, UsageError
from bot.rules.kit.lines import Line
from bot.timekeeping.time_entries import log_line
from bot.timesheets.timesheets import copy_form, copy_lines, send_timesheet, show_timesheet
from storage.messaging.notices import QueuedNotice
from storage.people.people import Person
from storage.words.time import Source
from tests.conftest import FixedClock, actor, profile

MONDAY = date(2026, 3, 9)
SAM = profile("Sam Okafor").address
MAYA = profile("Maya Torres").address


def log(bot: Bot, text: str, who: str = "Maya Torres") -> None:
    log_line(bot, actor(who), Line(text), Source.COMMAND)


def test_a_week_has_its_jobs_by_day_and_what_they_come_to(agency: Bot) -> None:
    for text in (
        "2h ACME-101 2026-03-09",
        "1h ACME-101 2026-03-09",
        "30m INT-ADM 2026-03-12",
        "4h ACME-102 2026-03-08",
    ):
        log(agency, text)
    shown = show_timesheet(agency, actor("Maya Torres"))
    assert (shown.monday, shown.name, shown.is_own) == (MONDAY, "Maya Torres", True)
    assert [(row.job, list(row.minutes)) for row in shown.rows] == [
        ("ACME-101", [180, 0, 0, 0, 0, 0, 0]),
        ("INT-ADM", [0, 0, 0, 30, 0, 0, 0]),
    ]
    assert (list(shown.totals), shown.billable_minutes) == ([180, 0, 0, 30, 0, 0, 0], 180)
    assert list(shown.expected) == [0, 0, 0, 450, 450, 0, 0]  # she began on Thursday


def test_a_week_is_named_by_words_or_a_day(agency: Bot) -> None:
    log(agency, "4h ACME-102 2026-03-04")
    for week in ("last week", "2026-03-04"):
        assert show_timesheet(agency, actor("Maya Torres"), week).totals[2] == 240
    with pytest.raises(UsageError, match="as a week"):
        show_timesheet(agency, actor("Maya Torres"), "someday")


def test_short_days_have_their_deadlines(agency: Bot) -> None:
    with agency.store.begin() as session:
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
    log(agency, "7h30 ACME-101 2026-03-10")
    due = {each.day: each for each in show_timesheet(agency, actor("Maya Torres")).due}
    assert date(2026, 3, 10) not in due
    assert due[MONDAY].due == date(2026, 3, 12)
    assert (due[MONDAY].missing, due[MONDAY].overdue) == (450, False)


def test_an_entry_after_its_deadline_is_marked_late(agency: Bot, clock: FixedClock) -> None:
    clock.forward(days=5)
    log(agency, "1h ACME-101 2026-03-09")
    (entry,) = show_timesheet(agency, actor("Maya Torres"), "last week").entries
    assert entry.late
    assert entry.late.status


def test_a_supervisor_sees_those_below_and_nobody_else_does(agency: Bot) -> None:
    log(agency, "2h ACME-101")
    shown = show_timesheet(agency, actor("Grace Lindqvist"), "", MAYA)
    assert (shown.name, shown.is_own, sum(shown.totals)) == ("Maya Torres", False, 120)
    with pytest.raises(NotAllowed):
        show_timesheet(agency, actor("Sam Okafor"), "", MAYA)
    with pytest.raises(NotAllowed):
        send_timesheet(agency, actor("Sam Okafor"), shown.person_id, MONDAY)
    with pytest.raises(NotFound):
        show_timesheet(agency, actor("Grace Lindqvist"), "", profile("Zoe Park").address)


def test_last_weeks_lines_are_copied_to_the_same_weekdays(agency: Bot) -> None:
    for text in ("2h ACME-101 2026-03-02 copy", "1h INT-ADM 2026-03-03", "3h ACME-102 2026-03-06"):
        log(agency, text)
    form = copy_form(agency, actor("Maya Torres"), MONDAY)
    assert [(day, entry.job.number) for day, entry in form.lines] == [
        (MONDAY, "ACME-101"),
        (date(2026, 3, 10), "INT-ADM"),
    ]  # Friday is still to come
    done = copy_lines(agency, actor("Maya Torres"), MONDAY, [entry.id for _, entry in form.lines])
    assert (done.count, done.minutes) == (2, 180)
    shown = show_timesheet(agency, actor("Maya Torres"))
    assert [(entry.worked_on, entry.note) for entry in shown.entries] == [(MONDAY, "copy"), (date(2026, 3, 10), "")]
    with pytest.raises(Conflict, match="nothing to copy"):
        copy_form(agency, actor("Maya Torres"), MONDAY)


def test_lines_are_copied_all_or_none(agency: Bot) -> None:
    log(agency, "13h ACME-101 2026-03-02")
    log(agency, "1h ACME-102 2026-03-03")
    log(agency, "12h ACME-102 2026-03-09")
    form = copy_form(agency, actor("Maya Torres"), MONDAY)
    ids = [entry.id for _, entry in form.lines]
    with pytest.raises(UsageError, match="doesn't fit"):
        copy_lines(agency, actor("Maya Torres"), MONDAY, ids)
    assert sum(show_timesheet(agency, actor("Maya Torres")).totals) == 12 * 60
    with pytest.raises(UsageError, match="at least one"):
        copy_lines(agency, actor("Maya Torres"), MONDAY, [])


def test_nobody_copies_the_lines_of_somebody_else(agency: Bot) -> None:
    log(agency, "2h ACME-101 2026-03-02", "Sam Okafor")
    log(agency, "2h ACME-101 2026-03-02")
    (_, theirs), *_ = copy_form(agency, actor("Sam Okafor"), MONDAY).lines
    with pytest.raises(NotFound):
        copy_lines(agency, actor("Maya Torres"), MONDAY, [theirs.id])


def test_a_file_is_queued_for_who_asked(agency: Bot) -> None:
    shown = show_timesheet(agency, actor("Maya Torres"))
    send_timesheet(agency, actor("Grace Lindqvist"), shown.person_id, MONDAY)
    with agency.store.read() as session:
        (notice,) = session.scalars(select(QueuedNotice)).all()
        assert (notice.channel, notice.payload["monday"]) == ("U0GRACE", "2026-03-09")


def test_a_stranger_has_no_timesheet(agency: Bot) -> None:
    with pytest.raises(BotError, match="don't know you"):
        show_timesheet(agency, actor("Zoe Park"))
