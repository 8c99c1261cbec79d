"""Where jobs stand: what staff and a client's people are told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.admin.imports import import_rates
from bot.core import OPERATOR, Actor, Bot
from bot.errors import NotAllowed, NotFound, UsageError
from bot.jobs.changes import change_job_line
from bot.rules.kit.lines import Line
from bot.status.client_status import is_client_contact, own_status, shared_board
from bot.status.notices import ClientStatusShared, StatusReportPosted, StatusShared
from bot.status.questions import StatusQuestion, Whose, understand
from bot.status.reports import post_report, queue_status_reports, report_preview, report_shown
from bot.status.sharing import StatusPosted, board_of_notice, share_status
from bot.status.status import StatusBoard, status_board
from bot.timekeeping.time_entries import log_line
from handlers.slack.kit.platform import SLACK
from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.estimates.estimates import Estimate
from storage.jobs import teams as job_teams
from storage.jobs.jobs import Job
from storage.people.people import Address
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.platforms import ChannelRef
from storage.words.signoffs import EstimateStatus, Quorum, SignoffKind
from storage.words.time import Source
from tests.bot.jobs.job_desk import GRACE, MAYA, SAM, client, job, person_id, queued, set_client
from tests.conftest import FixedClock, actor, by_name, in_chat, profile

DANA = Actor(Address(SLACK, "T0ACME", "U0DANA"), "test:dana")
DESK, SHARED = in_chat("C0DESK", "desk"), in_chat("C0SHARED", "shared")


def ask(bot: Bot, text: str, who: str = MAYA, page: int = 0, **line: object) -> StatusBoard:
    asker = actor(who)
    return status_board(bot, asker, understand(bot, asker, Line(text, **line)), page)  # type: ignore[arg-type]


def numbers(board: StatusBoard) -> list[str]:
    return [each.job.number for each in board.jobs]


def change(bot: Bot, number: str, **columns: object) -> None:
    with bot.store.begin() as session:
        row = session.get(Job, job(bot, number).id)
        for column, value in columns.items():
            setattr(row, column, value)


def estimate(bot: Bot, number: str, total: int) -> None:
    with bot.store.begin() as session:
        session.add(
            Estimate(
                id=bot.new_id(), job_id=job(bot, number).id, version=1, currency="USD", total_cents=total,
                made_by_id=person_id(bot, MAYA), made_at=bot.now(), status=EstimateStatus.APPROVED,
            )
        )  # fmt: skip


@pytest.fixture
def busy(agency: Bot) -> Bot:
    """ACME is Grace's, with a shared channel; Dana there is to sign off the late layout of ACME-101."""
    set_client(
        agency, owner_id=person_id(agency, GRACE), lead_id=person_id(agency, GRACE),
        internal_channel=DESK, shared_channel=SHARED,
    )  # fmt: skip
    change(agency, "ACME-101", due_on=date(2026, 3, 10), next_step="send <proofs>", waits_on="Sam, who is slow")
    change(agency, "ACME-102", due_on=date(2026, 3, 14), status_since=agency.now() - timedelta(days=7))
    estimate(agency, "ACME-102", 100_000)
    with agency.store.begin() as session:
        contact = Contact(
            id="dana", client_id=client(agency).id, name="Dana Whitfield",
            platform=SLACK, workspace="T0ACME", user="U0DANA",
        )  # fmt: skip
        signoff = Signoff(
            id="layout", series_id="layout", version=2, job_id=job(agency, "ACME-101").id, kind=SignoffKind.LAYOUT,
            title="Layout", content_hash="0" * 64, quorum=Quorum.ANY, requested_by_id=person_id(agency, MAYA),
            requested_at=agency.now(), due_on=date(2026, 3, 11),
        )  # fmt: skip
        session.add_all([contact, signoff])
        session.flush()
        session.add(SignoffApprover(id="asked", signoff_id="layout", contact_id="dana", channel="chat"))
        job_teams.set_team(session, job(agency, "ACME-102").id, [person_id(agency, SAM)])
    return agency


def test_a_board_says_of_each_job_all_that_is_asked_what_needs_attention_first(busy: Bot) -> None:
    rates = [{"amount": "100", "currency": "USD", "from_date": "2026-01-01"}]
    assert import_rates(busy, OPERATOR, rates, save=True).saved
    board = ask(busy, "ACME")
    assert (board.about, board.total, board.pressing, numbers(board)) == (
        "Acme Outdoor", 2, 2, ["ACME-101", "ACME-102"],
    )  # fmt: skip
    late, guide = board.jobs
    assert list(late.reasons) == ["overdue since Tue 10 Mar", "sign-off overdue", "no approved estimate"]
    assert (late.lead, late.next_step, late.waits_on) == (GRACE, "send <proofs>", "Sam, who is slow")
    assert [(each.title, list(each.waits_on), each.is_overdue) for each in late.signoffs] == [
        ("Layout", ["Dana Whitfield"], True)
    ]
    assert (guide.stalled_days, guide.used_percent, list(guide.reasons)) == (
        5, 0, ["due Sat 14 Mar", "stalled 5 business days"],
    )  # fmt: skip


