"""Notices of sign-offs, to a client's shared channel, to contacts by mail, and to the agency's internal channel.

Where a notice goes decides how: a `Place` in Slack, or `Place(Platform.EMAIL, "mail", contact_id)`. One that has an
`approver_id` is for that approver alone, by mail; without one it is for all who are asked in chat. What an account lead
is told unasked is bot.messaging.desk_notices.SignoffOverdue.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal

from sqlalchemy.orm import Session

from bot.model import Model
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


class AboutSignoff(Model):
    """What is said of one sign-off."""

    signoff_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return signoff_subject(self.signoff_id)


class SignoffAsked(AboutSignoff):
    """What is asked: in chat with the buttons to decide, by mail with a link to the page."""

    kind: Literal["signoff_asked"] = "signoff_asked"
    approver_id: str | None = None


class SignoffFile(AboutSignoff):
    """The file (or the estimate's document) that is to be signed off, for the shared channel."""

    kind: Literal["signoff_file"] = "signoff_file"

    @property
    def subject(self) -> str:
        """Files never change."""
        return "nothing"


class SignoffDesk(AboutSignoff):
    """How a sign-off goes on, for the agency: who has decided, and what can be done."""

    kind: Literal["signoff_desk"] = "signoff_desk"


class SignoffReminder(AboutSignoff):
    """Approvers who have not decided are reminded: those in chat in the message's thread, or one by mail."""

    kind: Literal["signoff_reminder"] = "signoff_reminder"
    approver_ids: Sequence[str]
    reminds: Reminds
    approver_id: str | None = None

    @property
    def subject(self) -> str:
        """It stays as it was sent."""
        return "nothing"


class SignoffWithdrawn(AboutSignoff):
    """An approver by mail need not decide any more: it was taken back, or they are asked no more."""

    kind: Literal["signoff_withdrawn"] = "signoff_withdrawn"
    approver_id: str

    @property
    def subject(self) -> str:
        """It stays as it was sent."""
        return "nothing"


class SignoffReceipt(AboutSignoff):
    """What was decided, with the certificate."""

    kind: Literal["signoff_receipt"] = "signoff_receipt"
    side: Side
    approver_id: str | None = None

    @property
    def subject(self) -> str:
        """Files never change."""
        return "nothing"


SignoffNotice = SignoffAsked | SignoffFile | SignoffDesk | SignoffReminder | SignoffWithdrawn | SignoffReceipt


def signoff_subject(signoff_id: str) -> str:
    """The subject of messages that show a sign-off."""
    return f"signoff:{signoff_id}"


def signoff_changed(session: Session, signoff_id: str) -> None:
    """Have all that shows this sign-off rendered anew, wherever it stands."""
    notices.touch(session, signoff_subject(signoff_id))


def asked_key(signoff_id: str, approver_id: str | None = None, again: str = "") -> str:
    """The key of what asks; of the message in the shared channel where no approver is named.

    `again` sets a mail that is sent anew apart.
    """
    return f"signoff-asked:{signoff_id}:{approver_id or 'chat'}{f':{again}' if again else ''}"


def desk_key(signoff_id: str) -> str:
    """The key of the agency's own message of a sign-off."""
    return f"signoff-desk:{signoff_id}"


def reminder_key(signoff_id: str, reminds: Reminds, to: str | None, day: date | None = None) -> str:
    """The key of a reminder: once each for the due date, once a day where it is asked for."""
    return f"signoff-reminder:{signoff_id}:{reminds.name.lower()}{f'-{day}' if day else ''}:{to or 'chat'}"
