"""Notices about a digest: the message in a leadership channel, and what stands in its thread."""

from datetime import datetime
from typing import Literal

from bot.model import Model


class AboutDigest(Model):
    """Something about one edition; `root` is the key of the message that it stands under, empty for none."""

    digest_id: str
    root: str = ""

    @property
    def subject(self) -> str:
        """An edition never changes, and nor does what shows it, save the message that its picture comes to."""
        return "nothing"


class DigestPosted(AboutDigest):
    """The one message of an edition in a leadership channel; its picture is that of the thread, once it is there."""

    kind: Literal["digest_posted"] = "digest_posted"

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return posted_subject(self.root)


class DigestPicture(AboutDigest):
    """The chart, in the thread."""

    kind: Literal["digest_picture"] = "digest_picture"


class DigestDetails(AboutDigest):
    """Some of the clients, in the thread; pages count from 0."""

    kind: Literal["digest_details"] = "digest_details"
    page: int


class DigestFiles(AboutDigest):
    """The spreadsheet and the PDF: in the thread, or for who asked for them at that instant (aware UTC)."""

    kind: Literal["digest_files"] = "digest_files"
    asked_at: datetime | None = None


class DigestCorrection(Model):
    """A month is counted anew for who asked at that instant (aware UTC), who is told what came of it."""

    kind: Literal["digest_correction"] = "digest_correction"
    person_id: str
    month: str
    asked_at: datetime
    id: str

    @property
    def subject(self) -> str:
        """It is told once."""
        return "nothing"


class AccountReviewFile(Model):
    """The PDF of a client's review, as it stood at that instant (aware UTC), for who asked for it."""

    kind: Literal["account_review_file"] = "account_review_file"
    client_id: str
    asked_at: datetime

    @property
    def subject(self) -> str:
        """Files never change."""
        return "nothing"


DigestNotice = DigestPosted | DigestPicture | DigestDetails | DigestFiles | DigestCorrection | AccountReviewFile


def posted_subject(root: str) -> str:
    """The subject of the message with that key."""
    return f"digest:{root}"


def picture_key(root: str) -> str:
    """The key of the picture under the message with that key."""
    return f"{root}:picture"
