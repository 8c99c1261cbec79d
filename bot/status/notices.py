"""Notices about status: an answer in a direct message, a shared one, and the status reports of clients."""

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
    """An answer about a client or one of its jobs, shared with the client's channel: only what the client may see."""

    client_id: str
    question: StatusQuestion


class StatusReportPosted(AlwaysRelevant, Notice):
    """The status report of a client for its internal channel, or the client's part of it for the shared one.

    It lists the changes from `since` to `at` (aware UTC).
    """

    client_id: str
    since: datetime
    at: datetime
    for_client: bool = False

    @property
    def subject(self) -> str:
        """Return the subject by which the next report finds when this one was posted; a posted report never changes."""
        return report_subject(self.client_id, for_client=self.for_client)


StatusNotice = StatusReply | ClientStatusReply | StatusShared | ClientStatusShared | StatusReportPosted


def report_subject(client_id: str, *, for_client: bool) -> str:
    """Return the subject of a client's status reports of one kind."""
    return f"status_report:{'client:' if for_client else ''}{client_id}"
