"""The door to status: `/jobstatus`, and questions in plain words in mentions and direct messages."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.desk.job_jackets import jacket_by_id
from bot.errors import BotError, NotFound
from bot.rules.kit.lines import Line
from bot.status import client_status
from bot.status import questions as status_questions
from bot.status import sharing as status_sharing
from bot.status.questions import StatusQuestion, Whose
from bot.status.status import status_board
from handlers.slack.clients.channels import has_outsiders
from handlers.slack.kit import refusals
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, actor_of, add_message, replace_message
from handlers.slack.kit.forms import value_of
from handlers.slack.status import report_policies
from handlers.slack.status import reports as status_reports
from handlers.slack.status import status_views as views
from storage.messaging.notices import Place

Body = dict[str, Any]

_POLICY = re.compile(r"policy(?:\s+(.+))?", re.IGNORECASE)


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("jobstatus", slack.prefix))(partial(jobstatus, slack))
    app.action(re.compile(r"status\.take_status_line\.\d"))(partial(take_chosen, slack))
    app.action("status.turn_board.earlier")(partial(turn_page, slack))
    app.action("status.turn_board.later")(partial(turn_page, slack))
    app.action("status.share_board")(partial(share, slack))


def jobstatus(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/jobstatus`, `/jobstatus ACME overdue`, `/jobstatus @sam`, `/jobstatus report ACME`, `/jobstatus policy`."""
    line = slack.line_of(body, body.get("text", ""))
    if policy := _POLICY.fullmatch(line.text.strip()):
        slack.open_modal(body, report_policies.policy(Asked(slack, body), policy[1] or ""))
        ack()
    else:
        ack(**_answer(slack, body, line).payload())


def answer_mention(slack: SlackDoor, body: Body, line: Line) -> None:
    """A question in a channel or a thread, answered to its writer alone."""
    event = body["event"]
    try:
        message = _answer(slack, body, line)
    except BotError as refused:
        message = refusals.refused(refused.refusal, typed("jobstatus", slack.prefix), "status.take_status_line")
    slack.client.chat_postEphemeral(
        channel=event["channel"], user=event["user"], thread_ts=event.get("thread_ts"), **message.payload()
    )


def answer_direct(slack: SlackDoor, body: Body, line: Line, place: Place) -> None:
    """A question in a direct message: the outbox answers."""
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


def is_from_client(slack: SlackDoor, body: Body) -> bool:
    """Whether a client contact wrote it."""
    address = actor_of(body).address
    return address is not None and client_status.is_client_contact(slack.bot, address)


def take_chosen(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """One of the jobs was chosen that a number may have meant."""
    replace_message(body["response_url"], _answer(slack, body, Line(value_of(body))))
    ack()


def turn_page(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Earlier* and *More*."""
    question, page = _carried(body)
    shown = views.board(status_board(slack.bot, slack.identify(body), question, page))
    replace_message(body["response_url"], shown)
    ack()


def share(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Share in channel*: in its thread, where it was asked in one."""
    actor, (question, page) = slack.identify(body), _carried(body)
    container = body["container"]
    channel = str(container.get("channel_id") or body["channel"]["id"])
    place = slack.place_of(channel, container.get("thread_ts"))
    outsiders = has_outsiders(slack, actor, channel)
    names = slack.channel_names(channel)
    done = status_sharing.share_status(slack.bot, actor, question, page, place, names, outsiders=outsiders)
    add_message(body["response_url"], views.posted(done))
    ack()


def _answer(slack: SlackDoor, body: Body, line: Line) -> Message:
    text = line.text.strip()
    if is_from_client(slack, body):
        return views.of_client(client_status.own_status(slack.bot, actor_of(body), text))
    actor = slack.identify(body)
    if text.lower() in ("help", "?"):
        return views.help_message(slack.prefix)
    if asked := status_reports.read_report(text):
        return status_reports.previewed(slack, actor, *asked)
    question = status_questions.understand(slack.bot, actor, line)
    if question.whose == Whose.JOB:
        return views.jacket(jacket_by_id(slack.bot, actor, question.of), question)
    return views.board(status_board(slack.bot, actor, question))


def _carried(body: Body) -> tuple[StatusQuestion, int]:
    page, _, question = value_of(body).partition(" ")
    return StatusQuestion.model_validate_json(question), int(page)
