"""The outbox: claims due notices, has them sent if they are still worth it, and records the outcome.

A notice is sent at least once. A try without an answer may have been sent; the sender knows that, and looks before it
sends again. The order within a channel is kept, and a channel that waits doesn't hold up the others.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.core import Bot
from bot.messaging.notices import Notice
from storage.messaging import notices, outbox, unprompted
from storage.messaging.notices import Destination, Leased, QueuedNotice, SentMessage
from storage.store import StoreBusy, StoreUnsure
from storage.words.time import Sending

# It takes half a minute to make and send the files of a large agency's digest.
LEASE = timedelta(minutes=2)
LOOK_EVERY_SECONDS = 1.0
PAUSE_SECONDS = 60.0
STALE = "stale"
NO_POINT = "no longer relevant"
# After this, a notice that couldn't be sent is set aside, so that somebody looks at it.
GIVE_UP_AFTER = timedelta(days=3)
STORE_FAULTS = (SQLAlchemyError, StoreBusy, StoreUnsure)

Attempted = TypeVar("Attempted")

log = structlog.get_logger()


@dataclass(frozen=True)
class Sent:
    """It was delivered; `message` is the platform's id of it, `destination` is the one it really went to.

    `touches` is the subject of messages that show that it is there now. With `look_again` (seconds) it isn't finished,
    and is rendered again then.
    """

    destination: Destination
    message: str
    touches: str = ""
    look_again: float = 0


@dataclass(frozen=True)
class RetryAfter:
    """Not now. With `maybe_sent`, it may have arrived."""

    seconds: float
    problem: str
    maybe_sent: bool = False


@dataclass(frozen=True)
class Paused:
    """Nothing is wrong with the notice, but the platform takes nothing of this kind until somebody mends it.

    `what` names the method or channel that has to come back; empty for the whole installation.
    """

    problem: str
    what: str = ""


@dataclass(frozen=True)
class Dead:
    """It can never arrive; `problem` says why."""

    problem: str


@dataclass(frozen=True)
class Dropped:
    """It was no longer relevant when it was due, so no sender was asked."""


Outcome = Sent | RetryAfter | Paused | Dead


class Undeliverable(Exception):
    """Raised by a sender if a notice can't arrive, with the reason for the operator."""


class Sender(Protocol):
    """Brings notices to one platform. Neither call raises for the platform's answers, except Undeliverable."""

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Outcome:
        """Send a notice; with `maybe_sent`, first check whether it was already posted."""

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Outcome:
        """Render a message again from the current state of its subject."""


