"""Slack's news of channels: new names and ids are followed, and what waited for an archived channel goes out."""

from collections.abc import Callable

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import select

from bot.messaging import notices
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply
from handlers.slack.app import slack_app
from handlers.slack.kit.platform import SLACK
from storage.kit import channels
from storage.kit.channels import Channel
from storage.messaging.notices import Destination, QueuedNotice, SentMessage
from tests.conftest import TEAM, FixedClock, channel_id, in_chat
from tests.handlers.conftest import Desk, Json, slack_door


def send_event(desk: Desk, **event: object) -> None:
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event}
    answer = slack_app(slack_door(desk.bot, desk.sandbox)).dispatch(BoltRequest(mode="socket_mode", body=body))
    assert answer.status == 200


def say(desk: Desk, channel: str) -> None:
    notices.answer(desk.bot, LineAnsweredReply(answer=HelpTold()), Destination(SLACK, TEAM, channel), channel)


@pytest.mark.parametrize("kind", ["channel_rename", "group_rename"])
def test_a_renamed_channel_has_its_new_name(desk: Desk, kind: str) -> None:
    with desk.bot.store.begin() as session:
        known = channel_id(session, in_chat("C0STUDIO", "studio"))
    desk.sandbox._core.workspace.channels["C0STUDIO"].name = "workshop"
    send_event(desk, type=kind, channel={"id": "C0STUDIO", "name": "workshop", "created": 1})
    with desk.bot.store.read() as session:
        assert channels.ref_of(session, known) == in_chat("C0STUDIO", "workshop")


@pytest.mark.parametrize("seen_before", [False, True])
def test_a_channel_that_gets_another_id_is_followed_with_its_messages(desk: Desk, seen_before: bool) -> None:
    say(desk, "C0STUDIO")
    desk.outbox.drain()
    say(desk, "C0BOARD")
    with desk.bot.store.begin() as session:
        channel_id(session, in_chat("C0STUDIO", "studio"))
        if seen_before:
            channel_id(session, in_chat("C0SHARED", "shared"))
    send_event(desk, type="channel_id_changed", old_channel_id="C0STUDIO", new_channel_id="C0SHARED")
    send_event(desk, type="channel_id_changed", old_channel_id="C0BOARD", new_channel_id="C0LEADS")
    with desk.bot.store.read() as session:
        assert [each.ref for each in session.scalars(select(Channel))] == [in_chat("C0SHARED", "shared")]
        assert [each.channel for each in session.scalars(select(SentMessage))] == ["C0SHARED"]
        queued = session.scalars(select(QueuedNotice).order_by(QueuedNotice.id)).all()
        assert [each.channel for each in queued] == ["C0SHARED", "C0LEADS"]


@pytest.mark.parametrize("kind", ["channel_unarchive", "group_unarchive"])
def test_what_waits_for_an_archived_channel_goes_out_as_soon_as_it_is_back(
    desk: Desk, clock: FixedClock, kind: str
) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", channel="C0STUDIO", error="is_archived")
    say(desk, "C0STUDIO")
    for _ in range(2):
        desk.outbox.drain()
        clock.forward(seconds=1)
    assert posts(desk) == []
    send_event(desk, type=kind, channel="C0STUDIO", user="U0MAYA")
    desk.outbox.drain()
    assert len(posts(desk)) == 1


def posts(desk: Desk) -> list[Json]:
    return desk.person("maya").messages("studio")


@pytest.mark.parametrize("event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U0"]}}])
def test_the_end_of_the_installation_is_logged(desk: Desk, event: Json, logged: Callable[[], str]) -> None:
    send_event(desk, **event)
    assert "installation_ended" in logged()
