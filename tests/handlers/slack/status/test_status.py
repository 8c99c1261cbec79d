"""Where things stand, through Slack's real protocol."""

import re
from datetime import date, time

import pytest
from sqlalchemy import update

from bot.people.policies import policy_of
from handlers.slack.kit.platform import SLACK
from handlers.slack.status.status_views import LATE
from storage.clients.clients import by_code
from storage.clients.contacts import Contact
from storage.jobs.jobs import Job
from storage.messaging.notices import undelivered
from storage.people.people import offices
from tests.conftest import channel_id, in_chat
from tests.handlers.conftest import Desk, Json, buttons, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes

BOTH_JOBS = {"ACME-101", "ACME-102"}


def shown_in(message: Json) -> set[str]:
    """The numbers of the jobs that a message lists."""
    return set(re.findall(r"\*([A-Z]+-\w+)\*", texts(message["blocks"])))


@pytest.fixture
def shared(desk: Desk) -> Desk:
    """The desk, where ACME has both channels, and Omar and the guest Hannah are its people."""
    with desk.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.internal_channel_id = channel_id(session, in_chat("C0DESK"))
        client.shared_channel_id = channel_id(session, in_chat("C0SHARED"))
        for name, team in (("Omar Haddad", "T0ACME"), ("Hannah Cole", "T0HARBOUR")):
            session.add(
                Contact(
                    id=desk.bot.new_id(),
                    client_id=client.id,
                    name=name,
                    platform=SLACK,
                    workspace=team,
                    user=f"U0{name.split()[0].upper()}",
                )
            )
    return desk


def test_a_job_that_is_overdue_is_marked_so_whatever_its_status(shared: Desk) -> None:
    maya = shared.person("maya")
    with shared.bot.store.begin() as session:
        session.execute(update(Job).where(Job.number == "ACME-101").values(due_on=date(2026, 1, 9)))
    (board,) = maya.command("studio", "/jobstatus", "ACME").appeared
    assert f"{LATE}  *ACME-101*" in texts(board["blocks"])
    assert f"{LATE}  *ACME-102*" not in texts(board["blocks"])


def test_a_board_is_its_askers_alone_until_it_is_shared(shared: Desk) -> None:
    maya, sam = shared.person("maya"), shared.person("sam")
    (board,) = maya.command("studio", "/jobstatus", "ACME").appeared
    assert shown_in(board) == BOTH_JOBS
    assert sam.messages("studio") == []
    (jacket,) = maya.click(board, "Open").appeared
    assert "Log time" in buttons(jacket["blocks"])
    maya.click(board, "Share in channel")
    shared.settle()
    (posted,) = sam.messages("studio")
    assert "Maya Torres" in posted["text"]
    assert shown_in(posted) == BOTH_JOBS
    assert any("<#C0STUDIO>" in each["text"] for each in maya.messages("studio"))
    # Hannah, a guest, reads the desk's channel.
    (board,) = maya.command("desk", "/jobstatus", "ACME").appeared
    assert maya.click(board, "Share in channel").appeared
    shared.settle()
    assert sam.messages("desk") == []
    (theirs,) = maya.command("shared", "/jobstatus", "ACME-101").appeared
    maya.click(theirs, "Share in channel")
    shared.settle()
    (seen,) = shared.person("omar").messages("shared")
    assert shown_in(seen) == {"ACME-101"}


def test_plain_words_in_a_thread_are_answered_there_to_the_asker_alone(shared: Desk) -> None:
    maya, sam = shared.person("maya"), shared.person("sam")
    sam.say("studio", "What of the mailer?")
    thread = maya.messages("studio")[0]["ts"]
    maya.mention("studio", "where is ACME-101?", thread)
    shared.settle()
    answer = maya.messages("studio", thread)[-1]
    assert "Spring mailer" in answer["text"]
    assert buttons(answer["blocks"][-1:]) == ["Share in channel"]
    assert not any("jacket" in str(each) for each in sam.messages("studio", thread))
    maya.click(answer, "Share in channel")
    shared.settle()
    assert "ACME-101" in sam.messages("studio", thread)[-1]["text"]
    maya.mention("studio", "where is ACME-111?", thread)
    shared.settle()
    asked = maya.messages("studio", thread)[-1]
    assert buttons(asked["blocks"])[0] == "ACME-101 · Spring mailer"
    maya.click(asked, "ACME-101 · Spring mailer")
    assert "Spring mailer" in maya.messages("studio", thread)[-1]["text"]
    maya.direct("what's the status of the spring mailer?")
    shared.settle()
    assert "Spring mailer" in maya.messages()[-1]["text"]
    maya.direct("what's late?")
    shared.settle()
    maya.direct("what is open for Acme?")
    shared.settle()
    answer = maya.messages()[-1]
    assert maya.click(answer, "Share in channel").appeared
    shared.settle()
    assert not [each for each in maya.messages() if each["ts"] > answer["ts"] and shown_in(each)]
    maya.direct("what's up with zebra?")
    shared.settle()
    assert "“zebra”" in maya.messages()[-1]["text"]


