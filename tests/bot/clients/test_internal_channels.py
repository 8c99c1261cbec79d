"""Nothing internal is posted in a channel that outsiders read, whoever posts it, and the answer says so."""

import pytest

from bot.admin.imports import import_clients
from bot.clients.channels import note_channels
from bot.clients.internal_channels import HeldBack, Obstacle
from bot.core import OPERATOR, Bot
from bot.digests.digests import issue_digest
from bot.digests.scan import queue_due_digests
from bot.errors import UsageError
from bot.jobs.alerts import alert_line
from bot.jobs.changes import change_job_line
from bot.jobs.openings import open_job_line
from bot.messaging.outbox import Outbox, Sent
from bot.people.policies import set_reports
from bot.rules.kit.lines import Line
from bot.signoffs.notices import SignoffDesk
from bot.signoffs.signoffs import Side, SignoffReceipt
from bot.status.reports import post_report, queue_status_reports, report_preview
from bot.timesheets.summaries import queue_weekly_summaries, set_summary_channel
from storage.messaging.notices import Destination
from storage.words.platforms import ChannelRef, SeenChannel
from storage.words.signoffs import SignoffDecision
from tests.bot.jobs.job_desk import GRACE, MAYA, client, queued, set_client
from tests.bot.signoffs.signoff_desk import DANA, asked, decide, open_account
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock, actor, by_name, in_chat

SHARED, DESK = in_chat("C0SHARED", "shared"), in_chat("C0DESK", "desk")
OUTSIDE = HeldBack(channel=SHARED, why=Obstacle.READ_OUTSIDE)


def see(bot: Bot, channel: ChannelRef, *, has_outsiders: bool = True) -> None:
    note_channels(bot, [SeenChannel(channel, has_outsiders)])


def in_channels(bot: Bot) -> list[str]:
    return [channel for _, channel in queued(bot) if channel.startswith("C0")]


@pytest.fixture
def among_clients(agency: Bot) -> Bot:
    """The small agency; Slack says that people of other organisations read ACME's internal channel."""
    set_client(agency, internal_channel=SHARED)
    see(agency, SHARED)
    return agency


def test_a_job_is_not_announced_where_outsiders_read_and_the_answer_says_so(among_clients: Bot) -> None:
    done = open_job_line(among_clients, actor(MAYA), "ACME Rescue")
    assert (done.announced, list(done.held_back)) == (None, [OUTSIDE])
    assert in_channels(among_clients) == []


def test_an_alert_goes_only_to_the_channels_that_no_outsider_reads(among_clients: Bot) -> None:
    change_job_line(among_clients, actor(MAYA), Line("here ACME-101", here=DESK))
    given = alert_line(among_clients, actor(MAYA), Line("alert ACME-101 we overcharged them"))
    assert (list(given.channels), list(given.held_back)) == ([DESK], [OUTSIDE])
    assert in_channels(among_clients) == ["C0DESK"]


def test_a_client_reads_its_shared_channel_even_if_no_outsider_was_seen_in_it(agency: Bot) -> None:
    set_client(agency, internal_channel=SHARED, shared_channel=SHARED)
    assert list(open_job_line(agency, actor(MAYA), "ACME Rescue").held_back) == [OUTSIDE]
    assert in_channels(agency) == []


def test_linking_a_job_to_a_channel_that_outsiders_read_says_what_is_kept_out_of_it(among_clients: Bot) -> None:
    done = change_job_line(among_clients, actor(MAYA), Line("here ACME-101", here=SHARED))
    assert (list(done.changes), list(done.held_back)) == (["linked to #shared"], [OUTSIDE])
    assert not change_job_line(among_clients, actor(MAYA), Line("here ACME-102", here=DESK)).held_back
    assert not change_job_line(among_clients, actor(MAYA), Line("next ACME-101 proofs")).held_back


def test_a_sign_off_is_told_to_its_requester_where_outsiders_read_the_clients_channel(agency: Bot) -> None:
    bot = open_account(agency)
    see(bot, DESK)
    done = asked(bot, DANA)
    assert [each.channel.channel for each in done.held_back] == ["C0DESK"]
    assert [channel for notice, channel in queued(bot) if isinstance(notice, SignoffDesk)] == ["U0MAYA"]


