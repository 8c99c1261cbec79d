"""Slack's errors as outcomes for a notice: try later, wait until somebody mends something, or give up."""

from slack_sdk.errors import SlackApiError

from bot.messaging.outbox import Dead, Outcome, Paused, RetryAfter
from handlers.slack.kit.client import TOO_MANY

WAIT_SECONDS = 5.0
SERVERS_FAULT = 500

# The app's installation is refused: no call gets through until an admin mends it.
INSTALLATION_ERRORS = frozenset({"token_revoked", "invalid_auth", "account_inactive", "not_authed", "token_expired"})
# Slack did nothing, and may take it later.
NOT_NOW = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "accesslimited",
        "team_added_to_org",
        "org_login_required",
    }
)
# Slack failed on the way, and may have done it.
UNCERTAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})


def error_of(error: SlackApiError) -> str:
    """Return Slack's word for an error; empty if it gave none."""
    return str(error.response.get("error") or "")


def outcome_of(error: SlackApiError, channel: str, *, maybe_sent: bool) -> Outcome:
    """Return what an error means for a notice to that channel; `maybe_sent` still holds if the call did nothing."""
    word, response = error_of(error), error.response
    if response.status_code == TOO_MANY:
        return RetryAfter(float(response.headers.get("Retry-After", WAIT_SECONDS)), "ratelimited", maybe_sent)
    if word in NOT_NOW:
        return RetryAfter(WAIT_SECONDS, word, maybe_sent)
    if word in UNCERTAIN or not word or response.status_code >= SERVERS_FAULT:
        return RetryAfter(WAIT_SECONDS, word or f"HTTP {response.status_code}", maybe_sent=True)
    if word in INSTALLATION_ERRORS:
        return Paused(word)
    if word == "missing_scope":
        return Paused(f"missing_scope: {response.get('needed')}", what=response.api_url.rpartition("/")[2])
    if word == "is_archived":
        return Paused(word, what=channel)
    return Dead(word)


def refuses_only_this(error: SlackApiError) -> bool:
    """Whether Slack won't do this call, now or later, while it may do others."""
    is_for_now = isinstance(outcome_of(error, "", maybe_sent=False), RetryAfter)
    return not is_for_now and error_of(error) not in INSTALLATION_ERRORS
