"""Notices of sign-offs, to a client's shared channel, to contacts by mail, and to the agency's internal channel.

A notice goes by the platform of its destination: one in chat, or `Destination(EMAIL, "mail", contact_id)`. One with an
`approver_id` is for that approver only, by mail; without one it's for everyone who's asked in chat.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.core import Bot
from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted
from bot.signoffs.shown import read_signoff
from storage.messaging import notices


class Side(StrEnum):
    """The side that a receipt is for."""

    CLIENT = "client"
    AGENCY = "agency"


class Reminds(StrEnum):
    """The reason approvers are reminded."""

    BEFORE = "before it is due"
    DUE = "it is due today"
    ASKED = "the agency asks again"
    ADDED = "they are asked as well now"


class AboutSignoff(Notice):
    """A notice about one sign-off."""

    signoff_id: str


class SignoffAsked(AboutSignoff):
    """The request: in chat with the buttons to decide, by mail with a link to the page."""

    kept_fresh = True

    approver_id: str | None = None

    @property
    def subject(self) -> str:
        """Return the subject whose state the message shows."""
        return signoff_subject(self.signoff_id)

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether an approver by mail still has to decide. A message in chat shows the outcome."""
        return self.approver_id is None or _is_any_waiting(bot, self.signoff_id, [self.approver_id])


class SignoffFile(AlwaysRelevant, AboutSignoff):
    """The file (or the estimate's document) that is to be signed off, for the shared channel."""


class SignoffDesk(AlwaysRelevant, AboutSignoff):
    """The progress of a sign-off, for the agency: the decisions so far, and the next steps."""

    kept_fresh = True

    @property
    def subject(self) -> str:
        """Return the subject whose state the message shows."""
        return signoff_subject(self.signoff_id)


class SignoffReminder(AboutSignoff):
    """A reminder for approvers who haven't decided: those in chat in the message's thread, or one by mail."""

    approver_ids: Sequence[str]
    reminds: Reminds
    approver_id: str | None = None

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of them still has to decide."""
        return _is_any_waiting(bot, self.signoff_id, self.approver_ids)


class SignoffWithdrawn(AlwaysRelevant, AboutSignoff):
    """An approver by mail no longer has to decide: it was withdrawn, or they're no longer asked."""

    approver_id: str


class SignoffReceipt(AlwaysRelevant, AboutSignoff):
    """The outcome, with the certificate."""

    side: Side
    approver_id: str | None = None


class SignoffOverdue(Unprompted):
    """A client hasn't decided by a sign-off's due date, on a job that the reader leads."""

    signoff_id: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether the sign-off still waits past its due date."""
        return read_signoff(bot, self.signoff_id).is_overdue


MailedSignoffNotice = SignoffAsked | SignoffReminder | SignoffWithdrawn | SignoffReceipt
SignoffNotice = SignoffAsked | SignoffFile | SignoffDesk | SignoffReminder | SignoffReceipt | SignoffOverdue


def _is_any_waiting(bot: Bot, signoff_id: str, approver_ids: Sequence[str]) -> bool:
    return any(each.id in approver_ids for each in read_signoff(bot, signoff_id).waiting)


def signoff_subject(signoff_id: str) -> str:
    """Return the subject of messages that show a sign-off."""
    return f"signoff:{signoff_id}"


def signoff_changed(session: Session, signoff_id: str) -> None:
    """Have all messages that show this sign-off rendered again."""
    notices.touch(session, signoff_subject(signoff_id))


def reminder_key(signoff_id: str, reminds: Reminds, to: str | None, day: date | None = None) -> str:
    """Return the key of a reminder: one for each reason, or one a day for reminders that staff ask for."""
    return f"signoff-reminder:{signoff_id}:{reminds.name.lower()}{f'-{day}' if day else ''}:{to or 'chat'}"
