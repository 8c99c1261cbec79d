"""Nudges and `/timesheet` through Slack's real protocol."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.desk.schedule import SCANS
from bot.rules.people.policies import WhenLate
from storage.people import policies
from storage.people.people import Person
from storage.timekeeping.excuses import Excuse
from storage.words.time import LateStatus
from tests.bot.timekeeping.test_deadlines import set_policy
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, Json, buttons, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes, stored

NUDGE_BUTTONS = ["Pick a job…", "I was off", "Nothing to log"]
THURSDAY = date(2026, 3, 12)
MORNING = datetime(2026, 3, 17, 13, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 3, 18, 13, 0, tzinfo=UTC)


def scan(desk: Desk) -> None:
    for each in SCANS:
        each.use_case(desk.bot)
    desk.settle()


def nudged(desk: Desk, clock: FixedClock) -> Json:
    """Maya's nudge, on the morning of the last day on time for Thursday."""
    clock.now = MORNING
    scan(desk)
    (message,) = desk.person("maya").messages()
    return message


def test_a_nudge_lists_each_short_day_with_its_deadline_and_ways_out(desk: Desk, clock: FixedClock) -> None:
    desk.person("maya").command("desk", "/logtime", "2h ACME-101 2026-03-05")
    message = nudged(desk, clock)
    said = texts(message["blocks"])
    for value in ("*Thu 12 Mar*", "0m of 7h 30m", "*today*", "2h ACME-101"):
        assert value in said
    assert [b for b in buttons(message["blocks"]) if b != "Log like last week"] == NUDGE_BUTTONS * 3


def test_log_like_last_week_logs_and_the_message_asks_for_that_day_no_more(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "7h ACME-101 2026-03-05")
    message = nudged(desk, clock)
    assert maya.click(message, "Log like last week").ok
    desk.settle()
    assert minutes(desk.bot) == [420, 420]
    (now,) = maya.messages()
    assert "Thu 12 Mar" not in texts(now["blocks"])


@pytest.mark.parametrize("way_out", ["I was off", "Nothing to log"])
def test_a_day_without_time_is_settled_by_a_click(desk: Desk, clock: FixedClock, way_out: str) -> None:
    maya = desk.person("maya")
    assert maya.click(nudged(desk, clock), way_out).ok
    desk.settle()
    assert "Thu 12 Mar" not in texts(maya.messages()[0]["blocks"])


