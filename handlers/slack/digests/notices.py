"""Notices about digests in Slack: the message, its thread, and files."""

from dataclasses import replace
from typing import assert_never

from bot.digests.accounts import review_file
from bot.digests.corrections import correct_digest
from bot.digests.digests import digest_shown
from bot.digests.files import digest_files, digest_picture
from bot.digests.notices import (
    AccountReviewFile,
    DigestCorrection,
    DigestDetails,
    DigestFiles,
    DigestNotice,
    DigestPicture,
    DigestPosted,
    DigestTold,
    InThread,
    posted_subject,
)
from bot.digests.posts import thread_of as thread_under
from bot.messaging.outbox import Outcome, Sent, Undeliverable
from handlers.slack.clients.channels import require_internal
from handlers.slack.digests import accounts_views as account_views
from handlers.slack.digests import digests_views as views
from handlers.slack.kit.blocks import File, Files, Message
from handlers.slack.kit.door import SlackDoor
from storage.messaging.notices import Destination

# Slack mostly checks a file within a second or two; each time that it hasn't, the wait doubles.
LOOK_SECONDS, LOOKS_FOR_SECONDS = 2.0, 60.0


def rendered(slack: SlackDoor, notice: DigestNotice) -> Message | Files:
    """Return the message or the files for a notice."""
    bot = slack.bot
    match notice:
        case DigestPosted(digest_id=digest_id, root=root):
            _, picture = thread_under(bot, root)
            return views.posted(digest_shown(bot, digest_id), picture, slack.prefix)
        case DigestPicture(digest_id=digest_id):
            shown, file = digest_picture(bot, digest_id)
            return Files(views.picture_words(shown), [File(file.name, file.title, file.content)])
        case DigestDetails(digest_id=digest_id, page=page):
            return views.details(digest_shown(bot, digest_id), page, slack.prefix)
        case DigestFiles(digest_id=digest_id, asked_at=asked_at):
            shown, files = digest_files(bot, digest_id)
            return Files(
                views.files_words(shown, asked_at), [File(each.name, each.title, each.content) for each in files]
            )
        case DigestTold(digest_id=digest_id):
            return views.summary(digest_shown(bot, digest_id), slack.prefix)
        case DigestCorrection():
            return views.corrected(correct_digest(bot, notice))
        case AccountReviewFile(client_id=client_id, asked_at=asked_at):
            file = review_file(bot, client_id, asked_at)
            return Files(account_views.file_words(file, asked_at), [File(file.name, file.title, file.content)])
        case _:
            assert_never(notice)


def before(slack: SlackDoor, notice: DigestNotice, destination: Destination) -> Destination:
    """Return the thread that a notice belongs in. Raises Undeliverable if the message above it isn't there.

    Raises it also if outsiders read the channel.
    """
    if not isinstance(notice, InThread) or not notice.root:
        return require_internal(slack, destination)
    thread, _ = thread_under(slack.bot, notice.root)
    if thread is None:
        raise Undeliverable("the message that it belongs under does not stand")
    return thread


def after(slack: SlackDoor, notice: DigestNotice, sent: Sent) -> Outcome:
    """Show a picture in the message above it too, once Slack has checked the file; until then, look again.

    Slack refuses a picture in a message before that. If it never checks, the picture stays in the thread only.
    """
    if not isinstance(notice, DigestPicture):
        return sent
    file = slack.client.files_info(file=sent.message)["file"]
    if file.get("mimetype"):
        return replace(sent, touches=posted_subject(notice.root))
    age = slack.bot.real().timestamp() - file["created"]
    if age >= LOOKS_FOR_SECONDS:
        return sent
    return replace(sent, look_again=min(max(LOOK_SECONDS, age), LOOKS_FOR_SECONDS - age))
