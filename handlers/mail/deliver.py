"""Bringing notices to people by e-mail: each becomes a letter, from the state as it is at that moment.

Sending is at least once. A try that ended in silence may have arrived and is made again, with the same Message-ID: a
mail program shows it once, or both in one thread. A letter that was sent stays as it is.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import assert_never

from bot.core import Bot
from bot.messaging.notices import Notice
from bot.messaging.outbox import Dead, Moot, Outcome, RetryAfter, Sent
from bot.signoffs.certificates import certificate_of
from bot.signoffs.letters import LetterFacts, letter_facts
from bot.signoffs.links import link_sent, new_link
from bot.signoffs.notices import Reminds, SignoffAsked, SignoffReceipt, SignoffReminder, SignoffWithdrawn
from handlers.mail import signoffs as letters
from handlers.mail.letters import Letter, composed, message_id
from handlers.mail.server import MailServer, NotSent
from storage.messaging.notices import Place

ABOUT_SIGNOFFS = SignoffAsked | SignoffReminder | SignoffWithdrawn | SignoffReceipt


class MailDelivery:
    """The outbox's door to e-mail. `sender` is MAIL_FROM; links are built from `public_url` alone (it ends in a /)."""

    def __init__(self, bot: Bot, server: MailServer, sender: str, public_url: str) -> None:
        self.bot, self.server, self.sender, self.public_url = bot, server, sender, public_url
        self.agency = agency_of(sender)
        self._away_until: datetime | None = None

    def send(self, notice: Notice, place: Place, key: str, *, maybe_sent: bool) -> Outcome:
        """Send the letter of a notice. While the server is away no letter is tried: it would only wait in vain."""
        now = self.bot.real()
        if self._away_until and now < self._away_until:
            return RetryAfter((self._away_until - now).total_seconds(), "the mail server was away", maybe_sent)
        letter = self._letter(notice)
        if not isinstance(letter, Letter):
            return letter
        try:
            self.server.take(composed(letter, self.sender, key, self.bot.now()))
        except ValueError as fault:  # the address: its words stay out of the log
            return Dead(f"the e-mail address can't be written to: {type(fault).__name__}")
        except NotSent as refused:
            return self._refused(refused, maybe_sent=maybe_sent)
        if isinstance(notice, SignoffAsked | SignoffReminder) and notice.approver_id:
            link_sent(self.bot, notice.approver_id)
        return Sent(place, message_id(key))

    def render_again(self, notice: Notice, place: Place, message: str) -> Outcome:
        """What was sent stays as it is."""
        return Sent(place, message)

    def _refused(self, refused: NotSent, *, maybe_sent: bool) -> Outcome:
        outcome = refused.outcome
        if refused.is_away and isinstance(outcome, RetryAfter):
            self._away_until = self.bot.real() + timedelta(seconds=outcome.seconds)
        if isinstance(outcome, RetryAfter):
            return RetryAfter(outcome.seconds, outcome.problem, outcome.maybe_sent or maybe_sent)
        return outcome

    def _letter(self, notice: Notice) -> Letter | Dead | Moot:
        if not isinstance(notice, ABOUT_SIGNOFFS) or not notice.approver_id:
            return Dead(f"there is no letter for {notice.kind}")
        facts = letter_facts(self.bot, notice.signoff_id, notice.approver_id)
        if not facts.approver.email:
            return Dead("the contact has no e-mail address")
        match notice:
            case SignoffAsked():
                return self._asking(facts, None)
            case SignoffReminder():
                return self._asking(facts, notice.reminds)
            case SignoffWithdrawn():
                return letters.withdrawn(facts, self.agency)
            case SignoffReceipt():
                return letters.receipt(facts, self.agency, certificate_of(self.bot, notice.signoff_id))
            case _:
                assert_never(notice)

    def _asking(self, facts: LetterFacts, reminds: Reminds | None) -> Letter | Moot:
        if facts.approver not in facts.signoff.waiting:
            return Moot()
        link = new_link(self.bot, facts.approver.id)
        page = f"{self.public_url}signoff/{link.token}"
        return letters.asked(facts, self.agency, page, link.expires_at, reminds)


def agency_of(sender: str) -> str:
    """What the agency is called in letters and on pages: the name in MAIL_FROM, else its domain."""
    name, address = parseaddr(sender)
    return name or address.rpartition("@")[2]
