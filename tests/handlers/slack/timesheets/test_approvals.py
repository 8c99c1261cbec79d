"""Weekly approval, forgotten timers and time entered by others, through Slack's real protocol."""

from datetime import UTC, date, datetime

from sqlalchemy import update

from bot.desk.schedule import run_scans
from storage.people.people import Person
from tests.bot.timekeeping.test_deadlines import set_policy
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, Json, texts
from tests.handlers.slack.timesheets.test_reminders import buttons_of
from tests.handlers.slack.timesheets.test_timesheets import timesheet

FRIDAY = datetime(2026, 3, 13, 14, 0, tzinfo=UTC)


def morning(desk: Desk, clock: FixedClock, who: str) -> Json:
    """Somebody's morning message of Friday."""
    clock.now = FRIDAY
    run_scans(desk.bot)
    desk.settle()
    return desk.person(who).messages()[-1]


def weekly(desk: Desk) -> None:
    """Weeks are approved; last week Maya logged two entries."""
    set_policy(desk.bot, approve_weeks=True, window=20)
    with desk.bot.store.begin() as session:
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
    for line in ("7h ACME-101 2026-03-02 copy <b>", "3h INT-ADM 2026-03-03"):
        log(desk.bot, line)


def test_a_week_is_sent_seen_approved_changed_and_approved_again(either_desk: Desk, clock: FixedClock) -> None:
    desk = either_desk
    weekly(desk)
    maya, grace = desk.person("maya"), desk.person("grace")
    sheet = timesheet(desk, "last week")
    assert "Not sent for approval yet" in texts(sheet["blocks"])
    maya.click(sheet, "Send for approval")
    desk.settle()
    (now,) = [message for message in maya.messages("desk") if message["ts"] == sheet["ts"]]
    assert "Sent for approval" in texts(now["blocks"])
    assert "Send for approval" not in buttons_of(now)

    message = morning(desk, clock, "grace")
    assert "*Maya Torres*  ·  2 – 8 Mar\n*10h* of 37h 30m  ·  70% billable" in texts(message["blocks"])
    (seen,) = grace.click(message, "See the week").appeared
    assert [block["type"] for block in seen["blocks"]].count("table") == 1
    assert buttons_of(seen) == ["Approve", "Send back…", "Send as a file"]
    grace.click(message, "Approve")
    desk.settle()
    assert "No week waits" in grace.messages()[0]["text"]

    maya.command("desk", "/logtime", "1h ACME-102 2026-03-04 maps")
    sheet = timesheet(desk, "@maya last week", "grace")
    said = texts(sheet["blocks"])
    assert "Approved by Grace Lindqvist.*" not in said
    assert "1 entry changed since approval" in said
    assert "*New:*  1h on ACME-102, Wed 4 Mar, “maps”" in said
    grace.click(sheet, "Approve this")
    (now,) = [message for message in grace.messages("desk") if message["ts"] == sheet["ts"]]
    assert "*Approved by Grace Lindqvist.*" in texts(now["blocks"])
    assert grace.command("desk", "/timesheet", "approvals").text == "No week waits for your approval any more."


def test_a_week_is_sent_back_with_the_reason_and_sent_again(desk: Desk, clock: FixedClock) -> None:
    weekly(desk)
    maya, grace = desk.person("maya"), desk.person("grace")
    maya.click(timesheet(desk, "last week"), "Send for approval")
    message = morning(desk, clock, "grace")
    form = grace.click(message, "Send back…").modal
    assert form
    done = grace.submit(form, {"reason": "Tuesday was <billable>"}).modal
    assert done
    desk.settle()
    assert "No week waits" in grace.messages()[-1]["text"]
    told = maya.messages()[-1]
    assert "> Tuesday was &lt;billable&gt;" in texts(told["blocks"])
    maya.click(told, "Send for approval")
    desk.settle()
    assert maya.messages()[-1]["text"] == "Your week 2 – 8 Mar is sent for approval."
    listed = grace.command("desk", "/timesheet", "approvals").appeared[-1]
    assert buttons_of(listed) == ["Approve", "See the week", "Send back…"]
    assert "You may not decide" in desk.person("sam").command("desk", "/timesheet", "approvals").text
    forged = desk.person("sam").forge(maya.messages()[-1], "x", "timesheets.approve_week", "no such")
    assert not [block for block in forged.appeared if "Approved" in block["text"]]


def test_a_forgotten_timer_is_asked_about_and_answered_by_its_end(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    clock.now = clock.now.replace(hour=11)
    maya.command("desk", "/logtime", "start ACME-101 copy")
    clock.forward(hours=10, minutes=30)
    run_scans(desk.bot)
    desk.settle()
    (message,) = maya.messages()
    assert "runs since 07:00: *10h 30m*. Was that all work?" in texts(message["blocks"])
    assert buttons_of(message) == ["Stop now, log 10h 30m", "Forget it"]
    (answer,) = maya.click(message, "timekeeping.ran_until", "Thu 11:30").appeared
    assert "*4h 30m* logged on *ACME-101*" in texts(answer["blocks"])
    desk.settle()
    assert maya.messages()[0]["text"] == "That timer is stopped."


def test_time_that_somebody_else_entered_is_told_the_next_morning(desk: Desk, clock: FixedClock) -> None:
    for line in ("2h ACME-101 copy", "1h ACME-102 maps"):
        desk.person("grace").command("desk", "/logtime", f"for @maya {line}")
    desk.settle()
    assert desk.person("maya").messages() == []
    said = texts(morning(desk, clock, "maya")["blocks"])
    assert "Grace Lindqvist entered time for you yesterday: 3h in all." in said
