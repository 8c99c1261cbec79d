"""The door to account reviews: `/account ACME`."""

from bot.digests import accounts
from handlers.slack.digests import accounts_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Below, Command, Doors


def account(asked: Asked) -> Answer:
    """`/account ACME`."""
    if asked.text.lower() in ("", "help", "?"):
        return views.help_message(asked.prefix)
    return views.review(accounts.review_account(asked.bot, asked.actor, asked.text), asked.prefix)


def send_account_file(asked: Asked) -> Answer:
    """*Send as a PDF*."""
    return Below(views.sent(accounts.send_review(asked.bot, asked.actor, asked.value)))


DOORS = Doors(
    commands=[Command("account", "One page on a client: the month so far, and six months of trends", "ACME", account)],
    clicks=[send_account_file],
)
