"""Notices about sign-offs in Slack: reads each from the state, and returns its message or files."""

from typing import assert_never

from bot.signoffs.certificates import certificate_of
from bot.signoffs.notices import (
    Side,
    SignoffAsked,
    SignoffDesk,
    SignoffFile,
    SignoffNotice,
    SignoffOverdue,
    SignoffReceipt,
    SignoffReminder,
)
from bot.signoffs.pages import file_of
from bot.signoffs.shown import SignoffShown, read_signoff
from handlers.slack.clients.channels import require_internal
from handlers.slack.kit.blocks import File, Files, Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.signoffs import desk_views
from handlers.slack.signoffs import signoffs_views as views
from storage.messaging.notices import Destination


def before(slack: SlackDoor, notice: SignoffNotice, destination: Destination) -> Destination:
    """Return the destination. Raises Undeliverable if outsiders read a channel for the agency's own messages."""
    internal = isinstance(notice, SignoffDesk) or (isinstance(notice, SignoffReceipt) and notice.side == Side.AGENCY)
    return require_internal(slack, destination) if internal else destination


def rendered(slack: SlackDoor, notice: SignoffNotice) -> Message | Files:
    """Return the message or the files for a notice, from the current state."""
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
        case SignoffOverdue():
            return desk_views.overdue(shown)
        case _:
            assert_never(notice)


def link_to_newer(slack: SlackDoor, shown: SignoffShown) -> str:
    """Return the address of the message that asks for the newer version; empty if there is none."""
    newer = shown.newer
    return slack.workspace.link_to(newer.channel, newer.message) if newer and newer.message else ""
