"""Faults that a test asks for: doubled deliveries, failing calls, lost answers, shorter waits."""

from collections import deque
from dataclasses import dataclass
from typing import Literal

RATE_LIMITED = 429

# How an answer is lost once the work was done: a 500, a connection that closes, or one that closes halfway.
Loss = Literal["status", "connection", "half"]


@dataclass(frozen=True)
class CallFault:
    """How one call to a Web API method goes wrong."""

    status: int = RATE_LIMITED
    retry_after: int = 1
    error: str | None = None
    lose_answer: Loss | None = None


class Faults:
    """Set from a test's thread, read by the server.

    While `files_unseen` is true, Slack has not looked at any file yet: it knows no file's type, and no block shows one.
    """

    def __init__(self) -> None:
        self.files_unseen = False
        self.duplicate_deliveries = 0
        self.retry_waits: tuple[float, ...] = (0, 60, 300)
        self.ack_within = 3.0
        self._calls: dict[str, deque[CallFault]] = {}

    def fail_next(
        self,
        method: str,
        *,
        status: int = RATE_LIMITED,
        retry_after: int = 1,
        error: str | None = None,
        lose_answer: Loss | None = None,
    ) -> None:
        """The next call of the method fails: with a status, with Slack's error code, or after its work was done.

        `response_url`, `upload`, and the mail server's `smtp.rcpt` and `smtp.data` (with a status such as 550 or 451)
        are methods here too. Said twice, the next two calls fail.
        """
        self._calls.setdefault(method, deque()).append(CallFault(status, retry_after, error, lose_answer))

    def take(self, method: str) -> CallFault | None:
        """The fault that waits for this call, if any; it is used up."""
        waiting = self._calls.get(method)
        return waiting.popleft() if waiting else None

    def take_duplicate(self) -> bool:
        """Whether this delivery is to be sent twice."""
        if self.duplicate_deliveries < 1:
            return False
        self.duplicate_deliveries -= 1
        return True
