"""Notices about a digest: the message in a leadership channel, and what stands in its thread."""

from datetime import datetime

from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted


class AboutDigest(Notice):
    """Something about one edition; `root` is the key of the message that it stands under, empty for none."""

    digest_id: str
    root: str = ""


class DigestPosted(AlwaysRelevant, AboutDigest):
    """The one message of an edition in a leadership channel; its picture is that of the thread, once it is there."""

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return posted_subject(self.root)


class DigestPicture(AlwaysRelevant, AboutDigest):
    """The chart, in the thread."""


class DigestDetails(AlwaysRelevant, AboutDigest):
    """Some of the clients, in the thread; pages count from 0."""

    page: int


class DigestFiles(AlwaysRelevant, AboutDigest):
    """The spreadsheet and the PDF: in the thread, or for who asked for them at that instant (aware UTC)."""

    asked_at: datetime | None = None


class DigestCorrection(AlwaysRelevant, Notice):
    """A month is counted anew for who asked at that instant (aware UTC), who is told what came of it."""

    person_id: str
    month: str
    asked_at: datetime
    id: str


class AccountReviewFile(AlwaysRelevant, Notice):
    """The PDF of a client's review, as it stood at that instant (aware UTC), for who asked for it."""

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
