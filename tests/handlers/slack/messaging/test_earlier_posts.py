"""After a fault we look whether a message got through, where the scopes allow; where they don't, it is sent again."""

import pytest

from bot.messaging import notices
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply
from handlers.slack.kit.platform import SLACK
from handlers.slack.messaging import earlier_posts
from storage.messaging.notices import Destination
from tests.conftest import TEAM, FixedClock
from tests.handlers.conftest import Desk

# A direct message, a public channel, a private one, and one that another organisation shares.
CONVERSATIONS = {"U0MAYA": "im", "C0STUDIO": "channels", "C0BOARD": "groups", "C0SHARED": "channels"}


def say(desk: Desk, channel: str, thread: str | None = None) -> None:
    place = Destination(SLACK, TEAM, channel, thread)
    notices.answer(desk.bot, LineAnsweredReply(answer=HelpTold()), place, f"{channel}:{thread}")


def posted(desk: Desk) -> dict[str, int]:
    """How many messages of the bot's are in each conversation."""
    maya = desk.person("maya")
    names = {"U0MAYA": maya.direct_channel(), "C0STUDIO": "studio", "C0BOARD": "board", "C0SHARED": "shared"}
    return {channel: sum(bool(message["bot_id"]) for message in maya.messages(name)) for channel, name in names.items()}


def drain_for_a_while(desk: Desk, clock: FixedClock) -> None:
    for _ in range(3):
        desk.outbox.drain()
        clock.forward(seconds=10)


@pytest.mark.parametrize("taken", [(), ("channels:history", "groups:history"), ("im:history",)], ids=str)
def test_a_post_whose_answer_was_lost_is_there_once_or_twice_where_we_may_not_look(
    desk: Desk, clock: FixedClock, taken: tuple[str, ...]
) -> None:
    desk.sandbox.scopes.difference_update(taken)
    desk.sandbox.faults.fail_next("chat.postMessage", times=len(CONVERSATIONS), lose_answer="connection")
    for channel in CONVERSATIONS:
        say(desk, channel)
    drain_for_a_while(desk, clock)
    unread = {channel: 2 if f"{kind}:history" in taken else 1 for channel, kind in CONVERSATIONS.items()}
    assert posted(desk) == unread


def test_a_post_that_never_arrived_is_sent_without_the_right_to_look(desk: Desk, clock: FixedClock) -> None:
    desk.sandbox.scopes.difference_update({"channels:history", "groups:history", "im:history"})
    desk.sandbox.faults.fail_next("chat.postMessage", times=len(CONVERSATIONS), error="internal_error")
    for channel in CONVERSATIONS:
        say(desk, channel)
    drain_for_a_while(desk, clock)
    assert posted(desk) == dict.fromkeys(CONVERSATIONS, 1)


@pytest.mark.parametrize("in_thread", [False, True])
def test_we_read_back_to_when_it_was_queued(
    desk: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, in_thread: bool
) -> None:
    monkeypatch.setattr(earlier_posts, "PAGE", 2)
    maya = desk.person("maya")
    root = maya.say("studio", "hello").raw["message"]["ts"]
    thread = root if in_thread else None
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer="connection")
    say(desk, "C0STUDIO", thread)
    desk.outbox.drain()
    for number in range(5):
        maya.say("studio", f"and {number}", thread_ts=thread)
    clock.forward(seconds=10)
    desk.outbox.drain()
    assert [bool(each["bot_id"]) for each in maya.messages("studio", thread)].count(True) == 1


def test_we_read_back_no_further(desk: Desk, clock: FixedClock) -> None:
    queued = clock.now.timestamp()
    desk.sandbox.faults.fail_next("chat.postMessage", error="internal_error")
    say(desk, "C0STUDIO")
    drain_for_a_while(desk, clock)
    (look,) = [call for call in desk.sandbox.calls if call.method == "conversations.history"]
    assert queued - float(look.arguments["oldest"]) == earlier_posts.CLOCKS_DIFFER_SECONDS
