"""The door to clients: `/client`, the list and the card."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.models.views import View

from bot.clients import clients
from bot.core import Actor
from bot.desk.client_cards import ClientCard, client_card, find_clients
from handlers.slack.clients import clients_views as views
from handlers.slack.clients import forms_views as form_views
from handlers.slack.clients.channels import learn_channels
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, replace_message, showing
from handlers.slack.kit.forms import Context, value_of
from handlers.slack.kit.lines import line_from

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("client", slack.prefix))(partial(client, slack))
    app.action("desk.open_card")(partial(open_card, slack))
    app.action("desk.turn_clients.earlier")(partial(turn_page, slack))
    app.action("desk.turn_clients.later")(partial(turn_page, slack))
    app.action("desk.archive_client")(partial(archive, slack))
    app.action("desk.unarchive_client")(partial(unarchive, slack))


def client(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/client`, `/client mine`, `/client ACME`, …; `/client add` opens the form."""
    text = line_from(body.get("text", "")).text
    if text.lower() in ("help", "?"):
        ack(**views.help_message(slack.prefix).payload())
    elif text.lower() in ("add", "new"):
        form = clients.client_form(slack.bot, slack.identify(body))
        slack.open_modal(body, form_views.client(form, Context().model_dump_json()))
        ack()
    else:
        ack(**_found(slack, slack.identify(body), text, 0).payload())


def turn_page(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Earlier* and *More* in the list."""
    page, _, asked = value_of(body).partition(" ")
    replace_message(body["response_url"], _found(slack, slack.identify(body), asked, int(page)))
    ack()


def open_card(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Open* in the list."""
    actor = slack.identify(body)
    learn_channels(slack, value_of(body))
    replace_message(body["response_url"], views.card(client_card(slack.bot, actor, value_of(body))))
    ack()


def archive(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Archive* on a card."""
    actor = slack.identify(body)
    done = clients.archive_client(slack.bot, actor, value_of(body))
    show_card(slack, actor, Context(client=done.client_id, card=body["response_url"]))
    ack()


def unarchive(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Bring back* on a card."""
    actor = slack.identify(body)
    done = clients.unarchive_client(slack.bot, actor, value_of(body))
    show_card(slack, actor, Context(client=done.client_id, card=body["response_url"]))
    ack()


def saved(slack: SlackDoor, ack: Ack, actor: Actor, context: Context) -> None:
    """A form was saved: it becomes the card, and the card that it began at is shown anew."""
    shown = client_card(slack.bot, actor, context.client)
    _show(context, shown)
    ack(response_action="update", view=views.kept(shown).to_dict())


def saved_in(slack: SlackDoor, ack: Ack, actor: Actor, context: Context, view: View) -> None:
    """A form was saved: it becomes the list that it began at, and the card is shown anew."""
    show_card(slack, actor, context)
    ack(response_action="update", view=view.to_dict())


def show_card(slack: SlackDoor, actor: Actor, context: Context) -> None:
    """Show the card anew that was the beginning, as things stand now."""
    _show(context, client_card(slack.bot, actor, context.client))


def _show(context: Context, shown: ClientCard) -> None:
    if context.card:
        with showing():
            replace_message(context.card, views.card(shown))


def _found(slack: SlackDoor, actor: Actor, asked: str, page: int) -> Message:
    found = find_clients(slack.bot, actor, asked, page)
    if isinstance(found, ClientCard):
        learn_channels(slack, found.id)
        return views.card(client_card(slack.bot, actor, found.id))
    return views.listed(found, slack.prefix)
