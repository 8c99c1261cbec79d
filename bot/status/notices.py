"""Notices about status: an answer in a direct message, one that was shared, and the reports of clients."""

from datetime import datetime

from bot.messaging.notices import AlwaysRelevant, Notice
from bot.status.questions import StatusQuestion
from storage.people.people import Address


class StatusReply(AlwaysRelevant, Notice):
    """The answer to a question that somebody asked in a direct message."""

    person_id: str
    question: StatusQuestion


class ClientStatusReply(AlwaysRelevant, Notice):
    """The answer to a question that somebody at a client, a guest, asked in a direct message."""

    address: Address
    text: str


class StatusShared(AlwaysRelevant, Notice):
    """A page of an answer that its asker shares with a channel; no money is in it."""

    person_id: str
    question: StatusQuestion
    page: int


class ClientStatusShared(AlwaysRelevant, Notice):
    """An answer about a client or one of its jobs, shared with the client's channel: what the client may know of it."""

    client_id: str
    question: StatusQuestion


class StatusReportPosted(AlwaysRelevant, Notice):
    """The status report of a client for its internal channel, or what the client may know for the shared one.

    It says what changed from `since` to `at` (aware UTC).
    """

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
    """Return the subject of a client's status reports of one kind."""
    return f"status_report:{'client:' if for_client else ''}{client_id}"
