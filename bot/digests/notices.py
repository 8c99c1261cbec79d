"""Notices about a digest: the message in a leadership channel, and the messages in its thread."""

from datetime import datetime

from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted


class AboutDigest(Notice):
    """Something about one edition; `root` is the key of the message whose thread it is in, empty for none."""

    digest_id: str
    root: str = ""


class DigestPosted(AlwaysRelevant, AboutDigest):
    """The one message of an edition in a leadership channel; it shows the thread's picture once that is posted."""

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows."""
        return posted_subject(self.root)


class DigestPicture(AlwaysRelevant, AboutDigest):
    """The chart, in the thread."""


class DigestDetails(AlwaysRelevant, AboutDigest):
    """Some of the clients, for the thread; pages count from 0."""

    page: int


class DigestFiles(AlwaysRelevant, AboutDigest):
    """The spreadsheet and the PDF: in the thread, or for the person who asked at that instant (aware UTC)."""

    asked_at: datetime | None = None


class DigestCorrection(AlwaysRelevant, Notice):
    """A month is being recalculated for the person who asked at that instant (aware UTC), with the result."""

    person_id: str
    month: str
    asked_at: datetime
    id: str


class AccountReviewFile(AlwaysRelevant, Notice):
    """The PDF of a client's review as of that instant (aware UTC), for the person who asked."""

    client_id: str
    asked_at: datetime


class DigestTold(AlwaysRelevant, Unprompted):
    """The reader's portfolio has its digest of a month, or a corrected one."""

    digest_id: str


InThread = DigestPicture | DigestDetails | DigestFiles
DigestNotice = DigestPosted | InThread | DigestCorrection | AccountReviewFile | DigestTold


def posted_subject(root: str) -> str:
    """Return the subject of the message with that key."""
    return f"digest:{root}"


def picture_key(root: str) -> str:
    """Return the key of the picture under the message with that key."""
    return f"{root}:picture"
