"""What goes out of digests in Slack: the message, its thread, and files."""

from dataclasses import replace
from time import sleep
from typing import assert_never

from bot.digests.accounts import review_file
from bot.digests.corrections import correct_digest
from bot.digests.digests import digest_shown
from bot.digests.files import digest_files, digest_picture
from bot.digests.notices import (
    AboutDigest,
    AccountReviewFile,
    DigestCorrection,
    DigestDetails,
    DigestFiles,
    DigestNotice,
    DigestPicture,
    DigestPosted,
    posted_subject,
)
from bot.digests.posts import thread_of as thread_under
from bot.messaging.outbox import Outcome, Sent
from bot.model import Model
from handlers.slack.digests import accounts_views as account_views
from handlers.slack.digests import digests_views as views
from handlers.slack.kit.blocks import File, Files, Message
from handlers.slack.kit.door import SlackDoor
from storage.messaging.notices import Place

# Slack refuses a picture in a message before it has looked at the file: mostly a second or two.
LOOKS, LOOK_SECONDS = 8, 0.5


def rendered(slack: SlackDoor, notice: DigestNotice) -> Message | Files:
    """The message or the files of a notice."""
    bot = slack.bot
    match notice:
        case DigestPosted(digest_id=digest_id, root=root):
            _, picture = thread_under(bot, root)
            return views.posted(digest_shown(bot, digest_id), picture)
        case DigestPicture(digest_id=digest_id):
            shown, file = digest_picture(bot, digest_id)
            return Files(views.picture_words(shown), [File(file.name, file.title, file.content)])
        case DigestDetails(digest_id=digest_id, page=page):
            return views.details(digest_shown(bot, digest_id), page)
        case DigestFiles(digest_id=digest_id, asked_at=asked_at):
            shown, files = digest_files(bot, digest_id)
            return Files(
                views.files_words(shown, asked_at), [File(each.name, each.title, each.content) for each in files]
            )
        case DigestCorrection():
            return views.corrected(correct_digest(bot, notice))
        case AccountReviewFile(client_id=client_id, asked_at=asked_at):
            file = review_file(bot, client_id, asked_at)
            return Files(account_views.file_words(file, asked_at), [File(file.name, file.title, file.content)])
        case _:
            assert_never(notice)


def root_of(notice: AboutDigest) -> str:
    """The key of the message under which a notice goes; empty where it goes by itself."""
    return "" if isinstance(notice, DigestPosted) else notice.root


def thread_of(slack: SlackDoor, root: str) -> Place | None:
    """The thread under the message with that key, if it stands."""
    return thread_under(slack.bot, root)[0]


def settled(slack: SlackDoor, notice: Model, outcome: Outcome) -> Outcome:
    """A picture that is there shows in the message above it too, once Slack has looked at the file."""
    if not isinstance(notice, DigestPicture) or not isinstance(outcome, Sent):
        return outcome
    for _ in range(LOOKS):
        if slack.client.files_info(file=outcome.message)["file"].get("mimetype"):
            return replace(outcome, touches=posted_subject(notice.root))
        sleep(LOOK_SECONDS)
    return outcome
