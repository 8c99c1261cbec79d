"""Estimates through Slack: drafted in a modal, reviewed by button, sent as a file."""

import pytest

from bot.admin.imports import import_rates
from bot.core import OPERATOR
from sandbox.person_handle import PersonHandle
from storage.jobs import jobs
from storage.people import people
from tests.bot.estimates.test_estimates import RATES, approved, drafted, latest
from tests.bot.timekeeping.test_time_entries import log
from tests.handlers.conftest import Desk, Json, buttons, texts

MAYA = "maya"


@pytest.fixture
def account(desk: Desk) -> Desk:
    """Grace leads ACME and may approve any amount; the rate card knows design."""
    assert import_rates(desk.bot, OPERATOR, RATES, save=True).saved
    with desk.bot.store.begin() as session:
        job = jobs.by_number(session, "ACME-101")
        assert job
        job.client.lead_id = job.client.owner_id = desk_person(desk, "grace@hv.example")
    return desk


def desk_person(desk: Desk, email: str) -> str:
    with desk.bot.store.read() as session:
        person = people.by_email(session, email)
        assert person
        return person.id


def opened(account: Desk, who: str = MAYA, text: str = "ACME-101") -> Json:
    view = account.person(who).command("desk", "/estimate", text).modal
    assert view
    return view


def modal(person: PersonHandle) -> Json:
    view = person.modal()
    assert view
    return view


def lines_field(view: Json) -> str:
    return next(block["block_id"] for block in view["blocks"] if block["block_id"].startswith("lines"))


def add(person: PersonHandle, view: Json, text: str) -> Json:
    done = person.submit(view, {lines_field(view): text}).modal
    assert done
    return done


def test_a_draft_is_typed_reviewed_and_comes_back_ready(account: Desk) -> None:
    maya, grace = account.person(MAYA), account.person("grace")
    view = opened(account)
    assert "Letter of Estimate* for *ACME-101*" in texts(view["blocks"])
    card = add(maya, view, "design 12h key visual\nprint 2,400 +15%")
    assert "*Total USD 4,500.00*" in texts(card["blocks"])
    assert buttons(card["blocks"]) == ["Send for review", "Edit", "PDF"]
    sent = maya.click(card, "Send for review").modal
    assert sent and "*Grace Lindqvist* is asked to approve it" in texts(sent["blocks"])
    account.settle()
    asked = grace.wait_for_message(None, "asks you to approve")
    assert buttons(asked["blocks"]) == ["Approve", "Send back…", "PDF"]
    grace.click(asked, "Approve")
    account.settle()
    assert "Grace Lindqvist approved it" in texts(grace.messages()[-1]["blocks"])
    told = maya.wait_for_message(None, "approved the Letter of Estimate")
    assert buttons(told["blocks"]) == ["Send to client…", "PDF"]
    assert "no contact who may approve anything yet" in maya.click(told, "Send to client…").text
    maya.click(told, "PDF")
    account.settle()
    files = next(message for message in maya.messages() if message.get("files"))
    assert maya.download(files, "ACME-101-estimate-v1.pdf").startswith(b"%PDF-")


def test_lines_are_added_changed_and_removed_on_the_table_and_nothing_is_lost(account: Desk) -> None:
    maya = account.person(MAYA)
    view = opened(account)
    name = lines_field(view)
    refused = maya.submit(view, {name: "design 1h\nsculpture 3h 5"}).modal
    assert refused and "“sculpture 3h 5”" in texts(refused["blocks"])
    assert "sculpture 3h 5" in str(refused["blocks"])
    card = add(maya, refused, "design 10h")
    table = maya.click(card, "Edit").modal
    assert table
    form = maya.click(table, "Expense…").modal
    assert form
    assert "cost" in maya.submit(form, {"description": "Photos", "cost": "lots"}).errors
    maya.submit(form, {"description": "Photos", "cost": "$300", "markup": "0%"})
    assert "*Photos*\nUSD 300.00 = *USD 300.00*" in texts(modal(maya)["blocks"])
    terms = maya.click(modal(maya), "Terms, contingency, tax…").modal
    assert terms
    maya.submit(terms, {"contingency": "10%", "deliverables": "One mailer"})
    assert "Contingency 10% USD 175.00" in texts(modal(maya)["blocks"])
    line = next(block for block in modal(maya)["blocks"] if block.get("accessory"))
    choice = line["accessory"]["options"][1]
    maya.click(modal(maya), line["accessory"]["action_id"], choice)
    assert "Design" not in texts(modal(maya)["blocks"])
    assert latest(account.bot).totals.total_cents == 33_000


