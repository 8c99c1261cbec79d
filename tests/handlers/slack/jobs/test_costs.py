"""*Costs* and *Brief* on a jacket, through Slack's real protocol."""

from datetime import UTC, datetime

from bot.desk.schedule import run_scans
from storage.clients.clients import by_code
from storage.people.people import by_email
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, buttons, texts


def test_a_cost_is_added_at_the_form_and_taken_back_in_its_menu(desk: Desk) -> None:
    maya = desk.person("maya")
    (jacket,) = maya.command("desk", "/job", "ACME-101").appeared
    listed = maya.click(jacket, "Costs").modal
    assert listed
    form = maya.click(listed, "Add an expense").modal
    assert form
    assert set(maya.submit(form, {"amount": "1.250", "name": "A&B <print>"}).errors) == {"amount"}
    listed = maya.submit(form, {"amount": "1,250.00"}).modal
    assert listed
    assert "USD 1,250.00" in texts(listed["blocks"])
    assert "A&amp;B &lt;print&gt;" in texts(listed["blocks"])
    menu = next(block["accessory"] for block in listed["blocks"] if "accessory" in block)
    now = maya.click(listed, menu["action_id"], menu["options"][0]["value"]).modal
    assert now
    assert "1,250.00" not in texts(now["blocks"])


def test_a_brief_is_written_in_versions_that_stay_readable(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.command("desk", "/job", "brief ACME-101").modal
    assert form
    shown = maya.submit(form, {"objectives": "sell tents"}).modal
    assert shown
    form = maya.click(shown, "Edit").modal
    assert form
    shown = maya.submit(form, {"objectives": "sell tents & boots"}).modal
    assert shown
    assert "sell tents &amp; boots" in texts(shown["blocks"])
    menu = next(element for block in shown["blocks"] for element in block.get("elements", []) if "options" in element)
    before = maya.click(shown, menu["action_id"], menu["options"][0]["value"]).modal
    assert before
    assert "sell tents" in texts(before["blocks"])
    assert "boots" not in texts(before["blocks"])
    assert (buttons(shown["blocks"]), buttons(before["blocks"])) == (["Edit"], [])


def test_a_missing_estimate_is_told_with_the_way_to_draft_it(desk: Desk, clock: FixedClock) -> None:
    with desk.bot.store.begin() as session:
        client, maya = by_code(session, "ACME"), by_email(session, "maya@hv.example")
        assert client
        assert maya
        client.lead_id = maya.id
    desk.person("grace").command("desk", "/job", "open ACME Winter mailer")
    clock.now = datetime(2026, 3, 16, 13, 5, tzinfo=UTC)
    run_scans(desk.bot)
    desk.settle()
    morning = desk.person("maya").messages()[-1]
    assert "ACME-103 Winter mailer" in morning["text"]
    assert {"Draft the estimate", "Job jacket"} <= set(buttons(morning["blocks"]))
