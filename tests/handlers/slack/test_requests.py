"""Clients' requests through Slack's real protocol."""

from storage.clients import by_code
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, buttons, texts


def test_a_clients_message_is_tracked_and_out_of_scope_leads_to_a_revised_estimate(
    desk: Desk, clock: FixedClock
) -> None:
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.shared_channel = "C0SHARED"
    maya = desk.person("maya")
    desk.person("omar").say("shared", "Could we get a *second* banner?")
    form = maya.message_shortcut("request.of_message", maya.messages("shared")[-1]).modal
    assert form
    (mailer,) = maya.options(form, "job", "mailer")
    (acme,) = maya.options(form, "client", "acme")
    done = maya.submit(form, {"due_on": "2026-03-11", "scope": "out of scope", "job": mailer, "client": acme})
    assert "is over" in done.errors["due_on"]
    saved = maya.submit(form, {"due_on": "2026-03-13"}).modal
    assert saved
    assert "Could we get a second banner?" in texts(saved["blocks"])
    draft = maya.click(saved, "Revised Estimate").modal
    assert draft
    assert "ACME-101" in texts(draft["blocks"])
    (listed,) = maya.command("desk", "/request").appeared
    assert listed["text"] == "1 open request of yours"
    assert "|the message>" in texts(listed["blocks"])
    assert buttons(listed["blocks"])[:3] == ["Close", "Edit", "Revised Estimate"]
    assert maya.command("desk", "/request", "overdue").text == "No overdue requests of all clients"
    ending = maya.click(listed, "Close").modal
    assert ending
    assert "Why is it dropped?" in maya.submit(ending, {"status": "dropped"}).errors["outcome"]
    closed = maya.submit(ending, {"status": "done", "outcome": "made it"}).modal
    assert closed
    assert "*Done*: made it" in texts(closed["blocks"])
    assert maya.command("desk", "/request").text == "No open requests of yours"


def test_a_request_by_phone_is_tracked_by_form_and_edited_and_a_guest_is_refused(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.command("desk", "/request", "new").modal
    assert form
    (acme,) = maya.options(form, "client", "acme")
    assert maya.submit(form, {"client": acme, "text": "Call <!here> back"}).modal
    (listed,) = maya.command("desk", "/request", "ACME").appeared
    assert "&lt;!here&gt;" in texts(listed["blocks"])
    edit = maya.click(listed, "Edit").modal
    assert edit
    assert maya.submit(edit, {"text": "Call back"}).modal
    assert "Call back" in texts(maya.command("desk", "/request", "all").appeared[0]["blocks"])
    assert "/request ACME" in maya.command("desk", "/request", "help").text
    assert "own staff" in desk.person("hannah").command("desk", "/request").text