def test_the_second_on_a_draft_sees_who_changed_it_and_keeps_their_words(account: Desk) -> None:
    drafted(account.bot)
    mine = opened(account)
    other = opened(account, "sam")
    add(account.person("sam"), other, "design 1h")
    refused = account.person(MAYA).submit(mine, {lines_field(mine): "design 2h"}).modal
    assert refused and "Sam Okafor changed this draft meanwhile" in texts(refused["blocks"])
    assert "design 2h" in str(refused["blocks"])
    assert len(latest(account.bot).lines) == 3


def test_a_version_is_sent_back_with_a_note(account: Desk) -> None:
    maya, grace = account.person(MAYA), account.person("grace")
    card = add(maya, opened(account), "design 12h")
    maya.click(card, "Send for review")
    account.settle()
    form = grace.click(grace.wait_for_message(None, "asks you to approve"), "Send back…").modal
    assert form
    done = grace.submit(form, {"note": "Too few hours"}).modal
    assert done and "is a draft again" in texts(done["blocks"])
    account.settle()
    told = maya.wait_for_message(None, "sent back the Letter of Estimate")
    assert "Too few hours" in texts(told["blocks"])
    assert maya.click(told, "Edit the draft").modal


def test_a_revised_estimate_says_why_and_what_first(account: Desk) -> None:
    approved(account.bot)
    maya = account.person(MAYA)
    card = opened(account)
    assert buttons(card["blocks"]) == ["Draft a Revised Estimate…", "Revise from actuals…", "PDF"]
    log(account.bot, "12h ACME-101 2026-03-10 #design x")
    form = maya.click(card, "Revise from actuals…").modal
    assert form and "41% of the approved USD 4,210.00" in str(form["blocks"])
    table = maya.submit(form, {"reason": "A fourth route"}).modal
    assert table
    read = texts(table["blocks"])
    assert "Changed: *Design*, key visual: 10h × USD 145.00 → 12h × USD 145.00  (+USD 290.00)" in read
    assert "Total: USD 4,210.00 → *USD 4,500.00*  (+USD 290.00)" in read


def test_the_list_and_the_help_say_what_can_be_done(account: Desk) -> None:
    maya = account.person(MAYA)
    assert "You have no estimate under way" in maya.command("desk", "/estimate", "").text
    drafted(account.bot)
    assert "1 estimate under way" in maya.command("desk", "/estimate", "").text
    assert "/estimate ACME-101" in maya.command("desk", "/estimate", "help").text
    (missing,) = maya.command("desk", "/estimate", "ACME-111").appeared
    assert "I know no job ACME-111" in missing["text"] and "ACME-101 · Spring mailer" in texts(missing["blocks"])
    assert buttons(missing["blocks"]) == []  # a click on a job's number would log time


def test_an_admin_sets_who_approves_what(account: Desk) -> None:
    grace = account.person("grace")
    form = opened(account, "grace", "policy")
    assert "limits" in grace.submit(form, {"limits": "boss 5"}).errors
    limits = "account coordinator any\nhead of accounts 10k"
    done = grace.submit(form, {"limits": limits, "tax": "8.875%", "tax_name": "Tax"})
    assert done.modal and "Account coordinator: any" in texts(done.modal["blocks"])
    shown = drafted(account.bot)
    assert shown.tax_ppm == 88_750
    assert account.person("maya").command("desk", "/estimate", "policy").modal is None


def test_a_document_that_is_on_its_way_is_no_fault_where_slack_refuses_the_words_about_it(account: Desk) -> None:
    maya = account.person(MAYA)
    card = add(maya, opened(account), "design 12h key visual")
    account.sandbox.faults.fail_next("views.push", error="fatal_error")
    assert maya.click(card, "PDF").ok
    assert modal(maya)["title"] == card["title"]
    account.settle()
    assert maya.messages()[-1]["files"]