def test_whatever_moves_a_job_ends_its_stall(busy: Bot) -> None:
    long_ago = busy.now() - timedelta(days=30)
    for number in ("ACME-101", "ACME-102", "INT-ADM"):
        change(busy, number, status_since=long_ago)
    assert "INT-ADM" in numbers(ask(busy, "all stalled"))
    # ACME-101 has a sign-off that was asked for today; somebody logs time on ACME-102.
    log_line(busy, actor(SAM), Line("1h ACME-102 proofs"), Source.COMMAND)
    assert {each.job.number: each.stalled_days for each in ask(busy, "ACME").jobs} == {"ACME-101": 0, "ACME-102": 0}
    assert numbers(ask(busy, "all stalled")) == ["INT-ADM"]


def test_a_question_finds_whose_jobs_are_meant(busy: Bot) -> None:
    people = {"@sam": profile("Sam Okafor").address.user}
    assert numbers(ask(busy, "")) == []
    assert numbers(ask(busy, "@sam", people=people)) == ["ACME-102"]
    assert ask(busy, "@sam", people=people).about == SAM
    assert ask(busy, "grace").about == "Grace Lindqvist's portfolio"
    assert ask(busy, "my portfolio", GRACE).question.whose == Whose.PORTFOLIO
    assert numbers(ask(busy, "overdue")) == ["ACME-101"]
    assert set(numbers(ask(busy, "all"))) == {"ACME-101", "ACME-102", "INT-ADM"}
    assert numbers(ask(busy, "what's late for Acme?")) == ["ACME-101"]
    assert numbers(ask(busy, "waiting on client")) == ["ACME-101"]
    assert numbers(ask(busy, "due this week", here=DESK)) == ["ACME-102"]
    assert numbers(ask(busy, "closed")) == ["ACME-099"]
    assert numbers(ask(busy, "status of the spring mailer")) == ["ACME-101"]
    assert numbers(ask(busy, "what's the next step on ACME-101?")) == ["ACME-101"]
    assert understand(busy, actor(MAYA), Line("where is acme101?")).whose == Whose.JOB
    with pytest.raises(NotFound) as refused:
        ask(busy, "where is ACME-111?")
    assert refused.value.refusal.choices[0].line == "ACME-101"
    with pytest.raises(NotFound, match="an open job, client or person “zebra”"):
        ask(busy, "zebra")
    with busy.store.begin() as session:
        session.add_all(Client(id=f"{n}", code=f"ZED{n}", name=f"Zèbra {n}") for n in range(2))
    with pytest.raises(NotFound, match="“ZÈBRA” could be Zèbra 0 or Zèbra 1"):
        ask(busy, "ZÈBRA")
    assert ask(busy, "where is zed1?").about == "Zèbra 1"


def test_a_day_and_a_week_are_over_by_the_askers_own_clock(busy: Bot, clock: FixedClock) -> None:
    change(busy, "ACME-102", due_on=date(2026, 3, 15))
    clock.now = datetime(2026, 3, 16, 0, 30, tzinfo=UTC)  # Monday in London, Sunday evening in New York
    assert numbers(ask(busy, "ACME due this week")) == ["ACME-102"]
    assert numbers(ask(busy, "ACME due this week", SAM)) == []
    assert set(numbers(ask(busy, "ACME overdue", SAM))) == {"ACME-101", "ACME-102"}


def test_a_contact_sees_what_is_shared_of_their_own_client_and_nothing_else(busy: Bot) -> None:
    change(busy, "ACME-102", billable=False)
    assert DANA.address
    assert is_client_contact(busy, DANA.address)
    (board,) = own_status(busy, DANA, "what's late?")
    assert [each.job.number for each in board.jobs] == ["ACME-101"]
    assert not {"next_step", "waits_on", "lead", "minutes", "used_percent"} & set(type(board.jobs[0]).model_fields)
    assert "slow" not in board.model_dump_json()
    for asked in ("", "what do you need from us?", "when is the due date of ACME-101?"):
        assert [each.job.number for each in own_status(busy, DANA, asked)[0].jobs] == ["ACME-101"]
    for theirs in ("INT-ADM", "Harbour", "ACME-102", "zebra"):
        with pytest.raises(NotFound, match=f"“{theirs}” of Acme Outdoor"):
            own_status(busy, DANA, f"where is {theirs}?")
    with pytest.raises(NotFound):
        understand(busy, DANA, Line(""))


