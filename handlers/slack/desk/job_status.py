"""The door of `/jobstatus`, and questions in plain words: a board of jobs, a report, or a job's jacket."""

import re

from bot.desk.job_jackets import jacket_by_id, reply_jacket
from bot.errors import BotError, NotFound
from bot.people.policies import policy_form
from bot.rules.kit.lines import Line
from bot.status import client_status, sharing
from bot.status.questions import Whose, understand
from bot.status.status import status_board
from handlers.slack.desk import job_jackets_views as jacket_views
from handlers.slack.kit import refusals
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Command, Doors, id_of
from handlers.slack.status import report_policies_views as policy_views
from handlers.slack.status import reports
from handlers.slack.status import status_views as views
from storage.messaging.notices import Destination

_POLICY = re.compile(r"policy(?:\s+(.+))?", re.IGNORECASE)


def jobstatus(asked: Asked) -> Answer:
    """`/jobstatus`, `/jobstatus ACME overdue`, `/jobstatus @sam`, `/jobstatus report ACME`, `/jobstatus policy`."""
    if policy := _POLICY.fullmatch(asked.line.text.strip()):
        return policy_views.form(policy_form(asked.bot, asked.actor, policy[1] or ""))
    return _answer(asked, asked.line)


def take_status_line(asked: Asked) -> Answer:
    """Take the choice between the jobs that a number may have meant."""
    return _answer(asked, Line(asked.value))


def answer_mention(asked: Asked) -> Message:
    """Return the answer to a question in a channel or a thread; a refusal offers choices that lead on."""
    try:
        return _answer(asked, asked.line)
    except BotError as error:
        return refusals.refused(error.refusal, asked.prefix, "jobstatus", id_of(take_status_line))


def answer_direct(asked: Asked, destination: Destination) -> None:
    """Queue the answer to a question in a direct message. Raises NotFound, NotAllowed, Unknown."""
    if _is_from_client(asked):
        client_status.reply_own(asked.bot, asked.anyone, asked.line.text, destination)
        return
    try:
        question = understand(asked.bot, asked.actor, asked.line)
    except NotFound as refused:
        # A choice here would be read as a line of time.
        near = ", ".join(choice.label for choice in refused.refusal.choices)
        raise NotFound(f"{refused} {near}".strip()) from None
    if question.whose == Whose.JOB:
        reply_jacket(asked.bot, asked.actor, question.of, destination)
    else:
        sharing.reply(asked.bot, asked.actor, question, destination)


def _is_from_client(asked: Asked) -> bool:
    address = asked.anyone.address
    return address is not None and client_status.is_client_contact(asked.bot, address)


def _answer(asked: Asked, line: Line) -> Message:
    text = line.text.strip()
    if _is_from_client(asked):
        return views.of_client(client_status.own_status(asked.bot, asked.anyone, text))
    _ = asked.actor  # refuses strangers and outsiders
    if text.lower() in ("help", "?"):
        return views.help_message(asked.prefix)
    if report := reports.read_report(text):
        return reports.previewed(asked, report)
    question = understand(asked.bot, asked.actor, line)
    if question.whose == Whose.JOB:
        return jacket_views.jacket(jacket_by_id(asked.bot, asked.actor, question.of), views.share(question))
    return views.board(status_board(asked.bot, asked.actor, question))


DOORS = Doors(
    commands=[
        Command(
            "jobstatus",
            "Where things stand: your jobs, a client's, what is late or waits",
            "ACME overdue, or @sam, or report ACME",
            jobstatus,
        )
    ],
    clicks=[take_status_line],
    for_anyone=[jobstatus, take_status_line],  # a client's people ask for their own jobs
    takes_choices=take_status_line,
)
