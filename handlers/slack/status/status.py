"""The door to boards of jobs: turning a board's pages, sharing an answer, and questions in direct messages."""

from bot.status import sharing as status_sharing
from bot.status.status import status_board
from handlers.slack.clients.channels import has_outsiders
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.status import status_views as views


def turn_board(asked: Asked) -> Answer:
    """*Earlier* and *More*."""
    turned = asked.value_as(views.BoardPage)
    return views.board(status_board(asked.bot, asked.actor, turned.question, turned.page))


def share_board(asked: Asked) -> Answer:
    """*Share in channel*: in the question's thread, if it was asked in one."""
    slack, shared = asked.slack, asked.value_as(views.BoardPage)
    outsiders = has_outsiders(slack, asked.actor, asked.channel)
    done = status_sharing.share_status(
        asked.bot, asked.actor, shared.question, shared.page, asked.require_here(), asked.thread, outsiders=outsiders
    )
    return Below(views.posted(done))


DOORS = Doors(clicks=[turn_board, share_board])
