"""Weekly approval, forgotten timers and time entered by others, through Slack's real protocol."""

from datetime import UTC, date, datetime

from sqlalchemy import select, update

from bot.desk.schedule import run_scans
from sandbox.person_handle import find_element
from storage.people.people import Person
from storage.timesheets.approvals import TimesheetApproval
from storage.words.time import WeekStatus
from tests.bot.timekeeping.test_deadlines import set_policy
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, Json, buttons, texts
from tests.handlers.slack.timekeeping.test_time_entries import LOGGED, stored
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


def statuses(desk: Desk) -> list[WeekStatus]:
    """How the weeks that were ever sent stand."""
    with desk.bot.store.read() as session:
        return list(session.scalars(select(TimesheetApproval.status)))


def shown_now(desk: Desk, who: str, before: Json) -> Json:
    """A message in #desk as it stands by now."""
    (now,) = [message for message in desk.person(who).messages("desk") if message["ts"] == before["ts"]]
    return now


def test_a_week_is_sent_seen_approved_changed_and_approved_again(either_desk: Desk, clock: FixedClock) -> None:
    desk = either_desk
    weekly(desk)
    maya, grace = desk.person("maya"), desk.person("grace")
    sheet = timesheet(desk, "last week")
    assert "Send for approval" in buttons(sheet["blocks"])
    maya.click(sheet, "Send for approval")
    desk.settle()
    assert statuses(desk) == [WeekStatus.SENT]
    assert "Send for approval" not in buttons(shown_now(desk, "maya", sheet)["blocks"])

    message = morning(desk, clock, "grace")
    for value in ("Maya Torres", "2 – 8 Mar", "10h", "37h 30m", "70%"):
        assert value in texts(message["blocks"])
    (seen,) = grace.click(message, "See the week").appeared
    assert [block["type"] for block in seen["blocks"]].count("table") == 1
    assert buttons(seen["blocks"]) == ["Approve", "Send back…", "Send as a file"]
    grace.click(message, "Approve")
    desk.settle()
    assert statuses(desk) == [WeekStatus.APPROVED]
    assert "Approve" not in buttons(grace.messages()[0]["blocks"])

    maya.command("desk", "/logtime", "1h ACME-102 2026-03-04 maps")
    sheet = timesheet(desk, "@maya last week", "grace")
    assert "1h on ACME-102, Wed 4 Mar, “maps”" in texts(sheet["blocks"])
    assert "Approve all changes" in buttons(sheet["blocks"])
    grace.click(sheet, "Approve this")
    now = shown_now(desk, "grace", sheet)
    assert "“maps”" not in texts(now["blocks"])
    assert buttons(now["blocks"]) == ["Send as a file"]
    assert buttons(grace.command("desk", "/timesheet", "approvals").appeared[-1]["blocks"]) == []


def test_a_week_is_sent_back_with_the_reason_and_sent_again(desk: Desk, clock: FixedClock) -> None:
    weekly(desk)
    maya, grace = desk.person("maya"), desk.person("grace")
    maya.click(timesheet(desk, "last week"), "Send for approval")
    message = morning(desk, clock, "grace")
    form = grace.click(message, "Send back…").modal
    assert form
    assert grace.submit(form, {"reason": "Tuesday was <billable>"}).modal
    desk.settle()
    assert statuses(desk) == [WeekStatus.SENT_BACK]
    assert "Approve" not in buttons(grace.messages()[-1]["blocks"])
    told = maya.messages()[-1]
    assert "Tuesday was &lt;billable&gt;" in texts(told["blocks"])
    maya.click(told, "Send for approval")
    desk.settle()
    assert statuses(desk) == [WeekStatus.SENT]
    assert buttons(maya.messages()[-1]["blocks"]) == []
    listed = grace.command("desk", "/timesheet", "approvals").appeared[-1]
    assert buttons(listed["blocks"]) == ["Approve", "See the week", "Send back…"]


def test_who_decides_on_no_week_is_offered_none_and_a_forged_click_approves_none(desk: Desk) -> None:
    weekly(desk)
    desk.person("maya").click(timesheet(desk, "last week"), "Send for approval")
    listed = desk.person("grace").command("desk", "/timesheet", "approvals").appeared[-1]
    sam = desk.person("sam")
    offered = sam.command("desk", "/timesheet", "approvals").appeared[-1]
    assert "Maya Torres" not in texts(offered["blocks"])
    assert buttons(offered["blocks"]) == []
    block, approve = find_element(listed["blocks"], "Approve")
    for value in ("no such", approve["value"]):
        assert sam.forge(offered, block["block_id"], "timesheets.approve_week", value).ok
    assert statuses(desk) == [WeekStatus.SENT]


def test_a_forgotten_timer_is_asked_about_and_answered_by_its_end(desk: Desk, clock: FixedClock) -> None:
    maya = desk.person("maya")
    clock.now = clock.now.replace(hour=11)
    maya.command("desk", "/logtime", "start ACME-101 copy")
    clock.forward(hours=10, minutes=30)
    run_scans(desk.bot)
    desk.settle()
    (message,) = maya.messages()
    assert "07:00" in texts(message["blocks"])
    assert buttons(message["blocks"]) == ["Stop now, log 10h 30m", "Forget it"]
    (answer,) = maya.click(message, "timekeeping.ran_until", "Thu 11:30").appeared
    assert "4h 30m" in texts(answer["blocks"])
    assert buttons(answer["blocks"]) == LOGGED
    (entry,) = stored(desk.bot)
    assert (entry.minutes, entry.note) == (270, "copy")
    desk.settle()
    assert buttons(maya.messages()[0]["blocks"]) == []


def test_time_that_somebody_else_entered_is_told_the_next_morning(desk: Desk, clock: FixedClock) -> None:
    for line in ("2h ACME-101 copy", "1h ACME-102 maps"):
        desk.person("grace").command("desk", "/logtime", f"for @maya {line}")
    desk.settle()
    assert desk.person("maya").messages() == []
    said = texts(morning(desk, clock, "maya")["blocks"])
    for value in ("Grace Lindqvist", "3h", "ACME-101", "ACME-102"):
        assert value in said
