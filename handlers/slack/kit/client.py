"""Slack's client, for all of the door."""

from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

# A call inside a handler must leave time to answer within Slack's 3 seconds.
CALL_TIMEOUT = 2
# Slack gave no answer, or half of one: the call may or may not have had its effect.
NO_ANSWER = (OSError, HTTPException)
CALL_FAULTS = (SlackClientError, *NO_ANSWER)


def slack_client(token: str | None, api_url: str, timeout: int = CALL_TIMEOUT) -> WebClient:
    """Return Slack's client. It never retries by itself: after a lost connection that would post twice."""
    return WebClient(token=token, base_url=api_url, timeout=timeout, retry_handlers=[])
