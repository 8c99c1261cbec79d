"""The door to a client's contacts."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.clients import contacts
from bot.clients.contacts import ContactsShown
from bot.core import Actor
from bot.errors import UsageError
from bot.people.people import Profile
from bot.rules.clients.contacts import ContactRequest
from handlers.slack.clients import contacts_views as views
from handlers.slack.clients.channels import outsiders
from handlers.slack.clients.clients import saved_in, show_card
from handlers.slack.clients.clients_views import is_channel_id
from handlers.slack.kit.blocks import escape
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Context, Filled, context_of, show_modal, value_of
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffKind

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("clients.list_contacts")(partial(list_contacts, slack))
    app.action("clients.add_contact")(partial(add, slack))
    app.action("clients.edit_contact")(partial(edit, slack))
    app.action("clients.remove_contact")(partial(remove, slack))
    app.options("clients.find_accounts")(partial(find_accounts, slack))
    app.view("clients.save_contact")(partial(save, slack))


def list_contacts(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Contacts* on a card."""
    context = context_of(body)
    shown = contacts.show_contacts(slack.bot, slack.identify(body), context.client)
    show_modal(slack, body, views.contacts(shown, context.model_dump_json()))
    ack()


def add(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Add a contact*."""
    _open(slack, body, context_of(body).model_copy(update={"changes": ""}))
    ack()


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit* a contact."""
    _open(slack, body, context_of(body).model_copy(update={"changes": value_of(body)}))
    ack()


def remove(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Remove* a contact: the list says so."""
    context, actor = context_of(body), slack.identify(body)
    before = contacts.show_contacts(slack.bot, actor, context.client)
    contacts.remove_contact(slack.bot, actor, value_of(body))
    show_card(slack, actor, context)
    shown = contacts.show_contacts(slack.bot, actor, context.client)
    told = f"{_named(before, value_of(body))} is asked no more."
    slack.update_modal(body, views.contacts(shown, context.model_dump_json(), told))
    ack()


def find_accounts(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the form's menu of accounts offers: who is in the shared channel and is no staff of ours."""
    words = body.get("value", "").lower().split()
    found = _outsiders(slack, slack.identify(body), context_of(body).client)
    fitting = [each for each in found if all(word in f"{each.name} {each.email}".lower() for word in words)]
    ack(options=[views.account_option(each).to_dict() for each in fitting])


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the list again. Whose account was chosen is asked of Slack, not of the form."""
    filled, context, actor = Filled(body), context_of(body), slack.identify(body)
    request = ContactRequest(
        name=filled.text("name"),
        email=filled.text("email"),
        prefers=ContactChannel(filled.choice("prefers")),
        approves=[SignoffKind(each) for each in filled.choices("approves")],
        limit=filled.text("limit"),
    )
    chat = _account(slack, actor, context.client, filled.choice("chat"))
    done = contacts.keep_contact(slack.bot, actor, context.client, context.changes, request, chat)
    shown = contacts.show_contacts(slack.bot, actor, context.client)
    told = f":white_check_mark: {_named(shown, done.contact_id)} is kept."
    saved_in(slack, ack, actor, context, views.contacts(shown, context.model_dump_json(), told))


def _open(slack: SlackDoor, body: Body, context: Context) -> None:
    form = contacts.contact_form(slack.bot, slack.identify(body), context.client, context.changes)
    show_modal(slack, body, views.form(form, context.model_dump_json()))


def _named(shown: ContactsShown, contact_id: str) -> str:
    return next((f"*{escape(each.name)}*" for each in shown.contacts if each.id == contact_id), "The contact")


def _account(slack: SlackDoor, actor: Actor, client_id: str, chosen: str) -> Profile | None:
    if not chosen:
        return None
    user = chosen.rpartition(":")[2]
    for profile in _outsiders(slack, actor, client_id):
        if profile.address.user == user:
            return profile
    message = "Please choose somebody who is in the shared channel and does not work here."
    raise UsageError("That is no account of the client's.", fields={"chat": message})


def _outsiders(slack: SlackDoor, actor: Actor, client_id: str) -> list[Profile]:
    shared = contacts.show_contacts(slack.bot, actor, client_id).shared_channel
    return list(outsiders(slack, actor, shared)) if is_channel_id(shared) else []
