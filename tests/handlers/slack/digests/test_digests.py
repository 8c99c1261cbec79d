"""The digest in Slack: the command, the message with its picture, its thread and its files; and an account's review."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import openpyxl
import pytest
from sqlalchemy import select, update

from bot.admin.imports import import_rates
from bot.core import OPERATOR
from bot.digests.scan import queue_due_digests
from bot.rules.digests.row import BILLED
from storage.clients.clients import Client, Retainer
from storage.people.people import Person
from tests.bot.digests.test_digests import HOUR, RATES
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock, channel_id, in_chat
from tests.handlers.conftest import Desk, Json, buttons, texts


@pytest.fixture
def month_end(desk: Desk, clock: FixedClock) -> Desk:
    """February has time, and ACME a retainer; it is the first business day of March, at the hour."""
    import_rates(desk.bot, OPERATOR, RATES, save=True)
    with desk.bot.store.begin() as session:
        acme = session.scalars(select(Client).where(Client.code == "ACME")).one()
        terms = {"client_id": acme.id, "starts_on": date(2026, 2, 1), "minutes_a_month": 600, "fee_cents": 500_000}
        session.add(Retainer(id="retainer", **terms))
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
    assert "<#C0LEADS>" in texts(run(desk, "grace", "/digest", "here")["blocks"])
    clock.now = datetime(2026, 2, 26, 15, 0, tzinfo=UTC)
    log(desk.bot, "2h ACME-101 =1+1 copy; 1h oos ACME-101 more")
    clock.now = HOUR
    return desk


def test_the_digest_is_one_message_with_its_picture_and_its_details_and_files_in_the_thread(month_end: Desk) -> None:
    queue_due_digests(month_end.bot)
    month_end.settle()
    maya = month_end.person("maya")
    (main,) = [
        message
        for message in maya.messages("leads")
        if not message.get("thread_ts") or message["thread_ts"] == message["ts"]
    ]
    thread = [message for message in maya.messages("leads", main["ts"]) if message["ts"] != main["ts"]]
    assert "February 2026" in main["text"]
    (picture,) = [block for block in main["blocks"] if block["type"] == "image"]
    files = {file["name"]: file for message in thread for file in message.get("files") or []}
    assert list(files) == ["digest-2026-02.png", "digest-2026-02.xlsx", "digest-2026-02.pdf"]
    assert picture["slack_file"]["id"] == files["digest-2026-02.png"]["id"]
    assert "*20 %*" in texts(thread[1]["blocks"])

    book = openpyxl.load_workbook(io.BytesIO(maya.download(thread[-1], "digest-2026-02.xlsx")))
    rows = {(row[0], row[1]): row for row in book["Figures"].iter_rows(min_row=2, values_only=True)}
    burn, realization = rows["ACME", "Retainer burn"], rows["ACME", "Realization"]
    assert (burn[2], *burn[4:7]) == (0.2, None, 120, 600)
    assert isinstance(realization[2], str)  # no data
    assert BILLED.text in realization[8]
    notes = [row[-1] for row in book["Time entries"].iter_rows(min_row=2, values_only=True)]
    assert notes == ["=1+1 copy", "more"]
    assert book["Time entries"].cell(2, 15).data_type == "s"
    assert maya.download(thread[-1], "digest-2026-02.pdf").startswith(b"%PDF")


def posted(desk: Desk) -> Json:
    return next(each for each in desk.person("maya").messages("leads") if "February 2026" in each["text"])


def posts(desk: Desk) -> list[Json]:
    """What everybody in the channel sees."""
    return [each for each in desk.person("maya").messages("leads") if not each["ephemeral"]]


def pictures(desk: Desk) -> list[Json]:
    return [block for block in posted(desk)["blocks"] if block["type"] == "image"]


def names(desk: Desk) -> list[str]:
    maya = desk.person("maya")
    thread = [file for each in maya.messages("leads", posted(desk)["ts"]) for file in each.get("files") or []]
    return [file["name"] for file in thread]


@pytest.fixture
def unseen(month_end: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The digest is due, and Slack looks at no file. It goes by the bot's clock."""
    monkeypatch.setattr(month_end.sandbox._core.clock, "real", lambda: clock().timestamp())
    month_end.sandbox.faults.files_unseen = True
    queue_due_digests(month_end.bot)
    month_end.outbox.drain()
    return month_end


FILES = ["digest-2026-02.png", "digest-2026-02.xlsx", "digest-2026-02.pdf"]


def test_a_picture_is_shown_above_its_thread_as_soon_as_slack_has_looked_at_it(unseen: Desk, clock: FixedClock) -> None:
    for _ in range(2):
        assert (names(unseen), pictures(unseen)) == (FILES, [])
        clock.forward(seconds=3)
        unseen.outbox.drain()
    unseen.sandbox.faults.files_unseen = False
    clock.forward(seconds=6)
    unseen.outbox.drain()
    assert (names(unseen), len(pictures(unseen))) == (FILES, 1)


