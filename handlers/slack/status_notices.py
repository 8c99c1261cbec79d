"""Notices about status, each read from the state and made a message."""

from typing import assert_never

from bot.client_status import boards_replied, shared_board
from bot.job_jackets import jacket_told
from bot.status_notices import (
    ClientStatusReply,
    ClientStatusShared,
    StatusNotice,
    StatusReply,
    StatusReportPosted,
    StatusShared,
)
from bot.status_questions import Whose
from bot.status_reports import report_shown
from bot.status_sharing import board_of_notice
from handlers.slack.door import SlackDoor
from handlers.slack.views import job_jackets as jacket_views
from handlers.slack.views import status as views
from handlers.slack.views import status_reports as report_views
from handlers.slack.views.blocks import Message
from storage.notices import Place


def is_read_by_others(slack: SlackDoor, notice: StatusReportPosted, place: Place) -> bool:
    """Whether another organisation shares the channel that a report for the agency's own eyes would go to."""
    if notice.for_client:
        return False
    channel = slack.client.conversations_info(channel=place.channel)["channel"]
    return bool(channel.get("is_ext_shared"))


def rendered(slack: SlackDoor, notice: StatusNotice) -> Message:
    """The message of a notice, as things stand."""
    match notice:
        case StatusReply() if notice.question.whose == Whose.JOB:
            return jacket_views.jacket(jacket_told(slack.bot, notice.person_id, notice.question.of))
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
