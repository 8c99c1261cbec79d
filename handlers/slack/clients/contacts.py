"""The door to a client's contacts."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Option

from bot.clients import contacts
from bot.clients.contacts import ContactsShown
from bot.errors import UsageError
from bot.people.people import Profile
from bot.rules.clients.contacts import ContactRequest
from bot.signoffs import contacts as signoff_contacts
from handlers.slack.clients import contacts_views as views
from handlers.slack.clients.cards import saved_in
from handlers.slack.clients.channels import outsiders
from handlers.slack.clients.clients_views import OfClient
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import escape, slack_id
from handlers.slack.kit.doors import Answer, Doors
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffKind


def list_contacts(asked: Asked) -> Answer:
    """*Contacts* on a card."""
    return views.contacts(contacts.show_contacts(asked.bot, asked.actor, asked.value))


def add_contact(asked: Asked) -> Answer:
    """*Add a contact*: the list becomes the form."""
    return views.form(contacts.contact_form(asked.bot, asked.actor, asked.carried(OfClient).client))


def edit_contact(asked: Asked) -> Answer:
    """*Edit* a contact: the list becomes the form."""
    return views.form(contacts.contact_form(asked.bot, asked.actor, asked.carried(OfClient).client, asked.value))


def remove_contact(asked: Asked) -> Answer:
    """*Remove* a contact: remove them and update the list."""
    client_id = asked.carried(OfClient).client
    before = contacts.show_contacts(asked.bot, asked.actor, client_id)
    signoff_contacts.remove_contact(asked.bot, asked.actor, asked.value)
    shown = contacts.show_contacts(asked.bot, asked.actor, client_id)
    return saved_in(asked, client_id, views.contacts(shown, f"{_named(before, asked.value)} is asked no more."))


def find_accounts(asked: Asked) -> Sequence[Option]:
    """Return the menu's accounts: people in the shared channel who aren't our staff."""
    words = asked.text.lower().split()
    found = _outsiders(asked, asked.carried(OfClient).client)
    return [
        views.account_option(each)
        for each in found
        if all(word in f"{each.name} {each.email}".lower() for word in words)
    ]


def save_contact(asked: Asked) -> Answer:
    """Save the form, then show the list again. The chosen account is looked up in Slack, not taken from the form."""
    filled, of = asked.filled, asked.carried(OfClient)
    request = ContactRequest(
        name=filled.text("name"),
        email=filled.text("email"),
        prefers=ContactChannel(filled.choice("prefers")),
        approves=[SignoffKind(each) for each in filled.choices("approves")],
        limit=filled.text("limit"),
    )
    chat = _account(asked, of.client, filled.choice("chat"))
    done = signoff_contacts.keep_contact(asked.bot, asked.actor, of.client, of.changes, request, chat)
    shown = contacts.show_contacts(asked.bot, asked.actor, of.client)
    told = f":white_check_mark: {_named(shown, done.contact_id)} is kept."
    return saved_in(asked, of.client, views.contacts(shown, told))


def _named(shown: ContactsShown, contact_id: str) -> str:
    return next((f"*{escape(each.name)}*" for each in shown.contacts if each.id == contact_id), "The contact")


def _account(asked: Asked, client_id: str, chosen: str) -> Profile | None:
    if not chosen:
        return None
    user = chosen.rpartition(":")[2]
    for profile in _outsiders(asked, client_id):
        if profile.address.user == user:
            return profile
    message = "Please choose somebody who is in the shared channel and does not work here."
    raise UsageError("That is no account of the client's.", fields={"chat": message})


def _outsiders(asked: Asked, client_id: str) -> Sequence[Profile]:
    shared = slack_id(contacts.show_contacts(asked.bot, asked.actor, client_id).shared_channel)
    return outsiders(asked.slack, asked.actor, shared) if shared else []


DOORS = Doors(
    clicks=[list_contacts, add_contact, edit_contact, remove_contact],
    forms=[save_contact],
    menus=[find_accounts],
)
