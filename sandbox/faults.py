"""Faults that a test asks for: doubled deliveries, failing calls, lost answers, shorter waits."""

from collections import deque
from dataclasses import dataclass
from typing import Literal

RATE_LIMITED = 429

# How an answer is lost after the work was done: a 500, a connection that closes, or one that closes halfway.
Loss = Literal["status", "connection", "half"]


@dataclass(frozen=True)
class CallFault:
    """How one call to a Web API method goes wrong."""

    status: int = RATE_LIMITED
    retry_after: int = 1
    error: str | None = None
    lose_answer: Loss | None = None


class Faults:
    """The faults to come: a test's thread sets them, the server reads them.

    While `files_unseen` is true, Slack hasn't processed any file yet: files have no type, and no block can show one.
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
        """Lets the next call of the method fail: with a status, with Slack's error code, or after its work was done.

        `response_url`, `upload`, and the mail server's `smtp.rcpt` and `smtp.data` (with a status such as 550 or 451)
        also count as methods here. If called twice, the next two calls fail.
        """
        self._calls.setdefault(method, deque()).append(CallFault(status, retry_after, error, lose_answer))

    def take(self, method: str) -> CallFault | None:
        """Takes the fault set for this call, if any, and uses it up."""
        waiting = self._calls.get(method)
        return waiting.popleft() if waiting else None

    def take_duplicate(self) -> bool:
        """True if this delivery must be sent twice."""
        if self.duplicate_deliveries < 1:
            return False
        self.duplicate_deliveries -= 1
        return True
