"""`/client`: the list, the card, and its forms."""

from typing import Any

from bot.admin.imports import import_people
from bot.clients.clients import keep_client
from bot.core import OPERATOR
from bot.people.people import recognise
from bot.rules.clients.clients import ClientRequest
from storage.clients.clients import by_code
from storage.clients.contacts import of_client
from storage.people.people import by_email
from storage.words.accounts import ContactChannel
from storage.words.platforms import ChannelRef
from tests.bot.jobs.job_desk import client, job
from tests.conftest import PEOPLE, actor, by_name, in_chat, profile
from tests.handlers.conftest import Desk, buttons, texts

Json = dict[str, Any]
SHARED = in_chat("C0SHARED")
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"


def chosen(options: list[Json], text: str) -> Json:
    return next(each for each in options if each["text"]["text"] == text)


def card(desk: Desk, who: str, text: str = "ACME") -> Json:
    return desk.person(who).command("desk", "/client", text).appeared[-1]


def as_it_stands(desk: Desk, shown: Json, who: str = "grace") -> Json:
    """What that message of theirs shows by now."""
    return next(each for each in desk.person(who).messages("desk") if each["ts"] == shown["ts"])


def test_a_head_adds_a_client_and_finds_it_in_the_list(desk: Desk) -> None:
    grace = desk.person("grace")
    form = grace.command("desk", "/client", "add").modal
    assert form
    maya = grace.options(form, "lead", "maya")[0]
    filled = {"code": "bwf", "name": "Brightwater <Foods>", "lead": maya, "team": [maya], "shared_channel": "C0SHARED"}
    assert set(grace.submit(form, filled | {"currency": "xx"}).errors) == {"currency"}
    done = grace.submit(form, {"currency": "GBP"}).modal
    assert done
    assert "Brightwater &lt;Foods&gt;" in texts(done["blocks"])
    listed = grace.command("desk", "/client").appeared[-1]
    assert [value in texts(listed["blocks"]) for value in ("Brightwater &lt;Foods&gt;", "Maya Torres")] == [True, True]
    assert "Add a client" in buttons(listed["blocks"])
    opened = desk.person("maya").command("desk", "/client", "bright").appeared[-1]
    assert "<#C0SHARED>" in texts(opened["blocks"])
    assert buttons(opened["blocks"]) == ["Open a job", "Contacts"]  # a coordinator does, and no more


def test_the_card_is_shown_anew_after_each_form_and_archiving_asks_for_closed_jobs(desk: Desk) -> None:
    grace = desk.person("grace")
    shown = card(desk, "grace")
    contract = grace.click(shown, "Contract").modal
    assert contract
    wrong = grace.submit(contract, {"starts_on": "2026-01-01", "ends_on": "2025-01-01"})
    assert set(wrong.errors) == {"ends_on"}
    saved = grace.submit(contract, {"ends_on": None, "notice_days": "60", "pricing_model": "retainer"}).modal
    assert saved
    assert "60 days" in texts(saved["blocks"])
    assert "60 days" in texts(as_it_stands(desk, shown)["blocks"])
    retainers = grace.click(as_it_stands(desk, shown), "Retainers").modal
    assert retainers
    form = grace.click(retainers, "Add a retainer").modal
    assert form
    listed = grace.submit(form, {"hours": "40", "fee": "6,000"}).modal
    assert listed
    assert "USD 6,000.00" in texts(listed["blocks"])
    again = grace.click(listed, "Change or end").modal
    assert again
    assert "1 Mar 2026" in texts((grace.submit(again, {"ends_on": "2026-03-01"}).modal or {})["blocks"])
    refused = grace.click(as_it_stands(desk, shown), "Archive")
    assert [number in refused.text for number in ("ACME-101", "ACME-102")] == [True, True]
    assert client(desk.bot).archived_at is None


def test_a_client_that_is_added_from_the_list_leaves_the_list_as_it_is(desk: Desk) -> None:
    grace = desk.person("grace")
    listed = grace.command("desk", "/client").appeared[-1]
    form = grace.click(listed, "Add a client").modal
    assert form
    outcome = grace.submit(form, {"code": "bwf", "name": "Brightwater Foods"})
    assert outcome.modal
    assert outcome.appeared == []
    assert as_it_stands(desk, listed)["blocks"] == listed["blocks"]


def test_the_list_turns_its_pages_and_keeps_to_what_was_asked(desk: Desk) -> None:
    grace = desk.person("grace")
    for number in range(14):
        name = f"Outfit {number:02}"
        keep_client(desk.bot, actor("Grace Lindqvist"), "", ClientRequest(code=f"OUT{number:02}", name=name))
    listed = grace.command("desk", "/client", "outfit").appeared[-1]
    grace.click(listed, "More")
    second = as_it_stands(desk, listed)
    assert [name in texts(second["blocks"]) for name in ("Outfit 00", "Outfit 12", "Outfit 13")] == [False, True, True]
    assert buttons(second["blocks"]) == ["Earlier", "Add a client"]
    grace.click(second, "Earlier")
    assert as_it_stands(desk, listed)["blocks"] == listed["blocks"]


