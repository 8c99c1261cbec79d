"""Slack's client, for all of the door."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

# A call inside a handler must leave time to answer within Slack's 3 seconds; nobody waits for a worker's.
CALL_TIMEOUT = 2
WORKER_TIMEOUT = 10
TOO_MANY = 429


class NotSlacksAnswer(SlackClientError):
    """An answer that isn't Slack's own (a proxy's page, half of a JSON, nothing), with its status."""


# Slack gave no answer, or half of one: the call may or may not have had its effect.
NO_ANSWER = (OSError, HTTPException, NotSlacksAnswer)
CALL_FAULTS = (SlackClientError, *NO_ANSWER)


class Client(WebClient):
    """Slack's client, which takes nothing for Slack's answer but a JSON object.

    The library's own would report a proxy's page as an error of Slack's, as final as any other.
    """

    def _perform_urllib_http_request(self, *, url: str, args: dict[str, dict[str, Any]]) -> dict[str, Any]:
        try:
            answer = super()._perform_urllib_http_request(url=url, args=args)
        except UnicodeDecodeError as fault:
            raise NotSlacksAnswer("bytes") from fault
        # The status alone says that we called too often.
        if answer["status"] != TOO_MANY and not _is_object(answer):
            raise NotSlacksAnswer(f"HTTP {answer['status']}")
        return answer


def slack_client(token: str | None, api_url: str, timeout: int = CALL_TIMEOUT) -> WebClient:
    """Return Slack's client. It never retries by itself: after a lost connection that would post twice."""
    return Client(token=token, base_url=api_url, timeout=timeout, retry_handlers=[])


def _is_object(answer: Mapping[str, Any]) -> bool:
    try:
        return isinstance(json.loads(answer["body"]), dict)
    except ValueError:
        return False
