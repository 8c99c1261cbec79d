"""`/job` through Slack's real protocol."""

import pytest

from bot.rules.jobs.lines import EXAMPLES, JobVerb
from storage.clients.clients import by_code
from storage.words.time import JobStatus
from tests.bot.jobs.job_desk import job
from tests.conftest import FixedClock, by_name, channel_id, in_chat
from tests.handlers.conftest import Desk, buttons, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes


@pytest.fixture
def with_channel(desk: Desk) -> Desk:
    """The desk, where ACME has an internal channel."""
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.internal_channel_id = channel_id(session, in_chat("C0DESK"))
    return desk


def test_a_job_is_opened_by_a_line_and_its_channel_message_follows_it(with_channel: Desk) -> None:
    desk, maya, sam = with_channel, with_channel.person("maya"), with_channel.person("sam")
    (answer,) = maya.command("desk", "/job", "open ACME R&D mailer due 10 Dec").appeared
    assert "ACME-103 R&amp;D mailer" in answer["text"]
    desk.settle()
    (posted,) = sam.messages("desk")
    assert "ACME-103 R&amp;D mailer" in posted["text"]
    assert buttons(posted["blocks"]) == ["Job jacket", "Log time", "Estimate", "Request sign-off"]
    maya.command("desk", "/job", "next ACME-103 send proofs to Dana")
    desk.settle()
    (posted,) = sam.messages("desk")
    assert "send proofs to Dana" in texts(posted["blocks"])
    (jacket,) = sam.click(posted, "Job jacket").appeared
    assert "send proofs to Dana" in texts(jacket["blocks"])


def test_a_slip_is_answered_with_the_nearest_jobs_and_a_click_does_what_was_asked(either_desk: Desk) -> None:
    maya = either_desk.person("maya")
    (refused,) = maya.command("desk", "/job", "status ACME-111 with client").appeared
    assert buttons(refused["blocks"])[0] == "ACME-101 · Spring mailer"
    assert maya.click(refused, "ACME-101 · Spring mailer").ok
    assert job(either_desk.bot, "ACME-101").status == JobStatus.WITH_CLIENT
    (now,) = maya.messages("desk")
    assert "Edit" in buttons(now["blocks"])
    (unread,) = maya.command("desk", "/job", "status ACME-101 lost").appeared
    assert "`/job status ACME-101 with client`" in texts(unread["blocks"])


def test_alone_it_lists_ones_jobs_and_a_client_has_its_list_too(desk: Desk) -> None:
    maya = desk.person("maya")
    (listed,) = maya.command("desk", "/job").appeared
    assert "Trail guide" not in texts(listed["blocks"])
    assert buttons(listed["blocks"]) == ["Open a job"]
    maya.command("desk", "/logtime", "2h ACME-102")
    (listed,) = maya.command("desk", "/job").appeared
    assert "Trail guide" in texts(listed["blocks"])
    assert "Spring mailer" not in texts(listed["blocks"])
    (jacket,) = maya.click(listed, "Open").appeared
    assert "Log time" in buttons(jacket["blocks"])
    assert "Spring mailer" in texts(maya.command("desk", "/job", "acme").appeared[0]["blocks"])
    assert EXAMPLES[JobVerb.NEXT] in texts(maya.command("desk", "/job", "help").appeared[0]["blocks"])


