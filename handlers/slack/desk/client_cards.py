"""The door of `/client`: the list of clients, and the card of one."""

from bot.clients import clients
from bot.desk.client_cards import ClientCard, find_clients
from handlers.slack.clients.cards import card
from handlers.slack.clients.channels import learn_channels
from handlers.slack.clients.forms import add_client
from handlers.slack.desk import client_cards_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Command, Doors


def client(asked: Asked) -> Answer:
    """`/client`, `/client mine`, `/client ACME`, …; `/client add` opens the form."""
    match asked.text.lower():
        case "help" | "?":
            return views.help_message(asked.prefix)
        case "add" | "new":
            return add_client(asked)
        case _:
            return _found(asked, asked.text)


def turn_clients(asked: Asked) -> Answer:
    """*Earlier* and *More* in the list."""
    turned = asked.value_as(views.ClientsPage)
    return _found(asked, turned.asked, turned.page)


def open_card(asked: Asked) -> Answer:
    """*Open* in the list."""
    return _opened(asked, asked.value)


def archive_client(asked: Asked) -> Answer:
    """*Archive* on a card."""
    return card(asked, clients.archive_client(asked.bot, asked.actor, asked.value).client_id)


def unarchive_client(asked: Asked) -> Answer:
    """*Bring back* on a card."""
    return card(asked, clients.unarchive_client(asked.bot, asked.actor, asked.value).client_id)


def _found(asked: Asked, text: str, page: int = 0) -> Message:
    found = find_clients(asked.bot, asked.actor, text, page)
    return _opened(asked, found.id) if isinstance(found, ClientCard) else views.listed(found, asked.prefix)


def _opened(asked: Asked, client_id: str) -> Message:
    learn_channels(asked.slack, client_id)
    return card(asked, client_id)


DOORS = Doors(
    commands=[Command("client", "Clients: who minds them, contacts, contract and retainers", "ACME", client)],
    clicks=[turn_clients, open_card, archive_client, unarchive_client],
)
