"""Notices about status: an answer in a direct message, one that was shared, and the reports of clients."""

from datetime import datetime
from typing import Literal

from bot.model import Model
from bot.status.questions import StatusQuestion
from storage.people.people import Address


class StatusReply(Model):
    """The answer to a question that somebody asked in a direct message."""

    kind: Literal["status_reply"] = "status_reply"
    person_id: str
    question: StatusQuestion

    @property
    def subject(self) -> str:
        """An answer stays as it was given."""
        return "nothing"


class ClientStatusReply(Model):
    """The answer to a question that somebody at a client, a guest, asked in a direct message."""

    kind: Literal["client_status_reply"] = "client_status_reply"
    address: Address
    text: str

    @property
    def subject(self) -> str:
        """An answer stays as it was given."""
        return "nothing"


class StatusShared(Model):
    """A page of an answer that its asker shares with a channel; no money is in it."""

    kind: Literal["status_shared"] = "status_shared"
    person_id: str
    question: StatusQuestion
    page: int

    @property
    def subject(self) -> str:
        """It stays as it was shared."""
        return "nothing"


class ClientStatusShared(Model):
    """An answer about a client or one of its jobs, shared with the client's channel: what the client may know of it."""

    kind: Literal["client_status_shared"] = "client_status_shared"
    client_id: str
    question: StatusQuestion

    @property
    def subject(self) -> str:
        """It stays as it was shared."""
        return "nothing"


class StatusReportPosted(Model):
    """The status report of a client for its internal channel, or what the client may know for the shared one.

    It says what changed from `since` to `at` (aware UTC).
    """

    kind: Literal["status_report_posted"] = "status_report_posted"
    client_id: str
    since: datetime
    at: datetime
    for_client: bool = False

    @property
    def subject(self) -> str:
        """A report stays as it was posted; by its subject the next one knows when it was."""
        return report_subject(self.client_id, for_client=self.for_client)


StatusNotice = StatusReply | ClientStatusReply | StatusShared | ClientStatusShared | StatusReportPosted


def report_subject(client_id: str, *, for_client: bool) -> str:
    """The subject of a client's status reports of one kind."""
    return f"status_report:{'client:' if for_client else ''}{client_id}"
