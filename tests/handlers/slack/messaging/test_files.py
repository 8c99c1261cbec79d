"""Files that were shared although no answer came are recognised by their ids, without the right to read a channel."""

from datetime import date

import pytest
from sqlalchemy import update

from bot.core import Bot
from bot.messaging import earlier_tries, notices
from bot.timesheets.notices import TimesheetFile
from handlers.slack.kit.platform import SLACK
from sandbox.faults import Loss
from storage.messaging.notices import Destination, QueuedNotice, forget_before
from storage.people import people
from storage.words.time import Sending
from tests.conftest import TEAM, FixedClock
from tests.handlers.conftest import Desk, Json
from tests.handlers.slack.messaging.test_earlier_posts import CONVERSATIONS, drain_for_a_while

SHARE = "files.completeUploadExternal"
NO_HISTORY = {"channels:history", "groups:history", "im:history"}


def share(desk: Desk, channel: str, delivery: str) -> None:
    with desk.bot.store.read() as session:
        maya = people.by_email(session, "maya@hv.example")
        assert maya
    file = TimesheetFile(person_id=maya.id, monday=date(2026, 3, 9), asked_at=desk.bot.now())
    notices.answer(desk.bot, file, Destination(SLACK, TEAM, channel), delivery)


def with_files(desk: Desk, channel: str) -> list[Json]:
    maya = desk.person("maya")
    return [each for each in maya.messages(maya.direct_channel() if channel == "U0MAYA" else channel) if each["files"]]


@pytest.mark.parametrize("loss", ["connection", "html"])
def test_shared_files_are_found_in_each_kind_of_the_agencys_conversations(
    desk: Desk, clock: FixedClock, loss: Loss
) -> None:
    desk.sandbox.scopes.difference_update(NO_HISTORY)
    desk.sandbox.faults.fail_next(SHARE, times=len(CONVERSATIONS), lose_answer=loss)
    for channel in CONVERSATIONS:
        share(desk, channel, channel)
    drain_for_a_while(desk, clock)
    # A timesheet is for the agency only: none is shared where another organisation reads.
    once = dict.fromkeys(CONVERSATIONS, 1) | {"C0SHARED": 0}
    assert {channel: len(with_files(desk, channel)) for channel in CONVERSATIONS} == once


def test_files_with_equal_words_are_not_taken_for_one_another(desk: Desk, clock: FixedClock) -> None:
    share(desk, "C0STUDIO", "first")
    desk.outbox.drain()
    desk.sandbox.faults.fail_next(SHARE, status=503)
    share(desk, "C0STUDIO", "second")
    drain_for_a_while(desk, clock)
    first, second = with_files(desk, "C0STUDIO")
    assert (first["text"], first["files"][0]["name"]) == (second["text"], second["files"][0]["name"])


def test_each_fault_brings_at_most_one_copy_where_files_cannot_be_looked_up(desk: Desk, clock: FixedClock) -> None:
    desk.sandbox.scopes.discard("files:read")
    desk.sandbox.faults.fail_next(SHARE, lose_answer="connection")
    share(desk, "C0STUDIO", "first")
    drain_for_a_while(desk, clock)
    assert len(with_files(desk, "C0STUDIO")) == 2


def test_what_was_kept_of_an_upload_goes_with_its_notice(agency: Bot, clock: FixedClock) -> None:
    notices.answer(
        agency,
        TimesheetFile(person_id="p", monday=date(2026, 3, 9), asked_at=agency.now()),
        Destination(SLACK, TEAM, "C0STUDIO"),
        "x",
    )
    key = notices.reply_key("x")
    earlier_tries.begin_upload(agency, key, ["F1"])
    earlier_tries.begin_upload(agency, key, ["F2", "F3"])
    assert earlier_tries.begun_upload(agency, key) == ["F2", "F3"]
    with agency.store.begin() as session:
        session.execute(update(QueuedNotice).values(sending=Sending.DROPPED))
        forget_before(session, clock.now.replace(year=2027), keep=[])
    assert earlier_tries.begun_upload(agency, key) == []
