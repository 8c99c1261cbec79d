"""Nudges and `/timesheet` through Slack's real protocol."""

from datetime import UTC, datetime

import pytest

from bot.desk.schedule import SCANS
from bot.rules.people.policies import WhenLate
from tests.bot.timekeeping.test_deadlines import set_policy
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, Json, buttons, texts

NUDGE_BUTTONS = ["Pick a job…", "I was off", "Nothing to log"]
MORNING = datetime(2026, 3, 17, 13, 0, tzinfo=UTC)


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
    assert "*Thu 12 Mar*  ·  0m of 7h 30m logged  ·  due *today*" in said
    assert "_Last Thursday:_ 2h ACME-101" in said
    assert [b for b in buttons_of(message) if b != "Log like last week"] == NUDGE_BUTTONS * 3


def buttons_of(message: Json) -> list[str]:
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [each["text"]["text"] for row in rows for each in row if each["type"] == "button"]


def test_log_like_last_week_logs_and_the_message_says_thanks(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    maya.command("desk", "/logtime", "7h ACME-101 2026-03-05")
    message = nudged(desk, clock)
    assert maya.click(message, "Log like last week").ok
    desk.settle()
    (now,) = maya.messages()
    assert "Thank you" in texts(now["blocks"])
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
    done = maya.submit(form, {"job": job}).modal
    assert done
    assert "7h 30m" in texts(done["blocks"])
    assert "Thu 12 Mar" in texts(done["blocks"])


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
    clock.now = datetime(2026, 3, 18, 13, 0, tzinfo=UTC)
    scan(desk)
    (message,) = grace.messages()
    assert "*Maya Torres*  ·  7h 30m missing" in texts(message["blocks"])
    assert grace.click(message, "Remind").ok
    desk.settle()
    assert "Grace Lindqvist reminds you" in desk.person("maya").messages()[-1]["text"]
    assert "reminded today" in texts(grace.messages()[0]["blocks"])
    form = grace.click(grace.messages()[0], "Excuse…").modal
    assert form
    assert grace.submit(form, {"reason": "   "}).errors.keys() == {"reason"}
    done = grace.submit(form, {"reason": "At a shoot"}).modal
    assert done
    assert "is excused for Thu 12 Mar" in texts(done["blocks"])
    desk.settle()
    assert "Maya Torres*  ·  7h 30m" not in texts(grace.messages()[0]["blocks"])


def test_a_forged_reminder_is_refused(desk: Desk, clock: FixedClock) -> None:
    message = nudged(desk, clock)
    outcome = desk.person("maya").forge(message, message["blocks"][1]["block_id"], "timesheets.remind", "0" * 32)
    desk.settle()
    assert outcome.ok
    assert "You may not" in texts(desk.person("maya").messages()[-1]["blocks"])


def test_timesheet_late_says_who_is_due_and_who_is_overdue(desk: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 18, 13, 0, tzinfo=UTC)
    (answer,) = desk.person("grace").command("desk", "/timesheet", "late").appeared
    assert answer["text"] == "Overdue: 3. Due today: 3."
    assert "*Maya Torres*  7h 30m  (Thu 12 Mar)" in texts(answer["blocks"])
    assert "You may not see the time of others" in desk.person("sam").command("desk", "/timesheet", "late").text


def test_an_unknown_word_says_what_there_is(desk: Desk) -> None:
    text = desk.person("maya").command("desk", "/timesheet", "lte").text
    assert "“lte” names no week" in text


def test_an_admin_edits_the_policy_in_a_modal(either_desk: Desk) -> None:
    grace = either_desk.person("grace")
    form = grace.command("desk", "/timesheet", "policy").modal
    assert form
    assert grace.submit(form, {"window": "soon"}).errors.keys() == {"window"}
    done = grace.submit(form, {"window": "2", "works_on": "Columbus Day"}).modal
    assert done
    assert "business day 2 after the work" in texts(done["blocks"])
    other = grace.click(grace.command("desk", "/timesheet", "policy").modal or {}, "London").modal
    assert other
    assert "*London*" in texts(other["blocks"])
    assert "You may not" in either_desk.person("maya").command("desk", "/timesheet", "policy").text


def test_the_summary_comes_to_the_channel_where_it_was_asked_for(desk: Desk, clock: FixedClock) -> None:
    grace = desk.person("grace")
    assert "weekly summary comes to" in grace.command("desk", "/timesheet", "summary here").text
    assert "Write /timesheet summary here" in grace.command("desk", "/timesheet", "summary").text
    clock.now = datetime(2026, 3, 19, 13, 0, tzinfo=UTC)
    scan(desk)
    grace.wait_for_message("desk", "Time of New York, 9 Mar – 15 Mar: 0% in on time")


def test_a_late_entry_asks_for_its_reason_where_it_stands(either_desk: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 19, 13, 0, tzinfo=UTC)
    maya = either_desk.person("maya")
    (answer,) = maya.command("desk", "/logtime", "2h ACME-101 2026-03-12").appeared
    assert "*Late*  ·  reason missing" in texts(answer["blocks"])
    form = maya.click(answer, "Give the reason").modal
    assert form
    done = maya.submit(form, {"reason": "At the <client's> all week"}).modal
    assert done
    (now,) = maya.messages("desk")
    assert "reason given" in texts(now["blocks"])
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
    assert "approved by Grace Lindqvist" in texts(now["blocks"])
    assert buttons(now["blocks"]) == []


def test_a_direct_message_whose_answer_was_lost_is_found_and_not_sent_twice(desk: Desk, clock: FixedClock) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer=True)
    clock.now = MORNING
    scan(desk)
    clock.forward(seconds=30)
    desk.settle()
    assert all(len(desk.person(name).messages()) == 1 for name in ("maya", "grace"))
