"""What is said of sign-offs in Slack: each notice read from the state, and made a message or files."""

from typing import assert_never

from bot.signoff_files import artefact_file
from bot.signoff_notices import (
    Side,
    SignoffAsked,
    SignoffDesk,
    SignoffFile,
    SignoffNotice,
    SignoffReceipt,
    SignoffReminder,
    SignoffWithdrawn,
)
from bot.signoff_shown import SignoffShown, read_signoff
from handlers.slack.door import SlackDoor
from handlers.slack.views import signoff_desk as desk_views
from handlers.slack.views import signoffs as views
from handlers.slack.views.blocks import File, Files, Message


def rendered(slack: SlackDoor, notice: SignoffNotice) -> Message | Files:
    """The message or the files of a notice, as things stand."""
    shown = read_signoff(slack.bot, notice.signoff_id)
    match notice:
        case SignoffAsked():
            return views.asked(shown, link_to_newer(slack, shown))
        case SignoffFile():
            name, content = artefact_file(slack.bot, notice.signoff_id)
            return Files(views.file_comment(shown), [File(name, shown.named, content)])
        case SignoffDesk():
            return desk_views.card(shown, link_to_newer(slack, shown))
        case SignoffReminder():
            return views.reminder(shown, notice)
        case SignoffReceipt():
            return views.receipt(shown) if notice.side == Side.CLIENT else desk_views.receipt(shown)
        case SignoffWithdrawn():
            return views.asked(shown, link_to_newer(slack, shown))
        case _:
            assert_never(notice)


def link_to_newer(slack: SlackDoor, shown: SignoffShown) -> str:
    """The address of the message that asks for the newer version; empty where there is none."""
    newer = shown.newer
    return slack.workspace.link_to(newer.channel, newer.message) if newer and newer.message else ""
