"""The card of a client, and how its forms end: each leads back to it."""

from slack_sdk.models.views import View

from bot.desk.client_cards import client_card
from handlers.slack.clients import clients_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Done


def card(asked: Asked, client_id: str) -> Message:
    """Return a client's card, as the asker may see it."""
    return views.card(client_card(asked.bot, asked.actor, client_id))


def added(asked: Asked, client_id: str) -> Done:
    """The form of a new client was saved: it becomes the card."""
    return Done(views.kept(client_card(asked.bot, asked.actor, client_id)))


def saved(asked: Asked, client_id: str) -> Done:
    """A form was saved: it becomes the card, and the card that it was opened at shows it."""
    shown = client_card(asked.bot, asked.actor, client_id)
    return Done(views.kept(shown), replacing=lambda: views.card(shown))


def saved_in(asked: Asked, client_id: str, view: View) -> Done:
    """One of a client's lists was changed: it becomes `view`, and the card that it was opened at shows it."""
    return Done(view, replacing=lambda: card(asked, client_id))