@dataclass(frozen=True)
class Outbox:
    """Sends notices when they are due."""

    bot: Bot
    sender: Sender

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set: at once when this process has queued something, or else check every second."""
        queued = self.bot.store.queued
        while not stop.is_set():
            queued.wait(LOOK_EVERY_SECONDS)
            queued.clear()
            try:
                self.drain(stop)
            except STORE_FAULTS:
                log.exception("outbox_store_fault")
                stop.wait(LOOK_EVERY_SECONDS)

    def drain(self, stop: threading.Event | None = None) -> int:
        """Send everything that is due now; return how many tries that took. An idle outbox only reads."""
        with self.bot.store.read() as session:
            if not outbox.is_anything_due(session, self.bot.real(), self.bot.now()):
                return 0
        tries = 0
        while not (stop and stop.is_set()) and (self._send_next() or self._render_next()):
            tries += 1
        return tries

    def _send_next(self) -> bool:
        lease = self.bot.new_id()
        with self.bot.store.begin() as session:
            notice = outbox.next_notice(session, self.bot.real(), self.bot.now())
            if notice is None:
                return False
            if notice.expires_at and notice.expires_at <= self.bot.now():
                self._drop(session, notice, STALE)
                return True
            maybe_sent, notice.maybe_sent = notice.maybe_sent, True
            self._hold(notice, lease)
        outcome = self._try(lambda: self._send(notice, maybe_sent=maybe_sent), maybe_sent=maybe_sent)
        # An earlier try may have posted it without the changes since it was queued.
        self._mark_sent(notice, lease, outcome, shows=0 if maybe_sent else notice.wanted)
        return True

    def _send(self, row: QueuedNotice, *, maybe_sent: bool) -> Outcome | Dropped:
        notice = Notice.read(row.payload)
        if not notice.still_relevant(self.bot):
            return Dropped()
        return self.sender.send(notice, row.destination, row.key, maybe_sent=maybe_sent)

    def _render_next(self) -> bool:
        lease = self.bot.new_id()
        with self.bot.store.begin() as session:
            message = outbox.next_stale_message(session, self.bot.real())
            if message is None:
                return False
            self._hold(message, lease)
        payload = message.notice.payload
        outcome = self._try(
            lambda: self.sender.render_again(Notice.read(payload), message.destination, message.message)
        )
        self._mark_rendered(message.id, lease, message.wanted, outcome)
        return True

    def _hold(self, row: Leased, lease: str) -> None:
        row.lease, row.leased_until = lease, self.bot.real() + LEASE

    def _try(self, attempt: Callable[[], Attempted], *, maybe_sent: bool = False) -> Attempted | RetryAfter | Dead:
        """Return the attempt's outcome. One recipient's fault never stops the rest: it is set aside with its reason."""
        try:
            return attempt()
        except STORE_FAULTS as fault:
            return RetryAfter(5, type(fault).__name__, maybe_sent)  # the store is read before anything is sent
        except Undeliverable as reason:
            return Dead(str(reason))
        except Exception as fault:
            log.exception("notice_fault")
            return Dead(f"{type(fault).__name__}: see the log")

    def _mark_sent(self, claimed: QueuedNotice, lease: str, outcome: Outcome | Dropped, shows: int) -> None:
        with self.bot.store.begin() as session:
            row = outbox.held_notice(session, claimed.id, lease)
            if row is None:
                log.warning("late_mark_refused", notice=claimed.id)
                return
            row.lease = row.leased_until = None
            match outcome:
                case Sent() as sent:
                    row.sending, row.problem = Sending.SENT, None
                    session.add(self._standing(row, sent, row.wanted - shows))
                    self._touch(session, sent)
                case RetryAfter(_, problem, maybe_sent) if self._was_tried_for_long(row):
                    row.maybe_sent = maybe_sent
                    self._set_aside(row, f"given up after {GIVE_UP_AFTER.days} days: {problem}")
                case RetryAfter(seconds, problem, maybe_sent):
                    row.maybe_sent = maybe_sent
                    self._later(row, seconds, problem)
                case Paused(problem):
                    self._later(row, PAUSE_SECONDS, problem)
                case Dropped():
                    self._drop(session, row, NO_POINT)
                case Dead(problem):
                    self._set_aside(row, problem)

    def _mark_rendered(self, message_id: str, lease: str, wanted: int, outcome: Outcome) -> None:
        with self.bot.store.begin() as session:
            row = outbox.held_message(session, message_id, lease)
            if row is None:
                log.warning("late_mark_refused", message=message_id)
                return
            row.lease = row.leased_until = None
            match outcome:
                case Sent(look_again=seconds) if seconds:
                    self._later(row, seconds, "not finished")
                case Sent() as sent:
                    row.rendered, row.problem = wanted, None
                    self._touch(session, sent)
                case RetryAfter(seconds, problem):
                    self._later(row, seconds, problem)
                case Paused(problem):
                    self._later(row, PAUSE_SECONDS, problem)
                case Dead(problem):
                    row.gone_at, row.problem = self.bot.real(), problem
                    log.warning("message_gone", message=message_id, problem=problem)

    def _touch(self, session: Session, sent: Sent) -> None:
        if sent.touches:
            session.flush()
            notices.touch(session, sent.touches)

    def _drop(self, session: Session, row: QueuedNotice, why: str) -> None:
        """Don't send it. If it is stale, its unprompted notices wait for another morning."""
        row.sending, row.problem = Sending.DROPPED, why
        if why == STALE:
            unprompted.wait_again(session, row.key)

    def _was_tried_for_long(self, row: QueuedNotice) -> bool:
        begun = max(row.queued_at, row.not_before or row.queued_at)
        return self.bot.real() - begun > GIVE_UP_AFTER

    def _set_aside(self, row: QueuedNotice, problem: str) -> None:
        row.sending, row.problem = Sending.SET_ASIDE, problem
        log.warning("notice_set_aside", notice=row.id, problem=problem)

    def _later(self, row: Leased, seconds: float, problem: str) -> None:
        row.try_after, row.problem = self.bot.real() + timedelta(seconds=seconds), problem
        log.info("try_later", seconds=seconds, problem=problem)

    def _standing(self, row: QueuedNotice, sent: Sent, wanted: int) -> SentMessage:
        return SentMessage(
            id=self.bot.new_id(),
            notice_id=row.id,
            subject=row.subject,
            message=sent.message,
            wanted=wanted + bool(sent.look_again),
            shown_at=self.bot.now(),
            try_after=self.bot.real() + timedelta(seconds=sent.look_again),
            **sent.destination._asdict(),
        )
