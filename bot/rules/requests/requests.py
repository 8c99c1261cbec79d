"""Clients' requests: what is kept of one, when it is overdue, and which a line asks for."""

from dataclasses import dataclass
from datetime import date

from bot.errors import UsageError
from storage.words.accounts import RequestScope, RequestStatus

LONGEST_TEXT = 1_000
LONGEST_OUTCOME = 300
_WORDS = ("all", "mine", "my", "open", "overdue", "late", "closed")


@dataclass(frozen=True)
class RequestsAsked:
    """Which requests a line asks for. `named` is a client's code or name.

    Without one they are the asker's own, but for `overdue` alone, which is about all clients; `is_own` narrows both.
    """

    named: str = ""
    is_all: bool = False
    is_own: bool = False
    overdue: bool = False
    closed: bool = False


def read_requests(text: str) -> RequestsAsked:
    """What a line asks for: nothing, `all`, `mine`, `overdue`, `closed`, `ACME`, `ACME overdue`."""
    words = set(text.lower().split())
    named = " ".join(word for word in text.split() if word.lower() not in _WORDS)
    return RequestsAsked(
        named, "all" in words, bool(words & {"mine", "my"}), bool(words & {"overdue", "late"}), "closed" in words
    )


def is_overdue(due_on: date | None, status: RequestStatus, today: date) -> bool:
    """Whether a request's day has passed and it is still open."""
    return status == RequestStatus.OPEN and due_on is not None and due_on < today


def check_text(text: str) -> str:
    """What is asked for. Raises UsageError for nothing, or too much."""
    words = text.strip()
    if not words:
        raise UsageError("What does the client ask for?")
    if len(words) > LONGEST_TEXT:
        raise UsageError(f"That is {len(words)} characters; {LONGEST_TEXT:,} fit.")
    return words


def check_outcome(text: str, status: RequestStatus) -> str:
    """What became of it. Raises UsageError where a request is dropped without a word, or for too much."""
    words = " ".join(text.split())
    if status == RequestStatus.DROPPED and not words:
        raise UsageError("Why is it dropped? A few words, for whoever is asked about it.")
    if len(words) > LONGEST_OUTCOME:
        raise UsageError(f"That is {len(words)} characters; {LONGEST_OUTCOME} fit.")
    return words


def order(due_on: date | None, scope: RequestScope, made: str) -> tuple[date, bool, str]:
    """A key that sorts requests: the soonest due first, then those whose scope nobody has decided."""
    return due_on or date.max, scope != RequestScope.OPEN, made
