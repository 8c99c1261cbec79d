"""What is said of sign-offs in Slack: each notice read from the state, and made a message or files."""

from typing import assert_never

from bot.signoff_certificates import certificate_of
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
from bot.signoff_pages import file_of
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
            file = file_of(slack.bot, shown.artefact.file_id)
            return Files(views.file_comment(shown), [File(file.name, shown.named, file.content)])
        case SignoffDesk():
            return desk_views.card(shown, link_to_newer(slack, shown))
        case SignoffReminder():
            return views.reminder(shown, notice)
        case SignoffReceipt():
            made = certificate_of(slack.bot, notice.signoff_id)
            told = views.receipt(shown) if notice.side == Side.CLIENT else desk_views.receipt(shown)
            return Files(told, [File(made.name, f"Certificate: {shown.named}", made.content)])
        case SignoffWithdrawn():
            return views.asked(shown, link_to_newer(slack, shown))
        case _:
            assert_never(notice)


def link_to_newer(slack: SlackDoor, shown: SignoffShown) -> str:
    """The address of the message that asks for the newer version; empty where there is none."""
    newer = shown.newer
    return slack.workspace.link_to(newer.channel, newer.message) if newer and newer.message else ""
