"""Notices about status in Slack: reads each from the state, and returns its message."""

from typing import assert_never

from bot.status.client_status import boards_replied, shared_board
from bot.status.notices import (
    ClientStatusReply,
    ClientStatusShared,
    StatusNotice,
    StatusReply,
    StatusReportPosted,
    StatusShared,
)
from bot.status.reports import report_shown
from bot.status.sharing import board_of_notice
from handlers.slack.clients.channels import require_internal
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.status import reports_views as report_views
from handlers.slack.status import status_views as views
from storage.messaging.notices import Destination


def before(slack: SlackDoor, notice: StatusNotice, destination: Destination) -> Destination:
    """Return the destination. Raises Undeliverable if outsiders could read a report meant for the agency only."""
    internal = isinstance(notice, StatusReportPosted) and not notice.for_client
    return require_internal(slack, destination) if internal else destination


def rendered(slack: SlackDoor, notice: StatusNotice) -> Message:
    """Return the message for a notice, from the current state."""
    match notice:
        case StatusReply():
            return views.board(board_of_notice(slack.bot, notice)[0])
        case ClientStatusReply():
            return views.of_client(boards_replied(slack.bot, notice))
        case StatusShared():
            return views.shared(*board_of_notice(slack.bot, notice))
        case ClientStatusShared():
            return views.of_client([shared_board(slack.bot, notice)])
        case StatusReportPosted():
            return report_views.posted(report_shown(slack.bot, notice))
        case _:
            assert_never(notice)
