"""Closing a month through Slack's real protocol: the preview, the close, the files, and the override."""

from datetime import date

import pytest
from sqlalchemy import update

from bot.admin.imports import import_people, import_rates
from bot.core import OPERATOR
from storage.people.people import Person
from tests.bot.periods.test_periods import DANIEL, RATE
from tests.bot.timekeeping.test_time_entries import entries, log
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, Json, buttons, texts


@pytest.fixture
def finance_desk(desk: Desk) -> Desk:
    """The small agency, where Zoe works in finance."""
    zoe = DANIEL | {"name": "Zoe Park", "email": "zoe@hv.example"}
    assert import_people(desk.bot, OPERATOR, [zoe], save=True).saved
    assert import_rates(desk.bot, OPERATOR, [RATE], save=True).saved
    desk.person("zoe").command("desk", "/timesheet", "exports")  # from now on the bot knows where she chats
    log(desk.bot, "2h ACME-101 2026-02-27 copy & proof")
    with desk.bot.store.begin() as session:
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
    return desk


def run(desk: Desk, who: str, text: str) -> Json:
    outcome = desk.person(who).command("desk", "/timesheet", text)
    assert outcome.ok, outcome.message
    return outcome.appeared[-1]


def close(desk: Desk, month: str = "2026-02") -> Json:
    """Finance closes a month; the answer."""
    asked = run(desk, "zoe", f"close {month}")
    desk.person("zoe").click(asked, "periods.close_month")
    desk.settle()
    return next(message for message in desk.person("zoe").messages("desk") if message["ts"] == asked["ts"])


def test_finance_sees_what_is_missing_then_closes_and_gets_the_files(finance_desk: Desk) -> None:
    asked = run(finance_desk, "zoe", "close 2026-02")
    said = texts(asked["blocks"])
    for value in ("USD 200.00", "Maya Torres", "140h 30m", "19 days", "142h 30m"):
        assert value in said
    assert buttons(asked["blocks"]) == ["Close February 2026", "Not yet"]
    assert buttons(close(finance_desk)["blocks"]) == []
    zoe = finance_desk.person("zoe")
    (message,) = zoe.messages()
    assert [file["name"] for file in message["files"]] == [
        "jobjacket-export-0001-2026-02.csv", "jobjacket-export-0001-2026-02.xlsx",
    ]  # fmt: skip
    content = zoe.download(message, "jobjacket-export-0001-2026-02.csv").decode("utf-8-sig")
    assert "Maya Torres,Acme Outdoor,ACME-101,account service,2.00,yes,100.00,200.00,USD,copy & proof" in content


def test_not_yet_leaves_the_month_open(finance_desk: Desk) -> None:
    asked = run(finance_desk, "zoe", "close 2026-02")
    finance_desk.person("zoe").click(asked, "Not yet")
    (now,) = [message for message in finance_desk.person("zoe").messages("desk") if message["ts"] == asked["ts"]]
    assert buttons(now["blocks"]) == []
    log(finance_desk.bot, "1h ACME-101 2026-02-27")


def test_a_command_in_a_closed_month_is_refused_with_the_way_out(finance_desk: Desk) -> None:
    close(finance_desk)
    outcome = finance_desk.person("maya").command("desk", "/logtime", "1h ACME-101 2026-02-27")
    assert "Zoe Park" in outcome.text
    assert "`/timesheet override`" in texts(outcome.appeared[-1]["blocks"])
    assert len(entries(finance_desk.bot)) == 1


def test_files_are_sent_again_the_same_to_the_byte(finance_desk: Desk) -> None:
    close(finance_desk)
    zoe = finance_desk.person("zoe")
    listed = run(finance_desk, "zoe", "exports")
    zoe.click(listed, "Send files")
    finance_desk.settle()
    first, again = zoe.messages()
    assert len(first["files"]) == len(again["files"]) == 2
    for file in first["files"]:
        assert zoe.download(first, file["name"]) == zoe.download(again, file["name"])


def test_files_whose_answer_was_lost_are_found_and_not_sent_twice(finance_desk: Desk, clock: FixedClock) -> None:
    finance_desk.sandbox.faults.fail_next("files.completeUploadExternal", lose_answer="status")
    close(finance_desk)
    for _ in range(3):
        clock.forward(seconds=10)
        finance_desk.settle()
    assert len(finance_desk.person("zoe").messages()) == 1


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_files_that_slack_could_not_take_are_sent_once_it_can(
    finance_desk: Desk, clock: FixedClock, method: str
) -> None:
    finance_desk.sandbox.faults.fail_next(method, status=503)
    close(finance_desk)
    assert finance_desk.person("zoe").messages() == []
    clock.forward(seconds=30)
    finance_desk.settle()
    assert len(finance_desk.person("zoe").messages()) == 1


