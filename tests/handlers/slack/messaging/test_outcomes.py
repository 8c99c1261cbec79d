"""What Slack's answers mean for a notice."""

import pytest

from bot.messaging.outbox import Dead, Outcome, Paused, RetryAfter
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply
from handlers.slack.kit.platform import SLACK
from handlers.slack.messaging.outcomes import INSTALLATION_ERRORS
from sandbox.faults import Loss
from storage.messaging.notices import Destination
from tests.conftest import TEAM
from tests.handlers.conftest import Desk

NOTICE, STUDIO = LineAnsweredReply(answer=HelpTold()), Destination(SLACK, TEAM, "C0STUDIO")


def send(desk: Desk) -> Outcome:
    return desk.outbox.sender.send(NOTICE, STUDIO, "k", maybe_sent=False)


@pytest.mark.parametrize("loss", ["html", "html 404", "html 408", "half json", "empty", "status", "connection", "half"])
def test_an_answer_that_is_none_of_slacks_leaves_it_uncertain(desk: Desk, loss: Loss) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer=loss)
    desk.sandbox.faults.fail_next("chat.update", lose_answer=loss)
    outcome = send(desk)
    assert isinstance(outcome, RetryAfter)
    assert outcome.maybe_sent
    (posted,) = desk.person("maya").messages("studio")
    assert isinstance(desk.outbox.sender.render_again(NOTICE, STUDIO, posted["ts"]), RetryAfter)


@pytest.mark.parametrize("status", [404, 408, 500, 502, 503])
def test_a_status_without_a_word_of_slacks_leaves_it_uncertain(desk: Desk, status: int) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", status=status)
    outcome = send(desk)
    assert isinstance(outcome, RetryAfter)
    assert outcome.maybe_sent


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"])
def test_a_failure_on_slacks_side_leaves_it_uncertain(desk: Desk, error: str) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error=error)
    assert send(desk) == RetryAfter(5.0, error, maybe_sent=True)


@pytest.mark.parametrize(
    "error", ["rate_limited", "ratelimited", "message_limit_exceeded", "accesslimited", "team_added_to_org"]
)
def test_what_slack_only_refuses_for_now_was_not_posted(desk: Desk, error: str) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error=error)
    assert send(desk) == RetryAfter(5.0, error, maybe_sent=False)


@pytest.mark.parametrize("error", sorted(INSTALLATION_ERRORS))
def test_an_error_of_the_installation_pauses_everything(desk: Desk, error: str) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error=error)
    desk.sandbox.faults.fail_next("chat.update", error=error)
    assert send(desk) == Paused(error)
    assert desk.outbox.sender.render_again(NOTICE, STUDIO, "1.2") == Paused(error)


def test_a_missing_scope_pauses_its_method_and_is_named(desk: Desk) -> None:
    desk.sandbox.scopes.discard("chat:write")
    assert send(desk) == Paused("missing_scope: chat:write", what="chat.postMessage")
    desk.sandbox.scopes.add("chat:write")
    assert not isinstance(send(desk), Paused)


def test_an_archived_channel_pauses_alone(desk: Desk) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", channel="C0STUDIO", error="is_archived")
    assert send(desk) == Paused("is_archived", what="C0STUDIO")


def test_any_other_refusal_is_final(desk: Desk) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error="restricted_action")
    assert send(desk) == Dead("restricted_action")


def test_a_pause_of_the_installation_during_the_look_up_is_no_reason_to_post(desk: Desk) -> None:
    desk.person("maya").direct("help")
    desk.sandbox.wait_until_quiet()
    desk.sandbox.faults.fail_next("chat.postMessage", lose_answer="connection")
    desk.sandbox.faults.fail_next("conversations.history", error="token_revoked")
    for _ in range(3):
        desk.outbox.drain()
        desk.bot.clock.forward(minutes=2)  # type: ignore[attr-defined]
    assert [call.method for call in desk.sandbox.calls].count("chat.postMessage") == 1
