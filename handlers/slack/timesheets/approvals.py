"""The door to weekly approval: sending a week, approving it or one change of it, sending it back."""

import json
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import Actor
from bot.messaging.touch import ClickedMessage
from bot.timesheets import approval_states, timesheets
from bot.timesheets import approvals as timesheet_approvals
from bot.timesheets import sending as timesheet_sending
from handlers.slack.kit.door import SlackDoor, add_message, is_ephemeral, replace_message, showing
from handlers.slack.kit.forms import value_of
from handlers.slack.kit.names import Action, Modal
from handlers.slack.timekeeping.deadlines import standing_of
from handlers.slack.timesheets import approvals_views as views
from handlers.slack.timesheets import timesheets_views as sheet_views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.SHEET_SEE)(partial(see, slack))
    app.action(Action.WEEK_SEND)(partial(send, slack))
    app.action(Action.WEEK_APPROVE)(partial(approve, slack))
    app.action(Action.CHANGE_APPROVE)(partial(approve_change, slack))
    app.action(Action.WEEK_SEND_BACK)(partial(ask_reason, slack))
    app.view(Modal.WEEK_SEND_BACK)(partial(send_back, slack))


def list_waiting(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet approvals`."""
    ack(**views.listed(approval_states.list_waiting(slack.bot, slack.identify(body)), slack.prefix).payload())


def see(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*See the week*: the table, to who clicked alone."""
    person_id, _, monday = value_of(body).partition(" ")
    shown = timesheets.show_timesheet_of(slack.bot, slack.identify(body), person_id, date.fromisoformat(monday))
    add_message(body["response_url"], sheet_views.sheet(shown))
    ack()


def send(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send for approval*."""
    actor = slack.identify(body)
    done = timesheet_sending.send_week(slack.bot, actor, date.fromisoformat(value_of(body)))
    _show(slack, body, actor, done.person_id, done.monday)
    ack()


def approve(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Approve* on a week."""
    actor, (approval_id, _, version) = slack.identify(body), value_of(body).partition(" ")
    clicked = standing_of(slack, body)
    done = timesheet_approvals.approve_week(slack.bot, actor, approval_id, version, clicked)
    _show(slack, body, actor, done.person_id, done.monday)
    ack()


def approve_change(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Approve this* on an entry that changed since."""
    actor, (entry_id, _, version) = slack.identify(body), value_of(body).partition(" ")
    clicked = standing_of(slack, body)
    done = timesheet_approvals.approve_change(slack.bot, actor, entry_id, version, clicked)
    _show(slack, body, actor, done.person_id, done.monday)
    ack()


def ask_reason(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send back…*: a form."""
    slack.identify(body)
    context = {"approval": value_of(body)}
    if is_ephemeral(body):
        context["response_url"] = body["response_url"]
    elif clicked := standing_of(slack, body):
        context |= {"channel": clicked.place.channel, "message": clicked.message}
    slack.open_modal(body, views.back_form(json.dumps(context)))
    ack()


def send_back(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The reason was given: the message it was asked in shows it."""
    actor, context = slack.identify(body), json.loads(body["view"]["private_metadata"])
    reason = body["view"]["state"]["values"]["reason"][Action.VALUE]["value"] or ""
    clicked = ClickedMessage(slack.place_of(context["channel"]), context["message"]) if "channel" in context else None
    done = timesheet_approvals.send_week_back(slack.bot, actor, context["approval"], reason, clicked)
    if response_url := context.get("response_url"):
        _replace(slack, response_url, actor, done.person_id, done.monday)
    ack(response_action="update", view=views.was_sent_back(done).to_dict())


def _show(slack: SlackDoor, body: Body, actor: Actor, person_id: str, monday: date) -> None:
    """A week that only the clicker sees is replaced here; what is posted, the outbox renders anew."""
    if is_ephemeral(body):
        _replace(slack, body["response_url"], actor, person_id, monday)


def _replace(slack: SlackDoor, response_url: str, actor: Actor, person_id: str, monday: date) -> None:
    with showing():
        shown = timesheets.show_timesheet_of(slack.bot, actor, person_id, monday)
        replace_message(response_url, sheet_views.sheet(shown))
