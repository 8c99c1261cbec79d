"""Slack's client takes nothing for Slack's answer but Slack's own."""

import pytest
from slack_sdk.errors import SlackApiError

from handlers.slack.kit.client import NotSlacksAnswer, slack_client
from sandbox import Sandbox
from sandbox.faults import Loss


@pytest.mark.parametrize("loss", ["html", "html 404", "html 408", "half json", "empty", "status"])
def test_an_answer_that_is_none_of_slacks_is_a_fault_of_its_own(sandbox: Sandbox, loss: Loss) -> None:
    client = slack_client(sandbox.bot_token, sandbox.api_url)
    sandbox.faults.fail_next("users.list", lose_answer=loss)
    with pytest.raises(NotSlacksAnswer):
        client.users_list(limit=1)


def test_that_holds_for_the_second_page_too(sandbox: Sandbox) -> None:
    pages = iter(slack_client(sandbox.bot_token, sandbox.api_url).users_list(limit=1))
    next(pages)
    sandbox.faults.fail_next("users.list", lose_answer="half json")
    with pytest.raises(NotSlacksAnswer):
        next(pages)


def test_an_error_of_slacks_stays_one(sandbox: Sandbox) -> None:
    client = slack_client(sandbox.bot_token, sandbox.api_url)
    for fault in ({"error": "fatal_error"}, {"status": 429}):
        sandbox.faults.fail_next("users.list", **fault)  # type: ignore[arg-type]
        with pytest.raises(SlackApiError):
            client.users_list(limit=1)