def test_a_job_is_opened_for_the_client_on_whose_card_that_is(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.click(card(desk, "maya"), "Open a job").modal
    assert form
    assert maya.submit(form, {"title": "Catalogue"}).modal
    assert job(desk.bot, "ACME-103").title == "Catalogue"


def test_a_logo_is_uploaded_with_the_branding(desk: Desk) -> None:
    grace = desk.person("grace")
    form = grace.click(card(desk, "grace"), "Branding and notes").modal
    assert form
    refused = grace.submit(form, {"colour": "#1D3A34", "logo": [("logo.txt", b"no picture")]})
    assert set(refused.errors) == {"logo"}
    large = grace.submit(form, {"logo": [("logo.png", PNG + bytes(2 * 1024 * 1024))]})
    assert set(large.errors) == {"logo"}
    assert grace.submit(form, {"logo": [("acme.png", PNG)], "reporting_notes": "Mondays"}).modal
    acme = client(desk.bot)
    assert (acme.colour, acme.reporting_notes, acme.logo_id is not None) == ("#1d3a34", "Mondays", True)


def test_a_contact_is_picked_from_the_shared_channel_and_nobody_else_is(desk: Desk) -> None:
    keep_shared(desk)
    maya = desk.person("maya")
    shown = card(desk, "maya")
    contacts = maya.click(shown, "Contacts").modal
    assert contacts
    form = maya.click(contacts, "Add a contact").modal
    assert form
    offered = maya.options(form, "chat", "")
    assert [(each["text"]["text"], each["value"]) for each in offered] == [("Omar Haddad", "T0ACME:U0OMAR")]
    filled = {"name": "Omar Haddad", "prefers": "chat", "approves": ["estimate", "concept"], "limit": "20,000"}
    for forged in ("T0HARBOUR:U0SAM", "T0ACME:U0HANNAH"):
        option = {"text": {"type": "plain_text", "text": "Omar"}, "value": forged}
        assert set(maya.submit(form, filled | {"chat": option}).errors) == {"chat"}
    kept = maya.submit(form, filled | {"chat": offered[0]}).modal
    assert kept
    assert "Omar Haddad" in texts(as_it_stands(desk, shown, "maya")["blocks"])
    assert [value in texts(kept["blocks"]) for value in ("<@U0OMAR>", "USD 20,000.00")] == [True, True]
    with desk.bot.store.read() as session:
        (omar,) = of_client(session, client(desk.bot).id)
    assert (omar.prefers, list(omar.approves)) == (ContactChannel.CHAT, ["estimate", "concept"])
    again = maya.click(kept, "Edit").modal
    assert again
    listed = maya.submit(again, {"limit": ""}).modal
    assert listed
    assert "USD" not in texts(listed["blocks"])
    removed = maya.click(listed, "Remove").modal
    assert removed
    assert buttons(removed["blocks"]) == ["Add a contact"]
    assert "Omar Haddad" not in texts(as_it_stands(desk, shown, "maya")["blocks"])


def test_a_channel_that_a_file_named_is_found_when_the_card_is_opened(desk: Desk) -> None:
    keep_shared(desk, by_name("shared"))
    assert "<#C0SHARED>" in texts(card(desk, "maya")["blocks"])


def test_a_form_saved_unchanged_keeps_a_channel_of_which_we_have_only_the_name(desk: Desk) -> None:
    keep_shared(desk, by_name("elsewhere"))
    grace = desk.person("grace")
    form = grace.click(card(desk, "grace"), "Edit").modal
    assert form
    saved = grace.submit(form, {}).modal
    assert saved
    assert "#elsewhere (invite me there)" in texts(saved["blocks"])
    again = grace.submit(grace.click(card(desk, "grace"), "Edit").modal or {}, {"shared_channel": "C0SHARED"}).modal
    assert "<#C0SHARED>" in texts((again or {})["blocks"])
    emptied = grace.submit(grace.click(card(desk, "grace"), "Edit").modal or {}, {"shared_channel": None}).modal
    assert "<#C0SHARED>" not in texts((emptied or {})["blocks"])


def test_external_people_and_guests_get_nothing_and_makers_only_see(desk: Desk) -> None:
    leo = PEOPLE[1] | {"name": "Zoe Park", "email": "zoe@hv.example", "role": "team member"}
    assert import_people(desk.bot, OPERATOR, [leo], save=True).saved
    recognise(desk.bot, profile("Zoe Park"))
    assert buttons(card(desk, "zoe")["blocks"]) == []
    forged = desk.person("zoe").forge(card(desk, "zoe"), "b0", "clients.edit_client", "anything")
    assert forged.appeared
    assert forged.modal is None
    assert "ACME" not in str(desk.person("hannah").command("desk", "/client").appeared)


def keep_shared(desk: Desk, channel: ChannelRef = SHARED, lead: str = "", backup: str = "") -> None:
    """Acme has a shared channel, and who minds it."""
    with desk.bot.store.read() as session:
        acme = by_code(session, "ACME")
        minders = {each: by_email(session, f"{each}@hv.example") for each in (lead, backup) if each}
    assert acme
    ids = {field: minders[name].id for field, name in (("lead", lead), ("backup", backup)) if name}
    request = ClientRequest(code="ACME", name="Acme Outdoor", shared_channel=channel, **ids)
    keep_client(desk.bot, actor("Grace Lindqvist"), acme.id, request)
