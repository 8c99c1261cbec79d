"""Changing jobs, by lines and by forms."""

from datetime import date, timedelta

import pytest

from bot.core import Bot
from bot.errors import Conflict, NotFound, UsageError
from bot.jobs.changes import change_job_line, set_status
from bot.jobs.edits import JobEdit, edit_form, edit_job
from bot.jobs.lines import job_of_line
from bot.jobs.openings import open_job_line
from bot.rules.kit.lines import Line
from bot.timekeeping.timers import start_timer
from storage.clients.contacts import Contact
from storage.jobs import teams as job_teams
from storage.kit import history
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.platforms import ChannelRef
from storage.words.signoffs import Quorum, SignoffKind, SignoffStatus
from storage.words.time import JobStatus
from tests.bot.jobs.job_desk import GRACE, MAYA, SAM, bound_channel, client, job, person_id
from tests.conftest import FixedClock, actor, in_chat

HERE = in_chat("C0DESK", "desk")


def change(bot: Bot, text: str, here: ChannelRef | None = None, who: str = MAYA) -> list[str]:
    return list(change_job_line(bot, actor(who), Line(text, here=here)).changes)


def ask_signoff(bot: Bot) -> None:
    with bot.store.begin() as session:
        session.add(Contact(id="c1", client_id=client(bot).id, name="Dana Whitfield"))
        session.flush()
        values = {"id": "s1", "series_id": "s1", "version": 2, "kind": SignoffKind.CONCEPT, "title": "Key visual"}
        values |= {"content_hash": "0" * 64, "quorum": Quorum.ANY, "requested_by_id": person_id(bot, MAYA)}
        session.add(Signoff(**values, job_id=job(bot, "ACME-101").id, requested_at=bot.now()))
        session.flush()
        session.add(SignoffApprover(id="a1", signoff_id="s1", contact_id="c1", channel=ContactChannel.EMAIL))


def test_lines_change_a_job_and_keep_what_was(agency: Bot, clock: FixedClock) -> None:
    assert change(agency, "status ACME-101 with client") == ["status: with client"]
    clock.forward(days=1)
    assert change(agency, "next acme101 send <proofs> to Dana") == ["next step: send <proofs> to Dana"]
    assert change(agency, "waits ACME-101 on Dana") == ["waits on Dana"]
    assert change(agency, "ACME-101 due 10 Dec") == ["due Thu 10 Dec"]
    kept = job(agency, "ACME-101")
    assert (kept.status, kept.next_step, kept.waits_on, kept.due_on) == (
        JobStatus.WITH_CLIENT, "send <proofs> to Dana", "Dana", date(2026, 12, 10),
    )  # fmt: skip
    assert kept.status_since == agency.now()
    assert change(agency, "waits ACME-101 nobody") == ["waits on nobody"]
    assert change(agency, "due ACME-101 none") == ["no due date"]
    with agency.store.read() as session:
        lines = history.latest_of(session, "jobs", kept.id, 20)
    assert [line.after and line.after["status"] for line in lines][-1] == "opened"
    assert len(lines) == 7


def test_what_is_so_already_changes_nothing_and_leaves_no_trace(agency: Bot) -> None:
    change(agency, "status ACME-101 on hold")
    since = job(agency, "ACME-101").status_since
    agency.clock.forward(days=2)  # type: ignore[attr-defined]
    assert change(agency, "status ACME-101 on hold") == []
    assert job(agency, "ACME-101").status_since == since


def test_a_due_date_says_nothing_of_how_long_a_job_stands_still(agency: Bot, clock: FixedClock) -> None:
    change(agency, "status ACME-101 with client")
    clock.forward(days=3)
    change(agency, "due ACME-101 10 Dec")
    assert job(agency, "ACME-101").status_since == agency.now() - timedelta(days=3)