def test_a_receipt_leaves_the_thread_of_a_channel_that_outsiders_read_by_now(agency: Bot) -> None:
    bot = open_account(agency)
    done = asked(bot, DANA)

    class Taken:
        def send(self, notice: object, destination: Destination, key: str, *, maybe_sent: bool) -> Sent:
            return Sent(destination, "1.1")

        def render_again(self, notice: object, destination: Destination, message: str) -> Sent:
            return Sent(destination, message)

    Outbox(bot, Taken()).drain()
    see(bot, DESK)
    decide(bot, done.signoff, DANA, SignoffDecision.APPROVED)
    receipts = [(notice, channel) for notice, channel in queued(bot) if isinstance(notice, SignoffReceipt)]
    assert [channel for notice, channel in receipts if notice.side == Side.AGENCY] == ["U0MAYA"]


def test_reports_stay_out_of_a_channel_that_outsiders_read(among_clients: Bot, clock: FixedClock) -> None:
    assert report_preview(among_clients, actor(MAYA), "ACME", for_client=False).held_back == OUTSIDE
    with pytest.raises(UsageError, match="outside the agency"):
        post_report(among_clients, actor(MAYA), client(among_clients).id, for_client=False)
    clock.forward(days=3, hours=22)
    queue_status_reports(among_clients)
    assert in_channels(among_clients) == []
    see(among_clients, SHARED, has_outsiders=False)
    queue_status_reports(among_clients)
    assert in_channels(among_clients) == ["C0SHARED"]


def test_a_summary_stays_out_of_a_channel_that_outsiders_read(agency: Bot, clock: FixedClock) -> None:
    set_summary_channel(agency, actor(GRACE), SHARED)
    log(agency, "7h30 ACME-101")
    see(agency, SHARED)
    clock.forward(days=6, hours=23)
    queue_weekly_summaries(agency)
    assert in_channels(agency) == []
    with pytest.raises(UsageError, match="People outside the agency"):
        set_summary_channel(agency, actor(GRACE), SHARED)
    see(agency, SHARED, has_outsiders=False)
    queue_weekly_summaries(agency)
    assert in_channels(agency) == ["C0SHARED"]


def test_a_digest_stays_out_of_a_channel_that_outsiders_read(agency: Bot, clock: FixedClock) -> None:
    set_reports(agency, actor(GRACE), leadership_channel=SHARED)
    log(agency, "7h30 ACME-101")
    see(agency, SHARED)
    clock.forward(days=25)
    queue_due_digests(agency)
    issued = issue_digest(agency, actor(GRACE))
    assert (list(issued.channels), list(issued.held_back), issued.is_new) == ([], [OUTSIDE], False)
    assert in_channels(agency) == []


def test_a_channel_of_which_we_have_only_the_name_is_said_to_be_unseen(agency: Bot) -> None:
    set_client(agency, internal_channel=by_name("leads"))
    unseen = HeldBack(channel=by_name("leads"), why=Obstacle.UNSEEN)
    assert list(open_job_line(agency, actor(MAYA), "ACME Rescue").held_back) == [unseen]
    assert list(alert_line(agency, actor(MAYA), Line("alert ACME-101 look")).held_back) == [unseen]
    with pytest.raises(UsageError, match="can't see #leads yet. Please invite me"):
        post_report(agency, actor(MAYA), client(agency).id, for_client=False)


def test_a_file_cannot_make_a_channel_internal_that_a_client_reads(agency: Bot) -> None:
    acme, beta = {"code": "ACME", "name": "Acme Outdoor"}, {"code": "BETA", "name": "Beta"}

    def problems(*rows: dict[str, str]) -> list[str]:
        report = import_clients(agency, OPERATOR, rows, save=True)
        return [] if report.saved else [line.text for line in report.lines if line.finding == "error"]

    both = {"internal_channel": "shared", "shared_channel": "#shared"}
    assert "internal_channel: That's the shared channel" in problems(acme | both)[0]
    theirs, ours = {"shared_channel": "#shared"}, {"internal_channel": "shared"}
    assert problems(acme | theirs, beta | ours)[0].startswith("internal_channel: Acme Outdoor reads that channel.")
    assert problems(acme | ours, beta | theirs) == [
        "shared_channel: That's the internal channel of Acme Outdoor. Please choose another."
    ]
    assert problems(acme | theirs) == []
    assert "That's the shared channel" in problems(acme | ours)[0]
    see(agency, in_chat("C0GUESTS", "guests"))
    change_job_line(agency, actor(MAYA), Line("here ACME-101", here=in_chat("C0GUESTS", "guests")))
    see(agency, in_chat("C0GUESTS", "guests"))
    assert "People outside the agency read" in problems(beta | {"internal_channel": "guests"})[0]
    assert problems(beta | {"internal_channel": "beta"}, acme) == []
