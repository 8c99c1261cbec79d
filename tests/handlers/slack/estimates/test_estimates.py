"""Estimates through Slack: drafted in a modal, reviewed by button, sent as a file."""

import pytest

from bot.admin.imports import import_rates
from bot.core import OPERATOR
from sandbox.person_handle import PersonHandle
from storage.jobs import jobs
from storage.people import people
from storage.words.signoffs import EstimateStatus
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


def initial_values(view: Json) -> list[str]:
    """What stands in the text fields of a modal already."""
    return [block["element"].get("initial_value", "") for block in view["blocks"] if block["type"] == "input"]


def add(person: PersonHandle, view: Json, text: str) -> Json:
    done = person.submit(view, {lines_field(view): text}).modal
    assert done
    return done


def test_a_draft_is_typed_reviewed_and_comes_back_ready(account: Desk) -> None:
    maya, grace = account.person(MAYA), account.person("grace")
    view = opened(account)
    assert "ACME-101" in texts(view["blocks"])
    card = add(maya, view, "design 12h key visual\nprint 2,400 +15%")
    assert "USD 4,500.00" in texts(card["blocks"])
    assert buttons(card["blocks"]) == ["Send for review", "Edit", "PDF"]
    sent = maya.click(card, "Send for review").modal
    assert sent and "Grace Lindqvist" in texts(sent["blocks"])
    account.settle()
    asked = grace.messages()[-1]
    assert buttons(asked["blocks"]) == ["Approve", "Send back…", "PDF"]
    grace.click(asked, "Approve")
    account.settle()
    assert buttons(grace.messages()[-1]["blocks"]) == ["PDF"]
    told = maya.messages()[-1]
    assert "Grace Lindqvist" in told["text"]
    assert buttons(told["blocks"]) == ["Send to client…", "PDF"]
    assert "Acme Outdoor" in maya.click(told, "Send to client…").text  # it has no contact yet
    assert maya.modal() == sent
    maya.click(told, "PDF")
    account.settle()
    files = next(message for message in maya.messages() if message.get("files"))
    assert maya.download(files, "ACME-101-estimate-v1.pdf").startswith(b"%PDF-")


def test_lines_are_added_changed_and_removed_on_the_table_and_nothing_is_lost(account: Desk) -> None:
    maya = account.person(MAYA)
    view = opened(account)
    name = lines_field(view)
    refused = maya.submit(view, {name: "design 1h\nsculpture 3h 5"}).modal
    assert refused and "sculpture 3h 5" in texts(refused["blocks"])
    assert "design 1h\nsculpture 3h 5" in initial_values(refused)
    card = add(maya, refused, "design 10h")
    table = maya.click(card, "Edit").modal
    assert table
    form = maya.click(table, "Expense…").modal
    assert form
    assert "cost" in maya.submit(form, {"description": "Photos", "cost": "lots"}).errors
    maya.submit(form, {"description": "Photos", "cost": "$300", "markup": "0%"})
    assert "Photos" in texts(modal(maya)["blocks"]) and "USD 300.00" in texts(modal(maya)["blocks"])
    terms = maya.click(modal(maya), "Terms, contingency, tax…").modal
    assert terms
    maya.submit(terms, {"contingency": "10%", "deliverables": "One mailer"})
    assert "USD 175.00" in texts(modal(maya)["blocks"])
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
    assert refused and "Sam Okafor" in texts(refused["blocks"])
    assert "design 2h" in initial_values(refused)
    assert len(latest(account.bot).lines) == 3


def test_a_version_is_sent_back_with_a_note(account: Desk) -> None:
    maya, grace = account.person(MAYA), account.person("grace")
    card = add(maya, opened(account), "design 12h")
    maya.click(card, "Send for review")
    account.settle()
    form = grace.click(grace.messages()[-1], "Send back…").modal
    assert form
    assert grace.submit(form, {"note": "Too few hours"}).modal
    assert latest(account.bot).status == EstimateStatus.DRAFT
    account.settle()
    told = maya.messages()[-1]
    assert "Too few hours" in texts(told["blocks"])
    assert maya.click(told, "Edit the draft").modal


def test_a_revised_estimate_says_why_and_what_first(account: Desk) -> None:
    approved(account.bot)
    maya = account.person(MAYA)
    card = opened(account)
    assert buttons(card["blocks"]) == ["Draft a Revised Estimate…", "Revise from actuals…", "PDF"]
    log(account.bot, "12h ACME-101 2026-03-10 #design x")
    form = maya.click(card, "Revise from actuals…").modal
    assert form and "41%" in str(form["blocks"]) and "USD 4,210.00" in str(form["blocks"])
    table = maya.submit(form, {"reason": "A fourth route"}).modal
    assert table
    read = texts(table["blocks"])
    assert "12h × USD 145.00" in read and "+USD 290.00" in read
    assert "USD 4,500.00" in read


def test_the_list_and_the_help_say_what_can_be_done(account: Desk) -> None:
    maya = account.person(MAYA)
    assert "USD" not in texts(maya.command("desk", "/estimate", "").appeared)
    drafted(account.bot)
    assert "USD 4,210.00" in texts(maya.command("desk", "/estimate", "").appeared)
    assert "/estimate policy" in texts(maya.command("desk", "/estimate", "help").appeared)
    (missing,) = maya.command("desk", "/estimate", "ACME-111").appeared
    assert "ACME-111" in missing["text"] and "Spring mailer" in texts(missing["blocks"])
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