def test_an_admin_sets_columns_and_rounding_for_the_next_export(finance_desk: Desk) -> None:
    grace = finance_desk.person("grace")
    listed = run(finance_desk, "grace", "exports")
    form = grace.click(listed, "periods.open_export_settings").modal
    assert form
    refused = grace.submit(form, {"columns": "Date: date"})
    assert "Date: date" in refused.errors["columns"]
    assert grace.submit(form, {"preset": "QuickBooks time activities", "rounding": "up to 15 minutes"}).modal
    log(finance_desk.bot, "1h20 ACME-102 2026-02-26")
    close(finance_desk)
    zoe = finance_desk.person("zoe")
    content = zoe.download(zoe.messages()[-1], "jobjacket-export-0001-2026-02.csv").decode("utf-8-sig")
    assert "Maya Torres,Acme Outdoor,account service,Billable,100.00,1:30,ACME-102 account service" in content


def override_form(desk: Desk, query: str) -> Json:
    """Grace asks for an override and chooses what the query finds."""
    grace = desk.person("grace")
    modal = grace.command("desk", "/timesheet", "override").modal
    assert modal
    found = grace.options(modal, "choice", query)
    form = grace.submit(modal, {"choice": found[0]}).modal
    assert form
    return form


def test_an_override_is_asked_granted_made_and_told(finance_desk: Desk) -> None:
    close(finance_desk)
    grace, zoe = finance_desk.person("grace"), finance_desk.person("zoe")
    form = override_form(finance_desk, "maya acme-101")
    assert grace.submit(form, {"duration": "3h", "reason": "Timer <stopped> early"}).modal
    finance_desk.settle()
    message = zoe.messages()[-1]
    said = texts(message["blocks"])
    assert "2h on ACME-101, Fri 27 Feb 2026, “copy &amp; proof”" in said
    assert "3h on ACME-101" in said
    assert "Timer &lt;stopped&gt; early" in said
    assert entries(finance_desk.bot)[0].minutes == 120
    zoe.click(message, "Grant")
    finance_desk.settle()
    assert entries(finance_desk.bot)[0].minutes == 180
    assert buttons(zoe.messages()[-1]["blocks"]) == []
    (told,) = grace.messages()
    for name in ("Zoe Park", "Maya Torres"):
        assert name in texts(zoe.messages()[-1]["blocks"])
        assert name in told["text"]


def test_a_new_entry_for_a_closed_month_is_asked_for_and_refused(finance_desk: Desk) -> None:
    close(finance_desk)
    grace, zoe = finance_desk.person("grace"), finance_desk.person("zoe")
    form = override_form(finance_desk, "maya torres")
    grace.close(form)
    modal = grace.command("desk", "/timesheet", "override").modal
    assert modal
    new = [each for each in grace.options(modal, "choice", "maya") if each["text"]["text"].startswith("New entry")]
    form = grace.submit(modal, {"choice": new[0]}).modal
    assert form
    job = grace.options(form, "job", "102")[0]
    values = {"job": job, "duration": "1h", "worked_on": "2026-03-11", "reason": "Forgotten"}
    assert "March 2026" in grace.submit(form, values).errors["worked_on"]
    assert grace.submit(form, values | {"worked_on": "2026-02-25"}).ok
    finance_desk.settle()
    zoe.click(zoe.messages()[-1], "Refuse")
    finance_desk.settle()
    assert len(entries(finance_desk.bot)) == 1
    assert buttons(zoe.messages()[-1]["blocks"]) == []
    (told,) = grace.messages()
    for name in ("Zoe Park", "Maya Torres"):
        assert name in told["text"]


def test_while_no_month_is_closed_nothing_needs_an_override(finance_desk: Desk) -> None:
    outcome = finance_desk.person("grace").command("desk", "/timesheet", "override")
    assert outcome.modal is None
    assert len(outcome.appeared) == 1


def test_the_months_that_are_closed_are_listed(finance_desk: Desk) -> None:
    assert "February 2026" not in texts(run(finance_desk, "zoe", "periods")["blocks"])
    close(finance_desk)
    said = texts(run(finance_desk, "zoe", "periods")["blocks"])
    for value in ("February 2026", "Thu 12 Mar 2026", "Zoe Park"):
        assert value in said
