"""Delivers notices by e-mail: each becomes a letter, from the state at that moment.

Sending is at least once. A try that got no answer may have arrived and is repeated with the same Message-ID: a mail
program shows it once, or both in one thread. A sent letter stays as it is.
"""

from datetime import datetime, timedelta

from bot.core import Bot
from bot.messaging.notices import Notice
from bot.messaging.outbox import Outcome, RetryAfter, Sent, Undeliverable
from handlers.mail.door import MailDoor
from handlers.mail.letters import composed, message_id
from handlers.mail.server import MailServer, NotSent
from handlers.renderers import renderer_of
from storage.messaging.notices import Destination


class MailDelivery:
    """The outbox's sender to e-mail. `sender` is MAIL_FROM."""

    def __init__(self, bot: Bot, server: MailServer, sender: str, public_url: str) -> None:
        self.bot, self.server, self.mail = bot, server, MailDoor(bot, sender, public_url)
        self._away_until: datetime | None = None

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Outcome:
        """Send the letter of a notice. Doesn't try while the server is unreachable: letters would only time out."""
        now = self.bot.real()
        if self._away_until and now < self._away_until:
            return RetryAfter((self._away_until - now).total_seconds(), "the mail server was away", maybe_sent)
        renderer = renderer_of(type(notice), "handlers.mail")
        letter = renderer.rendered(self.mail, notice)
        try:
            self.server.take(composed(letter, self.mail.sender, key, self.bot.now()))
        except ValueError as fault:  # the address; its text stays out of the log
            raise Undeliverable(f"the e-mail address can't be written to: {type(fault).__name__}") from None
        except NotSent as refused:
            return self._refused(refused, maybe_sent=maybe_sent)
        return renderer.after(self.mail, notice, Sent(destination, message_id(key)))

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Outcome:
        """Leave the sent letter as it is."""
        return Sent(destination, message)

    def _refused(self, refused: NotSent, *, maybe_sent: bool) -> Outcome:
        outcome = refused.outcome
        if refused.is_away and isinstance(outcome, RetryAfter):
            self._away_until = self.bot.real() + timedelta(seconds=outcome.seconds)
        if isinstance(outcome, RetryAfter):
            return RetryAfter(outcome.seconds, outcome.problem, outcome.maybe_sent or maybe_sent)
        return outcome
