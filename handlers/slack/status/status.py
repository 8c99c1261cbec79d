"""The door to boards of jobs: turning a board's pages, sharing an answer, and questions in direct messages."""

from collections.abc import Mapping
from typing import Any

from bot.errors import NotFound
from bot.rules.kit.lines import Line
from bot.status import client_status
from bot.status import questions as status_questions
from bot.status import sharing as status_sharing
from bot.status.status import status_board
from handlers.slack.clients.channels import has_outsiders
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.door import SlackDoor, actor_of
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.status import status_views as views
from storage.messaging.notices import Place


def turn_board(asked: Asked) -> Answer:
    """*Earlier* and *More*."""
    turned = asked.value_as(views.BoardPage)
    return views.board(status_board(asked.bot, asked.actor, turned.question, turned.page))


def share_board(asked: Asked) -> Answer:
    """*Share in channel*: in its thread, where it was asked in one."""
    slack, shared = asked.slack, asked.value_as(views.BoardPage)
    place, names = slack.place_of(asked.channel, asked.thread), slack.channel_names(asked.channel)
    outsiders = has_outsiders(slack, asked.actor, asked.channel)
    done = status_sharing.share_status(
        asked.bot, asked.actor, shared.question, shared.page, place, names, outsiders=outsiders
    )
    return Below(views.posted(done))


def answer_mention(slack: SlackDoor, body: dict[str, Any], line: Line) -> None:
    """Answer a question in a channel or a thread, for its writer alone."""
    from handlers.slack.desk.job_status import answer_mention  # noqa: PLC0415  # until the desk takes what is said

    asked = Asked(slack, body)
    slack.client.chat_postEphemeral(
        channel=asked.channel, user=body["event"]["user"], thread_ts=asked.thread, **answer_mention(asked).payload()
    )


def answer_direct(slack: SlackDoor, body: dict[str, Any], line: Line, place: Place) -> None:
    """Queue the answer to a question in a direct message. Raises NotFound, NotAllowed, Unknown."""
    if is_from_client(slack, body):
        client_status.reply_own(slack.bot, actor_of(body), line.text, place)
        return
    actor = slack.identify(body)
    try:
        question = status_questions.understand(slack.bot, actor, line)
    except NotFound as refused:
        # There a choice would be read as a line of time.
        near = ", ".join(choice.label for choice in refused.refusal.choices)
        raise NotFound(f"{refused} {near}".strip()) from None
    status_sharing.reply(slack.bot, actor, question, place)


def is_from_client(slack: SlackDoor, body: Mapping[str, Any]) -> bool:
    """Return whether a client contact wrote it."""
    address = actor_of(body).address
    return address is not None and client_status.is_client_contact(slack.bot, address)


DOORS = Doors(clicks=[turn_board, share_board])