def test_where_slack_never_looks_at_a_picture_it_is_asked_for_a_minute_only(unseen: Desk, clock: FixedClock) -> None:
    clock.forward(seconds=59)
    assert unseen.outbox.drain()
    clock.forward(seconds=3)
    assert unseen.outbox.drain()
    clock.forward(minutes=10)
    assert not unseen.outbox.drain()
    assert (names(unseen), pictures(unseen)) == (FILES, [])


def test_a_picture_whose_look_up_fails_is_not_sent_again(month_end: Desk, clock: FixedClock) -> None:
    month_end.sandbox.faults.fail_next("files.info", retry_after=2)
    queue_due_digests(month_end.bot)
    month_end.outbox.drain()
    clock.forward(seconds=6)
    month_end.outbox.drain()
    assert (names(month_end), len(pictures(month_end))) == (FILES, 1)


def test_who_asks_gets_it_alone_and_others_are_refused(month_end: Desk) -> None:
    shown = run(month_end, "grace", "/digest", "2026-02")
    assert "February 2026" in shown["text"]
    grace = month_end.person("grace")
    clicked = grace.click(shown, "By client")
    assert "Acme Outdoor" in texts(clicked.appeared[-1]["blocks"])
    grace.click(shown, "Send me the files")
    month_end.settle()
    assert [file["name"] for file in grace.messages()[-1]["files"]] == ["digest-2026-02.xlsx", "digest-2026-02.pdf"]
    refused = run(month_end, "maya", "/digest", "2026-02")
    assert "February 2026" not in texts([refused])
    assert buttons(refused["blocks"]) == []


def test_an_account_has_its_review_of_six_months(month_end: Desk) -> None:
    shown = run(month_end, "maya", "/account", "acme")
    (table,) = [block for block in shown["blocks"] if block["type"] == "table"]
    assert [cell["text"] for cell in table["rows"][0]][-2:] == ["Jan 26", "Feb 26 †"]
    assert [cell["text"] for cell in table["rows"][1]][-2:] == ["–", "3h"]
    maya = month_end.person("maya")
    maya.click(shown, "Send me the PDF")
    month_end.settle()
    assert [file["name"] for file in maya.messages()[-1]["files"]] == ["account-review-ACME-2026-03-02.pdf"]


def test_a_name_that_comes_with_files_notifies_nobody(month_end: Desk) -> None:
    with month_end.bot.store.begin() as session:
        session.execute(update(Client).where(Client.code == "ACME").values(name="Hill <!channel> & Co"))
    maya = month_end.person("maya")
    maya.click(run(month_end, "maya", "/account", "acme"), "Send me the PDF")
    month_end.settle()
    assert "Hill &lt;!channel&gt; &amp; Co" in maya.messages()[-1]["text"]


def test_what_cannot_be_read_is_refused_with_a_line_that_works_and_clients_never_read_along(
    month_end: Desk, logged: Callable[[], str]
) -> None:
    def told(text: str, channel: str = "leads") -> str:
        outcome = month_end.person("grace").command(channel, "/digest", text)
        return texts(outcome.appeared[-1]["blocks"])

    lines = {"at 25:00": "at 08:30", "in UDS": "in GBP", "correct Febtober": "correct 2026-02", "now 2026-01": "now"}
    for typed, works in (lines | {"banana": "2026-02"}).items():
        assert f"`/digest {works}`" in told(typed)
    told("here", month_end.person("grace").direct_channel())
    told("here", "desk")  # a guest is there
    assert "<#C0LEADS>" in told("") and "09:00" in told("")
    assert "<#C0LEADS>" not in told("off")
    with month_end.bot.store.begin() as session:
        acme = session.scalars(select(Client).where(Client.code == "ACME")).one()
        acme.shared_channel_id = channel_id(session, in_chat("C0LEADS"))
    told("here")
    assert "<#C0LEADS>" not in told("")
    assert '"event": "fault"' not in logged()


def test_a_correction_is_acknowledged_at_once_and_told_when_it_is_counted(month_end: Desk) -> None:
    run(month_end, "grace", "/digest", "now")
    month_end.settle()
    log(month_end.bot, "1h ACME-101 2026-02-27 forgotten")
    grace = month_end.person("grace")
    assert "4h" not in texts([run(month_end, "grace", "/digest", "correct last")])
    month_end.settle()
    told = grace.messages()[-1]
    assert "February 2026" in told["text"] and "<#C0LEADS>" in told["text"]
    assert "3h → *4h*" in texts(told["blocks"])
    editions = posts(month_end)
    assert ["3h → *4h*" in texts([each]) for each in editions].count(True) == 1
    run(month_end, "grace", "/digest", "correct feb 2026")
    month_end.settle()
    again = grace.messages()[-1]
    assert again["ts"] != told["ts"] and "4h" not in texts([again])
    assert posts(month_end) == editions


def run(desk: Desk, who: str, command: str, text: str) -> Json:
    outcome = desk.person(who).command("leads", command, text)
    assert outcome.ok, outcome.message
    return outcome.appeared[-1]
