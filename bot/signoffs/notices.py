"""Notices of sign-offs, to a client's shared channel, to contacts by mail, and to the agency's internal channel.

Where a notice goes decides how: a `Place` in chat, or `Place(EMAIL, "mail", contact_id)`. One that has an
`approver_id` is for that approver alone, by mail; without one it is for all who are asked in chat.
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
    """For whom a receipt is."""

    CLIENT = "client"
    AGENCY = "agency"


class Reminds(StrEnum):
    """Why approvers are reminded."""

    BEFORE = "before it is due"
    DUE = "it is due today"
    ASKED = "the agency asks again"
    ADDED = "they are asked as well now"


class AboutSignoff(Notice):
    """What is said of one sign-off."""

    signoff_id: str


class SignoffAsked(AboutSignoff):
    """What is asked: in chat with the buttons to decide, by mail with a link to the page."""

    kept_fresh = True

    approver_id: str | None = None

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return signoff_subject(self.signoff_id)

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether an approver by mail still has to decide. A message in chat shows what became of it."""
        return self.approver_id is None or _is_any_waiting(bot, self.signoff_id, [self.approver_id])


class SignoffFile(AlwaysRelevant, AboutSignoff):
    """The file (or the estimate's document) that is to be signed off, for the shared channel."""


class SignoffDesk(AlwaysRelevant, AboutSignoff):
    """How a sign-off goes on, for the agency: who has decided, and what can be done."""

    kept_fresh = True

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return signoff_subject(self.signoff_id)


class SignoffReminder(AboutSignoff):
    """Approvers who have not decided are reminded: those in chat in the message's thread, or one by mail."""

    approver_ids: Sequence[str]
    reminds: Reminds
    approver_id: str | None = None

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of them still has to decide."""
        return _is_any_waiting(bot, self.signoff_id, self.approver_ids)


class SignoffWithdrawn(AlwaysRelevant, AboutSignoff):
    """An approver by mail no longer has to decide: it was taken back, or they are no longer asked."""

    approver_id: str


class SignoffReceipt(AlwaysRelevant, AboutSignoff):
    """What was decided, with the certificate."""

    side: Side
    approver_id: str | None = None


class SignoffOverdue(Unprompted):
    """A client has not decided by the due date of a sign-off of a job that the reader leads."""

    signoff_id: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it still waits past its due date."""
        return read_signoff(bot, self.signoff_id).is_overdue


MailedSignoffNotice = SignoffAsked | SignoffReminder | SignoffWithdrawn | SignoffReceipt
SignoffNotice = SignoffAsked | SignoffFile | SignoffDesk | SignoffReminder | SignoffReceipt | SignoffOverdue


def _is_any_waiting(bot: Bot, signoff_id: str, approver_ids: Sequence[str]) -> bool:
    return any(each.id in approver_ids for each in read_signoff(bot, signoff_id).waiting)


def signoff_subject(signoff_id: str) -> str:
    """Return the subject of messages that show a sign-off."""
    return f"signoff:{signoff_id}"


def signoff_changed(session: Session, signoff_id: str) -> None:
    """Have all that shows this sign-off rendered again, wherever it stands."""
    notices.touch(session, signoff_subject(signoff_id))


def reminder_key(signoff_id: str, reminds: Reminds, to: str | None, day: date | None = None) -> str:
    """Return the key of a reminder: once each for the due date, once a day where it is asked for."""
    return f"signoff-reminder:{signoff_id}:{reminds.name.lower()}{f'-{day}' if day else ''}:{to or 'chat'}"
