"""Posting digests: a message in a leadership channel, its thread, and a message to each portfolio owner."""

from bot.clients.internal_channels import HeldBack, internal_destination
from bot.core import Bot, Work
from bot.digests.notices import (
    DigestDetails,
    DigestFiles,
    DigestNotice,
    DigestPicture,
    DigestPosted,
    DigestTold,
    picture_key,
)
from bot.messaging.notices import queue
from bot.messaging.unprompted import tell
from bot.rules.digests.figures import DigestFigures
from storage.digests.digests import Digest
from storage.kit import channels
from storage.messaging import notices
from storage.messaging.notices import Destination
from storage.people.people import Person
from storage.words.platforms import ChannelRef

CLIENTS_A_PAGE = 10


def post_digest(work: Work, digest: Digest, channel: ChannelRef) -> bool:
    """Queue an edition for a leadership channel: the message, then its thread. Return True if it was queued now.

    It goes once to each channel, however many offices name it; an undelivered one is sent again.
    """
    destination, row = internal_destination(work.session, channel), channels.find(work.session, channel)
    if isinstance(destination, HeldBack) or row is None:
        return False
    root = posted_key(digest, row.id)
    if not _put(work, DigestPosted(digest_id=digest.id, root=root), destination, root):
        return False
    _put(work, DigestPicture(digest_id=digest.id, root=root), destination, picture_key(root))
    for page in range(pages_of(DigestFigures.model_validate(digest.figures))):
        _put(work, DigestDetails(digest_id=digest.id, root=root, page=page), destination, f"{root}:page-{page}")
    _put(work, DigestFiles(digest_id=digest.id, root=root), destination, f"{root}:files")
    return True


def _put(work: Work, notice: DigestNotice, destination: Destination, key: str) -> bool:
    return queue(work, notice, destination, key) or notices.send_again(work.session, key, work.bot.real())


def tell_owner(work: Work, owner: Person, digest: Digest) -> None:
    """Tell a portfolio owner about its digest, once for each edition, within their two messages of the day."""
    notice = DigestTold(person_id=owner.id, digest_id=digest.id)
    tell(work, owner, notice, posted_key(digest, owner.id), urgent=True)


def posted_key(digest: Digest, whose: str) -> str:
    """The key of an edition's message to a channel (its row's id), or to an owner."""
    return f"digest:{digest.month}:{digest.edition}:{whose}"


def pages_of(figures: DigestFigures) -> int:
    """Return how many messages the clients take."""
    return -(-len(figures.clients) // CLIENTS_A_PAGE)


def thread_of(bot: Bot, root: str) -> tuple[Destination | None, str]:
    """Return the thread under the message with that key, if it was posted, and the platform's id of its picture if any.

    For the outbox only.
    """
    with bot.store.read() as session:
        message, picture = notices.shown_message(session, root), notices.shown_message(session, picture_key(root))
        destination = message.destination._replace(thread=message.message) if message else None
        return destination, picture.message if picture else ""
