"""The door to account reviews: `/account ACME`."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.digests import accounts
from handlers.slack.digests import accounts_views as views
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, add_message
from handlers.slack.kit.lines import line_from

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("account", slack.prefix))(partial(account, slack))
    app.action("digests.send_account_file")(partial(send_file, slack))


def account(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/account ACME`."""
    code = line_from(body.get("text", "")).text
    if code.lower() in ("", "help", "?"):
        ack(**views.help_message(slack.prefix).payload())
    else:
        ack(**views.review(accounts.review_account(slack.bot, slack.identify(body), code)).payload())


def send_file(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send as a PDF*."""
    done = accounts.send_review(slack.bot, slack.identify(body), str(body["actions"][0]["value"]))
    add_message(body["response_url"], views.sent(done))
    ack()
