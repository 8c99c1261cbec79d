"""`/job` through Slack's real protocol."""

import pytest

from storage.clients.clients import by_code
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, buttons, texts


@pytest.fixture
def with_channel(desk: Desk) -> Desk:
    """The desk, where ACME has an internal channel."""
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.internal_channel = "C0DESK"
    return desk


def test_a_job_is_opened_by_a_line_and_its_channel_message_follows_it(with_channel: Desk) -> None:
    desk, maya, sam = with_channel, with_channel.person("maya"), with_channel.person("sam")
    (answer,) = maya.command("desk", "/job", "open ACME R&D mailer due 10 Dec").appeared
    assert answer["text"] == "Opened ACME-103 R&amp;D mailer."
    assert "<#C0DESK> hears of it" in texts(answer["blocks"])
    desk.settle()
    (posted,) = sam.messages("desk")
    assert posted["text"] == "ACME-103 R&amp;D mailer (Acme Outdoor) is opened."
    assert buttons(posted["blocks"]) == ["Job jacket", "Log time", "Estimate", "Request sign-off"]
    maya.command("desk", "/job", "next ACME-103 send proofs to Dana")
    desk.settle()
    (posted,) = sam.messages("desk")
    assert "_Next:_ send proofs to Dana" in texts(posted["blocks"])
    (jacket,) = sam.click(posted, "Job jacket").appeared
    assert "Next step*\nsend proofs to Dana" in texts(jacket["blocks"])


def test_a_slip_is_answered_with_the_nearest_jobs_and_a_click_does_what_was_asked(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    (refused,) = maya.command("desk", "/job", "status ACME-111 with client").appeared
    assert buttons(refused["blocks"])[0] == "ACME-101 · Spring mailer"
    assert maya.click(refused, "ACME-101 · Spring mailer").ok
    (now,) = maya.messages("desk")
    assert now["text"] == "ACME-101: status: with client."
    (unread,) = maya.command("desk", "/job", "status ACME-101 lost").appeared
    assert "This would work: `/job status ACME-101 with client`" in texts(unread["blocks"])


def test_alone_it_lists_ones_jobs_and_a_client_has_its_list_too(desk: Desk) -> None:
    maya = desk.person("maya")
    assert maya.command("desk", "/job").text == "No open job is yours right now."
    maya.command("desk", "/logtime", "2h ACME-101")
    (listed,) = maya.command("desk", "/job").appeared
    assert listed["text"] == "1 job is yours; 1 needs attention."
    assert "no approved estimate" in texts(listed["blocks"])
    (jacket,) = maya.click(listed, "Open").appeared
    assert "No approved estimate yet" in texts(jacket["blocks"])
    assert "Trail guide" in texts(maya.command("desk", "/job", "acme").appeared[0]["blocks"])
    assert "send proofs to Dana" in maya.command("desk", "/job", "help").appeared[0]["blocks"][0]["text"]["text"]


def test_the_form_opens_a_job_and_shows_its_jacket(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.command("desk", "/job", "open").modal
    assert form
    (acme,) = maya.options(form, "client", "acme")
    (grace,) = maya.options(form, "lead", "grace")
    (sam,) = maya.options(form, "team", "sam")
    filled = {"client": acme, "title": "Catalogue", "lead": grace, "team": [sam], "channel": "C0DESK"}
    done = maya.submit(form, filled | {"due_on": "2026-03-11"})
    assert "is in the past" in done.errors["due_on"]
    confirmed = maya.submit(form, {"due_on": "2026-03-20"}).modal
    assert confirmed
    assert "*ACME-103* is open. <#C0DESK> hears of it." in texts(confirmed["blocks"])
    desk.settle()
    shown = [message for message in maya.messages("desk") if message["text"] == "Opened ACME-103 Catalogue."]
    assert "Sam Okafor" in texts(shown[0]["blocks"])


def test_a_jackets_buttons_change_its_job(desk: Desk) -> None:
    maya = desk.person("maya")
    (jacket,) = maya.command("desk", "/job", "ACME-101").appeared
    chosen = next(
        each["value"]
        for block in jacket["blocks"]
        for element in block.get("elements", [])
        for each in element.get("options", [])
        if each["text"]["text"] == "On hold"
    )
    maya.click(jacket, "desk.set_job_status", chosen)
    (now,) = maya.messages("desk")
    assert now["text"] == "ACME-101: status: on hold."
    form = maya.click(now, "Edit").modal
    assert form
    saved = maya.submit(form, {"next_step": "chase Dana"}).modal
    assert saved
    assert "next step: chase Dana" in texts(saved["blocks"])
    (now,) = maya.messages("desk")
    assert "chase Dana" in texts(now["blocks"])
    entry = maya.click(now, "Log time").modal
    assert entry
    logged = maya.submit(entry, {"duration": "2h"}).modal
    assert logged
    assert "*2h* logged on *ACME-101*" in texts(logged["blocks"])


def test_an_alert_reaches_the_channel_and_the_team(with_channel: Desk, clock: FixedClock) -> None:
    desk, maya, sam = with_channel, with_channel.person("maya"), with_channel.person("sam")
    form = maya.click(maya.command("desk", "/job", "ACME-101").appeared[0], "Edit").modal
    assert form
    (option,) = maya.options(form, "team", "sam")
    maya.submit(form, {"team": [option]})
    (answer,) = maya.command("desk", "/job", "alert ACME-101 print moved to <!here> Monday").appeared
    assert answer["text"] == "Alert on ACME-101. It goes to <#C0DESK> and to Sam Okafor in person."
    desk.settle()
    posted = sam.messages("desk")[-1]
    assert posted["text"].startswith("Alert on ACME-101 Spring mailer, by Maya Torres: print moved to")
    assert "<!here>" not in posted["text"]


def test_who_may_not_open_jobs_is_told_who_may(desk: Desk) -> None:
    guest = desk.person("hannah").command("desk", "/job", "ACME-101")
    assert "for the agency's own staff" in guest.text
