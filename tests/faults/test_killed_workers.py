"""A worker that is killed after Slack took its message and before it could note that."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.clock import real_clock
from bot.core import Bot
from bot.messaging import notices
from bot.messaging.notices import Notice
from bot.messaging.outbox import LEASE, Outbox
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply
from bot.timesheets.notices import TimesheetFile
from handlers.slack.deliver import SlackDelivery
from handlers.slack.kit.platform import SLACK
from sandbox import Sandbox
from storage.messaging.notices import Destination
from storage.people import people
from storage.store import Store
from tests.conftest import TEAM, open_agency
from tests.handlers.conftest import sandbox, slack_door
from tests.handlers.terminal.conftest import tables
from tests.handlers.terminal.front_door import started
from tests.handlers.terminal.test_processes import connected

__all__ = ["sandbox", "tables"]

SHARE = "files.completeUploadExternal"


@pytest.mark.usefixtures("tables")
def test_what_a_killed_worker_posted_is_there_once(tmp_path: Path, sandbox: Sandbox) -> None:
    sandbox.scopes.discard("groups:history")  # the files' channel is private: their ids are all that tells
    sandbox.faults.hold_next("chat.postMessage", "C0STUDIO")
    sandbox.faults.hold_next(SHARE, "C0BOARD")
    with closing(Store(f"sqlite:///{tmp_path / 'var/jobjacket.db'}")) as store:
        bot = Bot(store=store)
        open_agency(bot)
        with started(tmp_path, "worker", **connected(sandbox)) as worker:
            say(bot, "C0STUDIO", LineAnsweredReply(answer=HelpTold()))
            say(bot, "C0BOARD", timesheet(bot))
            sandbox.wait_for(lambda: {"chat.postMessage", SHARE} <= {call.method for call in sandbox.calls}, 30)
            worker.kill()
        later = replace(bot, real=lambda: real_clock() + LEASE + timedelta(seconds=1))
        Outbox(later, SlackDelivery(slack_door(later, sandbox))).drain()
    maya = sandbox.as_person("maya")
    assert [len(maya.messages(channel)) for channel in ("studio", "board")] == [1, 1]


def say(bot: Bot, channel: str, notice: Notice) -> None:
    notices.answer(bot, notice, Destination(SLACK, TEAM, channel), channel)


def timesheet(bot: Bot) -> TimesheetFile:
    with bot.store.read() as session:
        maya = people.by_email(session, "maya@hv.example")
        assert maya
        return TimesheetFile(person_id=maya.id, monday=date(2026, 3, 9), asked_at=bot.now())
