"""The buttons by which the agency minds the links of a sign-off."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot import signoff_links
from handlers.slack.deadlines import value_of
from handlers.slack.door import SlackDoor, add_message
from handlers.slack.names import Action
from handlers.slack.views import signoff_links as views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.SIGNOFF_LINK_SEND)(partial(send, slack))
    app.action(Action.SIGNOFF_LINK_REVOKE)(partial(revoke, slack))


def send(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send a new link*."""
    shown = signoff_links.send_link_anew(slack.bot, slack.identify(body), value_of(body))
    add_message(body["response_url"], views.sent(shown.approver(value_of(body))))
    ack()


def revoke(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Take links back*, confirmed."""
    shown = signoff_links.revoke_links(slack.bot, slack.identify(body), value_of(body))
    add_message(body["response_url"], views.revoked(shown.approver(value_of(body))))
    ack()
