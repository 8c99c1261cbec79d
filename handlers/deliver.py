"""Hands each notice to the sender of its platform."""

from collections.abc import Mapping

from bot.messaging.notices import Notice
from bot.messaging.outbox import Outcome, Sender, Sent, Undeliverable
from storage.messaging.notices import Destination
from storage.words.platforms import Platform


class Deliveries:
    """The outbox's sender, which passes each notice on to its platform's own."""

    def __init__(self, senders: Mapping[Platform, Sender]) -> None:
        self._senders = senders

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Outcome:
        """Send a notice to the platform of its place."""
        return self._senders[destination.platform].send(notice, destination, key, maybe_sent=maybe_sent)

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Outcome:
        """Render a message again on the platform of its destination."""
        return self._senders[destination.platform].render_again(notice, destination, message)


class TurnedOff:
    """The sender to a platform that is off, with the reason. Messages sent there before stay as they are."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Outcome:
        """Raise Undeliverable."""
        raise Undeliverable(self.reason)

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Outcome:
        """Leave it as it was sent."""
        return Sent(destination, message)


MAIL_IS_OFF = TurnedOff("e-mail is off: set SMTP_URL, MAIL_FROM and PUBLIC_URL, and send it again")