def test_pick_a_job_opens_the_form_with_the_day(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    form = maya.click(nudged(desk, clock), "Pick a job…").modal
    assert form
    job = maya.options(form, "job", "ACME-101")[0]
    assert maya.submit(form, {"job": job}).modal
    (entry,) = stored(desk.bot)
    assert (entry.minutes, entry.worked_on) == (450, THURSDAY)


def test_a_snoozed_nudge_comes_again(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    message = nudged(desk, clock)
    assert maya.click(message, "timesheets.snooze", "11:00").ok
    desk.settle()
    assert len(maya.messages()) == 1
    clock.forward(hours=2)
    desk.settle()
    assert len(maya.messages()) == 2


def test_a_supervisor_reminds_and_excuses_from_the_list(desk: Desk, clock: FixedClock) -> None:
    grace = desk.person("grace")
    grace.command("desk", "/logtime", "7h ACME-101")
    clock.now = DAY_AFTER
    scan(desk)
    (message,) = grace.messages()
    for value in ("Maya Torres", "7h 30m", "Thu 12 Mar"):
        assert value in texts(message["blocks"])
    assert grace.click(message, "Remind").ok
    desk.settle()
    assert "Grace Lindqvist" in desk.person("maya").messages()[-1]["text"]
    now = buttons(grace.messages()[0]["blocks"])
    assert "Excuse…" in now
    assert "Remind" not in now
    form = grace.click(grace.messages()[0], "Excuse…").modal
    assert form
    assert grace.submit(form, {"reason": "   "}).errors.keys() == {"reason"}
    assert grace.submit(form, {"reason": "At a shoot"}).modal
    with desk.bot.store.read() as session:
        excuses = [(excuse.day, excuse.reason) for excuse in session.scalars(select(Excuse))]
    assert excuses == [(THURSDAY, "At a shoot")]
    desk.settle()
    assert "Maya Torres" not in texts(grace.messages()[0]["blocks"])


def test_a_forged_reminder_reminds_nobody(desk: Desk, clock: FixedClock) -> None:
    maya, grace = desk.person("maya"), desk.person("grace")
    clock.now = DAY_AFTER
    scan(desk)
    message, before = maya.messages()[-1], grace.messages()
    with desk.bot.store.read() as session:
        overdue = session.scalars(select(Person.id).where(Person.name == "Grace Lindqvist")).one()
    for value in (overdue, "0" * 32):
        assert maya.forge(message, message["blocks"][1]["block_id"], "timesheets.remind", value).ok
    desk.settle()
    assert grace.messages() == before


def test_timesheet_late_says_who_is_due_and_who_is_overdue(desk: Desk, clock: FixedClock) -> None:
    clock.now = DAY_AFTER
    (answer,) = desk.person("grace").command("desk", "/timesheet", "late").appeared
    overdue, due_today = [line for line in texts(answer["blocks"]).splitlines() if "Maya Torres" in line]
    assert "7h 30m  (Thu 12 Mar)" in overdue
    assert "7h 30m  (Fri 13 Mar)" in due_today
    (refused,) = desk.person("sam").command("desk", "/timesheet", "late").appeared
    assert "Maya Torres" not in texts(refused["blocks"])


def test_an_admin_edits_the_policy_in_a_modal(either_desk: Desk) -> None:
    grace = either_desk.person("grace")
    form = grace.command("desk", "/timesheet", "policy").modal
    assert form
    assert grace.submit(form, {"window": "soon"}).errors.keys() == {"window"}
    assert grace.submit(form, {"window": "2", "works_on": "Columbus Day"}).modal
    with either_desk.bot.store.read() as session:
        (saved,) = policies.every_policy(session)
    assert saved.policy["window"] == 2
    assert saved.policy["works_on"] == ["Columbus Day"]
    other = grace.click(grace.command("desk", "/timesheet", "policy").modal or {}, "London").modal
    assert other
    assert buttons(other["blocks"]) == ["New York"]
    assert either_desk.person("maya").command("desk", "/timesheet", "policy").modal is None


def test_the_summary_comes_to_the_channel_where_it_was_asked_for(desk: Desk, clock: FixedClock) -> None:
    grace = desk.person("grace")
    assert grace.command("desk", "/timesheet", "summary here").ok
    assert "/timesheet summary here" in grace.command("desk", "/timesheet", "summary").text
    clock.now = datetime(2026, 3, 19, 13, 0, tzinfo=UTC)
    scan(desk)
    grace.wait_for_message("desk", "New York, 9 Mar – 15 Mar")


def test_a_late_entry_asks_for_its_reason_where_it_stands(either_desk: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 19, 13, 0, tzinfo=UTC)
    maya = either_desk.person("maya")
    (answer,) = maya.command("desk", "/logtime", "2h ACME-101 2026-03-12").appeared
    form = maya.click(answer, "Give the reason").modal
    assert form
    assert maya.submit(form, {"reason": "At the <client's> all week"}).modal
    (entry,) = stored(either_desk.bot)
    assert (entry.late_status, entry.late_reason) == (LateStatus.REASON_GIVEN, "At the <client's> all week")
    (now,) = maya.messages("desk")
    assert "Give the reason" not in buttons(now["blocks"])
    assert "At the &lt;client's&gt; all week" in texts(now["blocks"])


def test_a_supervisor_approves_a_late_entry_by_button(desk: Desk, clock: FixedClock) -> None:
    set_policy(desk.bot, when_late=WhenLate.APPROVAL)
    clock.now = datetime(2026, 3, 19, 13, 0, tzinfo=UTC)
    desk.person("maya").command("desk", "/logtime", "2h ACME-101 2026-03-12 copy")
    desk.settle()
    grace = desk.person("grace")
    asked = grace.messages()[-1]
    assert buttons(asked["blocks"]) == ["Approve", "Decline"]
    assert grace.click(asked, "Approve").ok
    desk.settle()
    now = grace.messages()[-1]
    assert "Grace Lindqvist" in texts(now["blocks"])
    assert buttons(now["blocks"]) == []
    assert [entry.late_status for entry in stored(desk.bot)] == [LateStatus.APPROVED]


def test_a_direct_message_whose_answer_was_lost_is_found_and_not_sent_twice(desk: Desk, clock: FixedClock) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer=True)
    clock.now = MORNING
    scan(desk)
    clock.forward(seconds=30)
    desk.settle()
    assert all(len(desk.person(name).messages()) == 1 for name in ("maya", "grace"))
