"""The door to late entries: giving the reason, approving, declining."""

import json
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.messaging.touch import ClickedMessage
from bot.timekeeping import deadlines
from bot.timekeeping.time_entries import entry_told
from handlers.slack.kit.door import SlackDoor, is_ephemeral, replace_message, showing
from handlers.slack.kit.forms import value_of
from handlers.slack.kit.names import Action, Modal
from handlers.slack.timekeeping import deadlines_views as views
from handlers.slack.timekeeping import time_entries_views as entry_views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.LATE_REASON)(partial(ask_reason, slack))
    app.view(Modal.LATE_REASON)(partial(save_reason, slack))
    app.action(Action.LATE_APPROVE)(partial(approve, slack))
    app.action(Action.LATE_DECLINE)(partial(decline, slack))


def ask_reason(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Give the reason*: a form; in a modal, that one becomes the form."""
    slack.identify(body)
    context = {"entry": value_of(body)}
    if is_ephemeral(body):
        context["response_url"] = body["response_url"]
    view = views.reason_form(value_of(body), json.dumps(context))
    if body.get("view", {}).get("type") == "modal":
        slack.client.views_update(view_id=body["view"]["id"], view=view.to_dict())
    else:
        slack.open_modal(body, view)
    ack()


def save_reason(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The reason was given: the message it was asked in shows it."""
    context = json.loads(body["view"]["private_metadata"])
    reason = body["view"]["state"]["values"]["reason"][Action.VALUE]["value"] or ""
    given = deadlines.give_reason(slack.bot, slack.identify(body), context["entry"], reason)
    with showing():
        told = entry_told(slack.bot, given.entry_id)
        if response_url := context.get("response_url"):
            replace_message(response_url, entry_views.told(told))
        ack(response_action="update", view=entry_views.told_modal(told).to_dict())
        return
    ack()


def approve(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Approve*: the outbox renders the message anew."""
    _decide(slack, body, approve=True)
    ack()


def decline(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Decline*: the outbox renders the message anew."""
    _decide(slack, body, approve=False)
    ack()


def standing_of(slack: SlackDoor, body: Body) -> ClickedMessage | None:
    """The posted message that was clicked."""
    container = body.get("container", {})
    if container.get("type") != "message" or is_ephemeral(body):
        return None
    return ClickedMessage(slack.place_of(container["channel_id"]), container["message_ts"])


def _decide(slack: SlackDoor, body: Body, *, approve: bool) -> None:
    actor, clicked = slack.identify(body), standing_of(slack, body)
    deadlines.decide_late_entry(slack.bot, actor, value_of(body), approve=approve, clicked=clicked)
