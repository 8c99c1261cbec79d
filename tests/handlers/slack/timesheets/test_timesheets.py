from datetime import date

from sqlalchemy import update

from storage.people.people import Person
from tests.bot.timekeeping.test_time_entries import log
from tests.handlers.conftest import Desk, Json, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes


def timesheet(desk: Desk, text: str = "", who: str = "maya") -> Json:
    outcome = desk.person(who).command("desk", "/timesheet", text)
    assert outcome.ok, outcome.message
    return outcome.appeared[0]


def table(message: Json) -> list[list[str]]:
    (block,) = [block for block in message["blocks"] if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_a_week_is_a_table_of_jobs_by_days(either_desk: Desk) -> None:
    with either_desk.bot.store.begin() as session:
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
    log(either_desk.bot, "2h ACME-101 2026-03-09 copy")
    log(either_desk.bot, "30m INT-ADM 2026-03-12")
    answer = timesheet(either_desk)
    assert table(answer) == [
        ["Job", "Mon 9", "Tue 10", "Wed 11", "Thu 12", "Fri 13", "Sat 14", "Sun 15", "Total"],
        ["ACME-101 Spring mailer", "2h", "·", "·", "·", "·", "·", "·", "2h"],
        ["INT-ADM Administration", "·", "·", "·", "30m", "·", "·", "·", "30m"],
        ["Total", "2h", "·", "·", "30m", "·", "·", "·", "2h 30m"],
        ["Expected", "7h 30m", "7h 30m", "7h 30m", "7h 30m", "7h 30m", "·", "·", "37h 30m"],
    ]
    said = texts(answer["blocks"])
    assert "80%" in said
    assert "Mon 9 Mar: *5h 30m*" in said


def test_a_week_without_time_says_what_is_missing(desk: Desk) -> None:
    with desk.bot.store.begin() as session:
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
    answer = timesheet(desk, "last week")
    assert not [block for block in answer["blocks"] if block["type"] == "table"]
    assert "37h 30m" in texts(answer["blocks"])


def test_an_entry_is_edited_from_the_week(desk: Desk) -> None:
    log(desk.bot, "2h ACME-101 2026-03-09 copy")
    maya = desk.person("maya")
    answer = timesheet(desk)
    form = maya.click(answer, "timesheets.edit_entry", "Mon 9 Mar: 2h ACME-101").modal
    assert form
    assert maya.submit(form, {"duration": "3h"}).modal
    assert minutes(desk.bot) == [180]


def test_last_weeks_lines_are_copied_by_form(desk: Desk) -> None:
    log(desk.bot, "2h ACME-101 2026-03-02 copy")
    log(desk.bot, "1h INT-ADM 2026-03-03")
    maya = desk.person("maya")
    form = maya.click(timesheet(desk), "Copy last week's lines…").modal
    assert form
    assert maya.submit(form, {"2026-03-10": []}).modal
    assert minutes(desk.bot) == [120, 60, 120]
    assert table(timesheet(desk))[1] == ["ACME-101 Spring mailer", "2h", *["·"] * 6, "2h"]


def test_nothing_to_copy_is_said(desk: Desk) -> None:
    maya = desk.person("maya")
    outcome = maya.click(timesheet(desk), "Copy last week's lines…")
    assert outcome.modal is None
    (said,) = outcome.appeared
    assert said["ephemeral"]


def test_a_week_comes_as_a_file(desk: Desk) -> None:
    log(desk.bot, "2h ACME-101 2026-03-09 =SUM(A1)")
    maya = desk.person("maya")
    assert maya.click(timesheet(desk), "Send as a file").ok
    desk.settle()
    content = maya.download(maya.messages()[-1], "timesheet-maya-torres-2026-03-09.csv").decode("utf-8-sig")
    assert content.splitlines() == [
        "date,person,client,job,title,minutes,hours,billable,late,note",
        "2026-03-09,Maya Torres,Acme Outdoor,ACME-101,Spring mailer,120,2.00,yes,no,'=SUM(A1)",
    ]


def test_a_supervisor_sees_the_week_of_their_people_by_mention(desk: Desk) -> None:
    log(desk.bot, "2h ACME-101")
    seen = timesheet(desk, "@Maya Torres", "grace")
    assert "Maya Torres" in seen["text"]
    assert table(seen)[1][0] == "ACME-101 Spring mailer"
    refused = texts(timesheet(desk, "@Maya Torres", "sam")["blocks"])
    assert "Maya Torres" not in refused
    assert "ACME-101" not in refused


def test_help_and_what_names_no_week(desk: Desk) -> None:
    assert "/timesheet last week" in texts(timesheet(desk, "help")["blocks"])
    assert "clsoe 2026-02" in timesheet(desk, "clsoe 2026-02")["text"]
