"""Faults that a test asks for: doubled deliveries, failing calls, lost or held answers, shorter waits."""

import threading
from dataclasses import dataclass, field
from typing import Literal

RATE_LIMITED = 429
HOLDS_FOR_SECONDS = 60.0

# How an answer is lost after the work was done: a connection that closes, or one that closes halfway; a 500; or an
# answer that isn't Slack's own: HTML under several statuses, half of the JSON, nothing at all.
Loss = Literal["connection", "half", "status", "html", "html 404", "html 408", "half json", "empty"]


@dataclass
class CallFault:
    """How calls to a Web API method go wrong: the next `times` calls, or those about one channel."""

    times: int = 1
    channel: str | None = None
    status: int = RATE_LIMITED
    retry_after: int = 1
    error: str | None = None
    lose_answer: Loss | None = None
    held: threading.Event | None = None

    @property
    def is_after_work(self) -> bool:
        """Whether the call has its effect, and only the answer goes wrong."""
        return bool(self.lose_answer or self.held)


@dataclass
class Faults:
    """The faults to come: a test's thread sets them, the server reads them.

    While `files_unseen` is true, Slack hasn't processed any file yet: files have no type, and no block can show one.
    """

    files_unseen: bool = False
    duplicate_deliveries: int = 0
    retry_waits: tuple[float, ...] = (0, 60, 300)
    ack_within: float = 3.0
    _calls: dict[str, list[CallFault]] = field(default_factory=dict)
    _held: list[threading.Event] = field(default_factory=list)

    def fail_next(
        self,
        method: str,
        *,
        times: int = 1,
        channel: str | None = None,
        status: int = RATE_LIMITED,
        retry_after: int = 1,
        error: str | None = None,
        lose_answer: Loss | None = None,
    ) -> None:
        """Lets the next call of the method fail: with a status, with Slack's error code, or after its work was done.

        `times` makes it the next few calls, `channel` only calls about that channel. `response_url`, `upload`, and the
        mail server's `smtp.rcpt` and `smtp.data` (with a status such as 550 or 451) also count as methods here. If
        called twice, the second fault follows the first.
        """
        self._add(method, CallFault(times, channel, status, retry_after, error, lose_answer))

    def hold_next(self, method: str, channel: str | None = None) -> threading.Event:
        """Holds back the answer to the next call of the method, which has its effect; the event releases it."""
        held = threading.Event()
        self._held.append(held)
        self._add(method, CallFault(channel=channel, held=held))
        return held

    def release(self) -> None:
        """Releases every answer that is held back."""
        for held in self._held:
            held.set()

    def take(self, method: str, channel: str | None = None) -> CallFault | None:
        """Takes the first fault set for this call, if any; one that was set for several calls stays for the rest."""
        waiting = self._calls.get(method, [])
        found = next((fault for fault in waiting if fault.channel in (None, channel)), None)
        if found:
            found.times -= 1
            if not found.times:
                waiting.remove(found)
        return found

    def take_duplicate(self) -> bool:
        """True if this delivery must be sent twice."""
        if self.duplicate_deliveries < 1:
            return False
        self.duplicate_deliveries -= 1
        return True

    def _add(self, method: str, fault: CallFault) -> None:
        self._calls.setdefault(method, []).append(fault)
