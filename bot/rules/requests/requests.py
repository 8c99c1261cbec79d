"""Clients' requests: checking their texts, overdue ones, and reading lines that list some of them."""

from dataclasses import dataclass
from datetime import date

from bot.errors import UsageError
from storage.words.accounts import RequestScope, RequestStatus

LONGEST_TEXT = 1_000
LONGEST_OUTCOME = 300
_WORDS = ("all", "mine", "my", "open", "overdue", "late", "closed")


@dataclass(frozen=True)
class RequestsAsked:
    """A filter for requests. `named` is a client's code or name.

    Without a name it's the asker's own, except for a plain `overdue`, which is for all clients; `is_own` narrows both.
    """

    named: str = ""
    is_all: bool = False
    is_own: bool = False
    overdue: bool = False
    closed: bool = False


def read_requests(text: str) -> RequestsAsked:
    """Return the filter in a line: empty, `all`, `mine`, `overdue`, `closed`, `ACME`, `ACME overdue`."""
    words = set(text.lower().split())
    named = " ".join(word for word in text.split() if word.lower() not in _WORDS)
    return RequestsAsked(
        named, "all" in words, bool(words & {"mine", "my"}), bool(words & {"overdue", "late"}), "closed" in words
    )


def is_overdue(due_on: date | None, status: RequestStatus, today: date) -> bool:
    """Return whether an open request's due date has passed."""
    return status == RequestStatus.OPEN and due_on is not None and due_on < today


def check_text(text: str) -> str:
    """Return the text of a request. Raises UsageError if it's empty or too long."""
    words = text.strip()
    if not words:
        raise UsageError("What does the client ask for?")
    if len(words) > LONGEST_TEXT:
        raise UsageError(f"That's {len(words)} characters; the limit is {LONGEST_TEXT:,}.")
    return words


def check_outcome(text: str, status: RequestStatus) -> str:
    """Return the outcome of a request. Raises UsageError if it's dropped without one, or if it's too long."""
    words = " ".join(text.split())
    if status == RequestStatus.DROPPED and not words:
        raise UsageError("Why are you dropping it? Please add a few words, in case somebody asks.")
    if len(words) > LONGEST_OUTCOME:
        raise UsageError(f"That's {len(words)} characters; the limit is {LONGEST_OUTCOME}.")
    return words


def order(due_on: date | None, scope: RequestScope, made: str) -> tuple[date, bool, str]:
    """Return a key that sorts requests: earliest due first, then those whose scope is undecided."""
    return due_on or date.max, scope != RequestScope.OPEN, made
