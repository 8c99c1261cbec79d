"""E-mails about sign-offs: each notice becomes a letter, read from the state."""

from typing import assert_never

from bot.messaging.outbox import Outcome, Sent, Undeliverable
from bot.signoffs.certificates import certificate_of
from bot.signoffs.letters import LetterFacts, letter_facts
from bot.signoffs.links import link_sent, new_link
from bot.signoffs.notices import (
    MailedSignoffNotice,
    Reminds,
    SignoffAsked,
    SignoffReceipt,
    SignoffReminder,
    SignoffWithdrawn,
)
from handlers.mail.door import MailDoor
from handlers.mail.letters import Letter
from handlers.mail.signoffs import letters


def rendered(mail: MailDoor, notice: MailedSignoffNotice) -> Letter:
    """Return a notice's letter, from the current state. Raises Undeliverable if the contact has no address."""
    facts = letter_facts(mail.bot, notice.signoff_id, notice.approver_id or "")
    if not facts.approver.email:
        raise Undeliverable("the contact has no e-mail address")
    match notice:
        case SignoffAsked():
            return _asking(mail, facts, None)
        case SignoffReminder():
            return _asking(mail, facts, notice.reminds)
        case SignoffWithdrawn():
            return letters.withdrawn(facts, mail.agency)
        case SignoffReceipt():
            return letters.receipt(facts, mail.agency, certificate_of(mail.bot, notice.signoff_id))
        case _:
            assert_never(notice)


def after(mail: MailDoor, notice: MailedSignoffNotice, sent: Sent) -> Outcome:
    """Record in the sign-off's log that a link was sent."""
    if isinstance(notice, SignoffAsked | SignoffReminder) and notice.approver_id:
        link_sent(mail.bot, notice.approver_id)
    return sent


def _asking(mail: MailDoor, facts: LetterFacts, reminds: Reminds | None) -> Letter:
    link = new_link(mail.bot, facts.approver.id)
    page = f"{mail.public_url}signoff/{link.token}"
    return letters.asked(facts, mail.agency, page, link.expires_at, reminds)