def test_a_slip_in_a_number_offers_the_nearest_jobs_with_the_same_line(agency: Bot) -> None:
    with pytest.raises(NotFound, match="I can't find job ACME-111. Did you mean one of these") as refused:
        change(agency, "status ACME-111 with client")
    assert [(each.label, each.line) for each in refused.value.refusal.choices][:2] == [
        ("ACME-101 · Spring mailer", "status ACME-101 with client"),
        ("ACME-102 · Trail guide", "status ACME-102 with client"),
    ]


def test_a_channel_stands_for_its_job_and_several_are_asked_about(agency: Bot) -> None:
    assert change(agency, "here ACME-101", HERE) == ["linked to #desk"]
    assert bound_channel(agency, "ACME-101") == HERE
    assert change(agency, "next follow-up call with Dana", HERE) == ["next step: follow-up call with Dana"]
    assert job_of_line(agency, actor(MAYA), Line("brief", here=HERE)) == job(agency, "ACME-101").id
    change(agency, "here ACME-102", HERE)
    with pytest.raises(UsageError, match="This channel is linked to ACME-101, ACME-102") as refused:
        change(agency, "close", HERE)
    assert [each.line for each in refused.value.refusal.choices] == ["close ACME-101", "close ACME-102"]
    assert change(agency, "here ACME-102 off", HERE) == ["not linked to a channel"]
    with pytest.raises(UsageError, match="direct message"):
        change(agency, "here ACME-101")
    with pytest.raises(UsageError, match="Which job do you mean"):
        change(agency, "close")


def test_a_job_closes_only_once_its_signoffs_and_timers_have_ended(agency: Bot) -> None:
    ask_signoff(agency)
    start_timer(agency, actor(SAM), Line("ACME-101"))
    says = r"Key visual \(version 2\), waiting on Dana Whitfield; Sam Okafor's timer"
    for line in ("close ACME-101", "archive ACME-101", "status ACME-101 closed"):
        with pytest.raises(Conflict, match=says):
            change(agency, line)
    with agency.store.begin() as session:
        row = session.get(Signoff, "s1")
        assert row
        row.status = SignoffStatus.APPROVED
    with pytest.raises(Conflict, match="Still open: Sam Okafor's timer"):
        change(agency, "close ACME-101")
    assert job(agency, "ACME-101").status == JobStatus.OPENED


def test_a_job_is_closed_archived_and_reopened(agency: Bot) -> None:
    assert change(agency, "close ACME-101") == ["closed"]
    assert change(agency, "archive ACME-101") == ["archived"]
    assert change(agency, "reopen ACME-101") == ["reopened, in progress"]
    with pytest.raises(Conflict, match="ACME-101 is already open"):
        change(agency, "reopen ACME-101")
    done = set_status(agency, actor(MAYA), job(agency, "ACME-101").id, JobStatus.ON_HOLD)
    assert done.changes == ["status: on hold"]


def test_a_form_changes_all_at_once_and_says_what(agency: Bot, clock: FixedClock) -> None:
    opened = open_job_line(agency, actor(MAYA), "ACME Winter mailer due 13 Mar")
    clock.forward(days=5)
    form = edit_form(agency, actor(MAYA), opened.job_id)
    assert form.due_on == date(2026, 3, 13)
    wanted = JobEdit(
        title="Winter cards",
        type="print",
        billable=True,
        due_on=form.due_on,
        lead_id=person_id(agency, GRACE),
        team=[person_id(agency, SAM)],
        next_step="",
        waits_on="",
    )
    done = edit_job(agency, actor(MAYA), opened.job_id, wanted)
    assert done.changes == ["title: Winter cards", "lead: Grace Lindqvist", "type: print", "team: Sam Okafor"]
    with agency.store.read() as session:
        assert [each.name for each in job_teams.team_of(session, opened.job_id)] == [SAM]
        assert history.latest_of(session, "jobs", opened.job_id, 1)[0].after == {"team": [person_id(agency, SAM)]}
    with pytest.raises(UsageError) as refused:
        edit_job(
            agency, actor(MAYA), opened.job_id, wanted.model_copy(update={"title": "", "due_on": date(2026, 3, 14)})
        )
    assert set(refused.value.refusal.fields) == {"title", "due_on"}