def test_among_clients_only_their_own_shared_facts_are_posted(busy: Bot) -> None:
    asker = actor(MAYA)
    asked = ("ACME", "overdue", "ACME-101", "ACME stalled", "ACME-099")
    of_acme, of_all, of_job, of_ours, of_closed = (understand(busy, asker, Line(words)) for words in asked)

    def share(question: StatusQuestion, here: ChannelRef, *, outsiders: bool = False) -> StatusPosted:
        return share_status(busy, actor(MAYA), question, 0, here, None, outsiders=outsiders)

    assert not share(of_all, DESK).for_client
    assert share(of_acme, SHARED).for_client
    assert share(of_job, SHARED, outsiders=True).for_client
    for question, place, outsiders in ((of_all, SHARED, False), (of_acme, DESK, True)):
        with pytest.raises(NotAllowed, match="People outside the agency"):
            share(question, place, outsiders=outsiders)
    for question in (of_ours, of_closed):
        with pytest.raises(NotAllowed, match="nothing in this answer that Acme Outdoor may see"):
            share(question, SHARED)
    set_client(busy, shared_channel=by_name("acme-room"))  # no more than its name is known yet
    assert share(of_acme, in_chat("C0ROOM", "acme-room")).for_client
    inside, outside, one, _ = (notice for notice, _ in queued(busy))
    assert isinstance(inside, StatusShared)
    assert board_of_notice(busy, inside)[0].jobs[0].used_percent is None
    assert isinstance(outside, ClientStatusShared)
    assert isinstance(one, ClientStatusShared)
    assert [len(shared_board(busy, each).jobs) for each in (outside, one)] == [2, 1]


def test_the_weekly_report_comes_once_on_its_day_and_says_what_changed(busy: Bot, clock: FixedClock) -> None:
    queue_status_reports(busy)
    assert queued(busy) == []
    clock.forward(days=3, hours=22)  # Monday 16 March, 9:00 in New York
    set_client(busy, internal_channel=by_name("acme-desk"))
    queue_status_reports(busy)
    assert queued(busy) == [], "a channel that a file named is posted to once its id is known"
    set_client(busy, internal_channel=DESK)
    queue_status_reports(busy)
    queue_status_reports(busy)
    ((first, channel),) = queued(busy)
    assert (channel, isinstance(first, StatusReportPosted)) == ("C0DESK", True)
    clock.forward(days=1)
    change_job_line(busy, actor(MAYA), Line("status ACME-102 with client"))
    change_job_line(busy, actor(MAYA), Line("next ACME-101 chase Dana"))
    change_job_line(busy, actor(MAYA), Line("next ACME-102 wait"))
    change_job_line(busy, actor(MAYA), Line("next ACME-102 none"))
    clock.forward(days=6)
    queue_status_reports(busy)
    _, (second, _) = queued(busy)
    assert isinstance(first, StatusReportPosted)
    assert isinstance(second, StatusReportPosted)
    assert second.since == first.at
    report = report_shown(busy, second)
    assert {each.number: list(each.changes) for each in report.moved} == {
        "ACME-101": ["next step: chase Dana"], "ACME-102": ["status: with client"],
    }  # fmt: skip
    assert [each.used_percent for each in report.jobs] == [None, None]
    for_client = report_preview(busy, actor(MAYA), "acme", for_client=True)
    assert {each.number: list(each.changes) for each in for_client.moved} == {"ACME-102": ["status: with client"]}
    assert not for_client.jobs
    assert "chase" not in for_client.model_dump_json()


def test_a_report_is_posted_where_it_belongs_or_refused(busy: Bot) -> None:
    asks = actor(MAYA)
    assert post_report(busy, asks, client(busy).id, for_client=True).channel == SHARED
    post_report(busy, asks, client(busy).id, for_client=True)
    assert len(queued(busy)) == 1
    set_client(busy, shared_channel=None)
    with pytest.raises(UsageError, match="no shared channel"):
        post_report(busy, actor(MAYA), client(busy).id, for_client=True)
    with pytest.raises(UsageError, match="Whose report"):
        report_preview(busy, actor(MAYA), "", for_client=False)
    with pytest.raises(NotFound, match="a client “zebra”"):
        report_preview(busy, actor(MAYA), "zebra", for_client=False)


def test_more_jobs_than_a_page_has_are_paged(agency: Bot) -> None:
    with agency.store.begin() as session:
        session.add_all(
            Job(id=f"more-{n}", number=f"ACME-{200 + n}", title="T", client_id=client(agency).id, billable=False)
            for n in range(20)
        )
    first, last = ask(agency, "ACME"), ask(agency, "ACME", page=9)
    assert (first.total, first.pages, len(first.jobs)) == (22, 3, 10)
    assert (last.page, len(last.jobs)) == (2, 2)
