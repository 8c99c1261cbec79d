"""The door of `/estimate`: a job's estimates, their review at the agency, and their documents."""

import json
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.errors import NotFound
from bot.estimates import reviews
from bot.estimates.estimates import open_estimates, see_estimate
from bot.estimates.files import send_document
from bot.estimates.lists import my_estimates
from bot.messaging.touch import ClickedMessage
from handlers.slack.clients import account_policies
from handlers.slack.estimates import drafts_views as draft_views
from handlers.slack.estimates import estimates_views as views
from handlers.slack.estimates import lists_views as list_views
from handlers.slack.kit.door import SlackDoor, add_message, showing
from handlers.slack.kit.forms import value_of
from handlers.slack.kit.lines import line_from
from handlers.slack.kit.names import Action, Command, Modal
from handlers.slack.timekeeping.deadlines import standing_of

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(Command.ESTIMATE.typed(slack.prefix))(partial(estimate, slack))
    app.action(Action.ESTIMATE_OPEN)(partial(open_of_job, slack))
    app.action(Action.ESTIMATE_SEND)(partial(send_for_review, slack))
    app.action(Action.ESTIMATE_APPROVE)(partial(approve, slack))
    app.action(Action.ESTIMATE_SEND_BACK)(partial(open_send_back, slack))
    app.view(Modal.ESTIMATE_SEND_BACK)(partial(send_back, slack))
    app.action(Action.ESTIMATE_TAKE_BACK)(partial(take_back, slack))
    app.action(Action.ESTIMATE_PDF)(partial(send_pdf, slack))


def estimate(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/estimate`, `/estimate ACME-101`, `/estimate policy`."""
    word, _, rest = line_from(body.get("text", "")).text.strip().partition(" ")
    match word.lower():
        case "":
            ack(**list_views.mine(my_estimates(slack.bot, slack.identify(body)), slack.prefix).payload())
        case "help" | "?":
            ack(**list_views.help_message(slack.prefix).payload())
        case "policy":
            account_policies.FORM.open(slack, ack, body, rest.strip())
        case _:
            _open(slack, body, number=word)
            ack()


def open_of_job(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Estimate* on a job, *Edit the draft*, *Show the estimate*."""
    _open(slack, body, job_id=value_of(body).removeprefix("job:"))
    ack()


def send_for_review(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send for review*: the card says who is asked, or that it is ready."""
    actor = slack.identify(body)
    estimate_id, _, revision = value_of(body).partition(":")
    done = reviews.send_for_review(slack.bot, actor, estimate_id, int(revision))
    desk = open_estimates(slack.bot, actor, job_id=done.estimate.job.id)
    slack.show_modal(body, views.card(desk, list_views.sent_for_review(done)))
    ack()


def approve(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Approve*: the outbox renders the message anew; a modal shows the card."""
    actor = slack.identify(body)
    done = reviews.review(slack.bot, actor, value_of(body), approve=True, clicked=standing_of(slack, body))
    if body.get("view"):
        desk = open_estimates(slack.bot, actor, job_id=done.estimate.job.id)
        slack.update_modal(body, views.card(desk, "Approved. It can go to the client."))
    ack()


def open_send_back(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send back…*: what should change."""
    shown = see_estimate(slack.bot, slack.identify(body), value_of(body))
    about: dict[str, Any] = {"estimate": shown.id}
    if clicked := standing_of(slack, body):
        about |= {"channel": clicked.place.channel, "message": clicked.message}
    slack.show_modal(body, draft_views.send_back_form(shown, json.dumps(about)))
    ack()


def send_back(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The note was written: who drafted it is told."""
    view, actor = body["view"], slack.identify(body)
    about = json.loads(view["private_metadata"])
    clicked = ClickedMessage(slack.place_of(about["channel"]), about["message"]) if "message" in about else None
    note = view["state"]["values"]["note"][Action.VALUE]["value"] or ""
    done = reviews.review(slack.bot, actor, about["estimate"], approve=False, note=note, clicked=clicked)
    ack(response_action="update", view=list_views.sent_back(done).to_dict())


def take_back(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Take back to draft*: it is on the drafting table again."""
    desk = reviews.take_back(slack.bot, slack.identify(body), value_of(body))
    slack.show_modal(body, draft_views.table(desk))
    ack()


def send_pdf(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*PDF*: it comes as a direct message."""
    sent = send_document(slack.bot, slack.identify(body), value_of(body))
    if response_url := body.get("response_url"):
        add_message(response_url, list_views.document_sent(sent))
    else:
        with showing():
            slack.push_modal(body, views.said("PDF", f":page_facing_up: *{sent.name}* is on its way to you.", SOON))
    ack()


SOON = "It comes as a direct message from me, in a moment."


def _open(slack: SlackDoor, body: Body, number: str = "", job_id: str = "") -> None:
    """The drafting table where there is a draft, or nothing yet; else the card."""
    actor = slack.identify(body)
    try:
        desk = open_estimates(slack.bot, actor, number, job_id)
    except NotFound as refused:
        # A choice would be read as a line of time.
        near = ", ".join(choice.label for choice in refused.refusal.choices)
        raise NotFound(f"{refused} {near}".strip()) from None
    slack.show_modal(body, draft_views.table(desk) if desk.is_draftable else views.card(desk))
