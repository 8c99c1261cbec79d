"""The menu by which the agency minds the links of a sign-off."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.signoffs.links import revoke_links, send_link_anew
from handlers.slack.kit.door import SlackDoor, add_message
from handlers.slack.signoffs import links_views as views


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("signoffs.change_link")(partial(mind, slack))


def mind(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """*Send a new link* and *Take links back*."""
    what, _, approver_id = str(body["actions"][0]["selected_option"]["value"]).partition(":")
    use_case, told = (revoke_links, views.revoked) if what == views.REVOKE else (send_link_anew, views.sent)
    shown = use_case(slack.bot, slack.identify(body), approver_id)
    add_message(body["response_url"], told(shown.approver(approver_id)))
    ack()
