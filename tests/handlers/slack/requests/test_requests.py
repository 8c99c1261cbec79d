"""Clients' requests through Slack's real protocol."""

from storage.clients.clients import by_code
from storage.people import people
from storage.requests.requests import ClientRequest
from tests.conftest import FixedClock, channel_id, in_chat
from tests.handlers.conftest import Desk, Json, buttons, texts
from tests.handlers.slack.accounts.test_goals import with_budget


def link_to(message: Json) -> str:
    return f"/archives/C0SHARED/p{message['ts'].replace('.', '')}|"


def test_a_clients_message_is_tracked_and_out_of_scope_leads_to_a_revised_estimate(
    desk: Desk, clock: FixedClock
) -> None:
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.shared_channel_id = channel_id(session, in_chat("C0SHARED"))
    maya = desk.person("maya")
    desk.person("omar").say("shared", "Could we get a *second* banner?")
    message = maya.messages("shared")[-1]
    form = maya.message_shortcut("requests.track_message", message).modal
    assert form
    (mailer,) = maya.options(form, "job", "mailer")
    (acme,) = maya.options(form, "client", "acme")
    done = maya.submit(form, {"due_on": "2026-03-11", "scope": "out of scope", "job": mailer, "client": acme})
    assert set(done.errors) == {"due_on"}
    saved = maya.submit(form, {"due_on": "2026-03-13"}).modal
    assert saved
    assert "Could we get a second banner?" in texts(saved["blocks"])
    draft = maya.click(saved, "Revised Estimate").modal
    assert draft
    assert "ACME-101" in texts(draft["blocks"])
    (listed,) = maya.command("desk", "/request").appeared
    assert link_to(message) in texts(listed["blocks"])
    assert buttons(listed["blocks"]) == ["Close", "Edit", "Revised Estimate", "Track a request"]
    (overdue,) = maya.command("desk", "/request", "overdue").appeared
    assert buttons(overdue["blocks"]) == ["Track a request"]
    ending = maya.click(listed, "Close").modal
    assert ending
    assert set(maya.submit(ending, {"status": "dropped"}).errors) == {"outcome"}
    closed = maya.submit(ending, {"status": "done", "outcome": "made it"}).modal
    assert closed
    assert "made it" in texts(closed["blocks"])
    (left,) = maya.command("desk", "/request").appeared
    assert buttons(left["blocks"]) == ["Track a request"]


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
    assert "/request new" in texts(maya.command("desk", "/request", "help").appeared)
    (refused,) = desk.person("hannah").command("desk", "/request", "all").appeared
    assert "Call back" not in texts(refused["blocks"])
    assert buttons(refused["blocks"]) == []


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
    assert "12 March" in str(reason["blocks"]) and "“A <banner> & a film?”" in str(reason["blocks"])
    table = maya.submit(reason, {}).modal
    assert table
    assert link_to(message) in texts(table["blocks"])
    again = maya.message_shortcut("requests.track_message", message).modal
    assert again
    assert "A &lt;banner&gt; &amp; a film?" in texts(again["blocks"])  # what it tracks already
    assert set(maya.submit(again, {"client": acme}).errors) == {"text"}
    maya.say("shared", "And a poster", message["ts"])
    reply = maya.messages("shared", message["ts"])[-1]
    form = maya.message_shortcut("requests.track_message", reply).modal
    assert form
    assert f"?thread_ts={message['ts']}&amp;cid=C0SHARED|" in texts(form["blocks"])
    (listed,) = grace.command("desk", "/request", "ACME").appeared
    assert "version 2" in texts(listed["blocks"])
    card = grace.click(listed, "Revised Estimate").modal
    assert card
    assert link_to(message) in texts(card["blocks"])
    ending = grace.click(listed, "Close").modal
    assert ending
    grace.submit(ending, {"status": "dropped", "outcome": "no money"})
    (closed,) = maya.command("desk", "/request", "closed ACME").appeared
    assert "no money" in texts(closed["blocks"]) and "Grace Lindqvist" in texts(closed["blocks"])
    other = maya.submit(form, {"scope": "out of scope", "job": mailer, "client": acme}).modal
    assert other
    under_way = maya.click(other, "Revised Estimate").modal
    assert under_way
    assert link_to(message) in texts(under_way["blocks"])


def test_more_requests_than_a_page_are_turned_through(desk: Desk) -> None:
    with desk.bot.store.begin() as session:
        client, maya = by_code(session, "ACME"), people.by_email(session, "maya@hv.example")
        assert client
        assert maya
        kept = {"client_id": client.id, "owner_id": maya.id, "made_by_id": maya.id, "made_at": desk.bot.now()}
        session.add_all(ClientRequest(id=f"r-{n}", text="R&D <film> " * 90, **kept) for n in range(13))
    (listed,) = desk.person("maya").command("desk", "/request").appeared
    assert "13" in listed["text"]
    assert buttons(listed["blocks"])[-2:] == ["Track a request", "More"]
    desk.person("maya").click(listed, "More")
    assert buttons(desk.person("maya").messages("desk")[-1]["blocks"])[-2:] == ["Track a request", "Earlier"]