def test_people_of_the_client_see_their_own_shared_facts_in_any_way_they_may_ask(shared: Desk) -> None:
    omar, hannah, maya = shared.person("omar"), shared.person("hannah"), shared.person("maya")
    maya.command("desk", "/job", "next ACME-101 do not tell them")
    omar.mention("shared", "what's the status of our jobs?")
    shared.settle()
    answer = omar.messages("shared")[-1]
    assert shown_in(answer) == BOTH_JOBS
    assert "do not tell" not in texts(answer["blocks"])
    assert buttons(answer["blocks"]) == []
    for line, jobs in (("", BOTH_JOBS), ("INT-ADM", set())):
        (answer,) = hannah.command("desk", "/jobstatus", line).appeared
        assert shown_in(answer) == jobs
        assert "Administration" not in str(answer)
    (refused,) = hannah.command("desk", "/job").appeared
    assert shown_in(refused) == set()
    for asked, jobs in (("status", BOTH_JOBS), ("where is INT-ADM?", set()), ("2h ACME-101 copy", set())):
        hannah.direct(asked)
        shared.settle()
        answer = hannah.messages()[-1]
        assert answer["user"] != hannah.id
        assert shown_in(answer) == jobs
    omar.mention("shared", "2h ACME-101 copy")
    shared.settle()
    assert omar.messages("shared")[-1]["ephemeral"]
    assert minutes(shared.bot) == []


def test_a_report_is_looked_at_and_posted_and_the_client_gets_their_version(shared: Desk) -> None:
    maya, omar, sam = (shared.person(name) for name in ("maya", "omar", "sam"))
    maya.command("desk", "/job", "next ACME-101 do not tell them")
    (report,) = maya.command("desk", "/jobstatus", "report ACME").appeared
    assert buttons(report["blocks"]) == ["Post in the internal channel", "Look at the client's version"]
    maya.click(report, "Post in the internal channel")
    maya.click(report, "Look at the client's version")
    (theirs,) = [each for each in maya.messages("desk") if "Post in the shared channel" in buttons(each["blocks"])]
    maya.click(theirs, "Post in the shared channel")
    shared.settle()
    (ours,), (seen,) = sam.messages("desk"), omar.messages("shared")
    assert (shown_in(ours), shown_in(seen)) == (BOTH_JOBS, BOTH_JOBS)
    assert ["do not tell them" in texts(each["blocks"]) for each in (ours, seen)] == [True, False]
    with shared.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        client.internal_channel_id, client.shared_channel_id = client.shared_channel_id, None  # by mistake
    maya.click(maya.command("desk", "/jobstatus", "report ACME").appeared[-1], "Post in the internal channel")
    shared.settle()
    assert len(omar.messages("shared")) == 1
    with shared.bot.store.read() as session:
        assert len(undelivered(session)) == 1
    # Among clients an answer about others is not shared.
    (board,) = maya.command("shared", "/jobstatus", "all").appeared
    assert maya.click(board, "Share in channel").appeared
    shared.settle()
    assert len(omar.messages("shared")) == 1


def test_more_jobs_than_any_message_has_room_for_are_paged_and_cut_by_whole_jobs(shared: Desk) -> None:
    maya, omar, sam = (shared.person(name) for name in ("maya", "omar", "sam"))
    with shared.bot.store.begin() as session:
        client = by_code(session, "ACME")
        assert client
        long = {"title": "R&D <of> " * 13, "next_step": "<&>" * 100, "waits_on": "<&>" * 100}
        session.add_all(
            Job(id=f"many-{n}", number=f"ACME-{200 + n}", client_id=client.id, billable=True, **long)
            for n in range(118)
        )
        client.internal_channel_id = channel_id(session, in_chat("C0STUDIO"))
    (board,) = maya.command("studio", "/jobstatus", "ACME").appeared
    assert "120" in board["text"]
    maya.click(board, "More")
    later = maya.messages("studio")[-1]
    assert "2 of 12" in texts(later["blocks"])
    maya.click(later, "Share in channel")
    for version in ("", " for client"):
        (report,) = maya.command("studio", "/jobstatus", f"report ACME{version}").appeared
        assert ["*ACME-200*" in texts(report["blocks"]), "*ACME-317*" in texts(report["blocks"])] == [True, False]
        maya.click(report, buttons(report["blocks"])[0])
    shared.settle()
    assert len(sam.messages("studio")) == 2
    assert len(omar.messages("shared")) == 1
    omar.mention("shared", "status")
    shared.settle()
    assert "120" in omar.messages("shared")[-1]["text"]


def test_an_admin_decides_when_reports_go_out(shared: Desk) -> None:
    grace = shared.person("grace")
    form = grace.click(shared.home("grace"), "Reports").modal
    assert form
    assert set(grace.submit(form, {"weekday": "4", "status_at": "25:00"}).errors) == {"status_at"}
    assert set(grace.submit(form, {"status_at": "15:30", "channel": "desk"}).errors) == {"channel"}
    assert grace.submit(form, {"status_at": "15:30", "channel": "leads"}).modal
    with shared.bot.store.read() as session:
        (new_york,) = [each for each in offices(session) if each.name == "New York"]
        reports = policy_of(session, new_york).reports
    assert (reports.status_weekday, reports.status_at, reports.leadership_channel) == (
        4,
        time(15, 30),
        in_chat("C0LEADS", "leads"),
    )
    london = grace.command("desk", "/jobstatus", "policy London").modal
    assert london
    assert "London" in texts(london["blocks"])
    refused = shared.person("maya").command("desk", "/jobstatus", "policy")
    assert refused.appeared
    assert refused.modal is None