def test_the_form_opens_a_job_and_shows_its_jacket(desk: Desk) -> None:
    maya = desk.person("maya")
    form = maya.command("desk", "/job", "open").modal
    assert form
    (acme,) = maya.options(form, "client", "acme")
    (grace,) = maya.options(form, "lead", "grace")
    (sam,) = maya.options(form, "team", "sam")
    filled = {"client": acme, "title": "Catalogue", "lead": grace, "team": [sam], "channel": "C0DESK"}
    done = maya.submit(form, filled | {"due_on": "2026-03-11"})
    assert set(done.errors) == {"due_on"}
    confirmed = maya.submit(form, {"due_on": "2026-03-20"}).modal
    assert confirmed
    assert "ACME-103" in texts(confirmed["blocks"])
    desk.settle()
    (jacket,) = [message for message in maya.messages("desk") if message["ephemeral"]]
    assert "ACME-103 Catalogue" in jacket["text"]
    assert "Sam Okafor" in texts(jacket["blocks"])


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
    assert job(desk.bot, "ACME-101").status == JobStatus.ON_HOLD
    (now,) = maya.messages("desk")
    form = maya.click(now, "Edit").modal
    assert form
    saved = maya.submit(form, {"next_step": "chase Dana"}).modal
    assert saved
    assert "chase Dana" in texts(saved["blocks"])
    (now,) = maya.messages("desk")
    assert "chase Dana" in texts(now["blocks"])
    entry = maya.click(now, "Log time").modal
    assert entry
    assert maya.submit(entry, {"duration": "2h"}).modal
    assert minutes(desk.bot) == [120]


def test_an_alert_reaches_the_channel_and_says_who_else_gets_it(with_channel: Desk, clock: FixedClock) -> None:
    desk, maya, sam = with_channel, with_channel.person("maya"), with_channel.person("sam")
    form = maya.click(maya.command("desk", "/job", "ACME-101").appeared[0], "Edit").modal
    assert form
    (option,) = maya.options(form, "team", "sam")
    maya.submit(form, {"team": [option]})
    (answer,) = maya.command("desk", "/job", "alert ACME-101 print moved to <!here> Monday").appeared
    assert "<#C0DESK>" in answer["text"]
    assert "Sam Okafor" in answer["text"]
    desk.settle()
    posted = sam.messages("desk")[-1]
    assert "print moved to" in posted["text"]
    assert "<!here>" not in posted["text"]


def name_channel(desk: Desk, name: str) -> None:
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.internal_channel_id = channel_id(session, by_name(name))


def test_a_channel_that_a_file_named_is_found_when_a_job_is_opened(desk: Desk) -> None:
    name_channel(desk, "leads")
    (opened,) = desk.person("maya").command("leads", "/job", "open ACME Catalogue").appeared
    assert "announced it in <#C0LEADS>" in texts(opened["blocks"])
    desk.settle()
    assert "Catalogue" in desk.person("grace").messages("leads")[-1]["text"]


def test_a_channel_that_a_file_named_is_found_when_a_job_gets_an_alert(desk: Desk) -> None:
    name_channel(desk, "leads")
    (answer,) = desk.person("maya").command("desk", "/job", "alert ACME-101 look").appeared
    assert "It goes to <#C0LEADS>." in answer["text"]


def test_a_channel_that_the_bot_cannot_see_is_named_with_the_next_step(desk: Desk) -> None:
    name_channel(desk, "elsewhere")
    (opened,) = desk.person("maya").command("desk", "/job", "open ACME Catalogue").appeared
    assert "This wasn't announced. I can't see #elsewhere yet, so please invite me there." in texts(opened["blocks"])


def test_a_job_linked_to_a_channel_that_a_client_reads_says_so_and_posts_no_alert_there(desk: Desk) -> None:
    maya, omar = desk.person("maya"), desk.person("omar")
    (linked,) = maya.command("shared", "/job", "here ACME-101").appeared
    assert "People outside the agency read <#C0SHARED>, so I won't post alerts there." in texts(linked["blocks"])
    (answer,) = maya.command("desk", "/job", "alert ACME-101 we overcharged them").appeared
    assert "read <#C0SHARED>, so I keep internal messages out of it" in answer["text"]
    desk.settle()
    assert omar.messages("shared") == []


def test_an_announcement_stays_out_of_a_channel_that_came_to_be_shared_after_it_was_queued(desk: Desk) -> None:
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.internal_channel_id = channel_id(session, in_chat("C0SHARED"))  # the daily look hasn't seen it yet
    desk.person("maya").command("desk", "/job", "open ACME Rescue")
    desk.settle()
    assert desk.person("omar").messages("shared") == []
