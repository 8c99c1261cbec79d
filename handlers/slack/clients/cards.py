"""The card of a client, to which its forms return when saved."""

from slack_sdk.models.views import View

from bot.desk.client_cards import client_card
from handlers.slack.clients import clients_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Done


def card(asked: Asked, client_id: str) -> Message:
    """Return a client's card with all that the asker may see."""
    return views.card(client_card(asked.bot, asked.actor, client_id))


def added(asked: Asked, client_id: str) -> Done:
    """Turn the saved form of a new client into its card."""
    return Done(views.kept(client_card(asked.bot, asked.actor, client_id)))


def saved(asked: Asked, client_id: str) -> Done:
    """Turn a saved form into the card, and update the card that it was opened from."""
    shown = client_card(asked.bot, asked.actor, client_id)
    return Done(views.kept(shown), replacing=lambda: views.card(shown))


def saved_in(asked: Asked, client_id: str, view: View) -> Done:
    """Turn a changed list into `view`, and update the card that it was opened from."""
    return Done(view, replacing=lambda: card(asked, client_id))
