"""Clients' requests through Slack's real protocol."""

from storage.clients.clients import by_code
from storage.people import people
from storage.requests.requests import ClientRequest
from tests.conftest import FixedClock, channel_id, in_chat
from tests.handlers.conftest import Desk, buttons, texts
from tests.handlers.slack.accounts.test_goals import with_budget


def test_a_clients_message_is_tracked_and_out_of_scope_leads_to_a_revised_estimate(
    desk: Desk, clock: FixedClock
) -> None:
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.shared_channel_id = channel_id(session, in_chat("C0SHARED"))
    maya = desk.person("maya")
    desk.person("omar").say("shared", "Could we get a *second* banner?")
    form = maya.message_shortcut("requests.track_message", maya.messages("shared")[-1]).modal
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


def test_a_second_one_on_the_same_message_is_told_and_the_revised_estimate_leads_back_to_it(desk: Desk) -> None:
    with_budget(desk)
    maya, grace = desk.person("maya"), desk.person("grace")
    desk.person("omar").say("shared", "A <banner> & a film?")
    message = maya.messages("shared")[-1]
    form = maya.message_shortcut("requests.track_message", message).modal
    assert form
    (mailer,), (acme,) = maya.options(form, "job", "mailer"), maya.options(form, "client", "acme")
    saved = maya.submit(form, {"scope": "out of scope", "job": mailer, "client": acme}).modal
    assert saved
    reason = maya.click(saved, "Revised Estimate").modal
    assert reason
    assert "On 12 March you asked for this: “A <banner> & a film?”" in str(reason["blocks"])
    table = maya.submit(reason, {}).modal
    assert table
    assert "Drafted for <https://harbourvale" in texts(table["blocks"])
    again = maya.message_shortcut("requests.track_message", message).modal
    assert again
    assert "Maya Torres tracked this message already (open):" in texts(again["blocks"])
    errors = maya.submit(again, {"client": acme}).errors
    assert "tracks that already" in errors["text"]
    maya.say("shared", "And a poster", message["ts"])
    reply = maya.messages("shared", message["ts"])[-1]
    form = maya.message_shortcut("requests.track_message", reply).modal
    assert form
    assert f"?thread_ts={message['ts']}&amp;cid=C0SHARED|" in texts(form["blocks"])
    (listed,) = grace.command("desk", "/request", "ACME").appeared
    assert ":page_facing_up: Revised Estimate (version 2): draft" in texts(listed["blocks"])
    card = grace.click(listed, "Revised Estimate").modal
    assert card
    assert "Drafted for" in texts(card["blocks"])
    ending = grace.click(listed, "Close").modal
    assert ending
    grace.submit(ending, {"status": "dropped", "outcome": "no money"})
    (closed,) = maya.command("desk", "/request", "closed ACME").appeared
    assert "*Dropped*: no money  ·  Grace Lindqvist, today" in texts(closed["blocks"])


def test_more_requests_than_a_page_are_turned_through(desk: Desk) -> None:
    with desk.bot.store.begin() as session:
        client, maya = by_code(session, "ACME"), people.by_email(session, "maya@hv.example")
        assert client
        assert maya
        kept = {"client_id": client.id, "owner_id": maya.id, "made_by_id": maya.id, "made_at": desk.bot.now()}
        session.add_all(ClientRequest(id=f"r-{n}", text="R&D <film> " * 90, **kept) for n in range(13))
    (listed,) = desk.person("maya").command("desk", "/request").appeared
    assert listed["text"] == "13 open requests of yours"
    assert "Page 1 of 2" in texts(listed["blocks"])
    desk.person("maya").click(listed, "More")
    assert "Page 2 of 2" in texts(desk.person("maya").messages("desk")[-1]["blocks"])
