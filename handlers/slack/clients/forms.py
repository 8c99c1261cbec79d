"""The door to a client's forms: who it is and who minds it, its branding and notes."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.clients import clients
from bot.core import Actor
from bot.errors import UsageError
from bot.rules.clients.clients import LARGEST_LOGO, BrandingRequest, ClientRequest, Logo
from bot.signoffs.artefacts import MEGABYTE
from handlers.slack.clients import forms_views as views
from handlers.slack.clients.clients import saved
from handlers.slack.kit.client import CALL_FAULTS, CALL_TIMEOUT
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.downloads import TooLarge, fetch
from handlers.slack.kit.forms import Context, Filled, context_of, show_modal
from storage.words.accounts import ClientStatus

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("clients.add_client")(partial(add, slack))
    app.action("clients.edit_client")(partial(edit, slack))
    app.action("clients.edit_branding")(partial(edit_branding, slack))
    app.view("clients.save_client")(partial(save, slack))
    app.view("clients.save_branding")(partial(save_branding, slack))


def open_form(slack: SlackDoor, actor: Actor, body: Body, context: Context) -> None:
    """The form for the client of that context, or for a new one."""
    form = clients.client_form(slack.bot, actor, context.client)
    show_modal(slack, body, views.client(form, context.model_dump_json()))


def add(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Add a client* in the list."""
    open_form(slack, slack.identify(body), body, Context())
    ack()


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit* on a card."""
    open_form(slack, slack.identify(body), body, context_of(body))
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved."""
    filled, context, actor = Filled(body), context_of(body), slack.identify(body)
    request = ClientRequest(
        code=filled.text("code"),
        name=filled.text("name"),
        status=ClientStatus(filled.choice("status")),
        office=filled.choice("office"),
        currency=filled.text("currency"),
        owner=filled.choice("owner"),
        lead=filled.choice("lead"),
        backup=filled.choice("backup"),
        team=filled.choices("team"),
        internal_channel=filled.channel("internal_channel"),
        shared_channel=filled.channel("shared_channel"),
    )
    done = clients.keep_client(slack.bot, actor, context.client, request)
    saved(slack, ack, actor, context.model_copy(update={"client": done.client_id}))


def edit_branding(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Branding and notes* on a card."""
    context = context_of(body)
    form = clients.branding_form(slack.bot, slack.identify(body), context.client)
    show_modal(slack, body, views.branding(form, context.model_dump_json()))
    ack()


def save_branding(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """That form was saved: a picture that came with it is read from Slack."""
    filled, context, actor = Filled(body), context_of(body), slack.identify(body)
    request = BrandingRequest(
        colour=filled.text("colour"),
        branding_notes=filled.text("branding_notes"),
        reporting_notes=filled.text("reporting_notes"),
        remove_logo=views.REMOVE in filled.choices("remove_logo"),
    )
    clients.branding_form(slack.bot, actor, context.client)  # who may not is refused before anything is fetched
    logo = next((_logo(slack, str(file["id"])) for file in filled.files("logo")), None)
    clients.keep_branding(slack.bot, actor, context.client, request, logo)
    saved(slack, ack, actor, context)


def _logo(slack: SlackDoor, file_id: str) -> Logo:
    """The picture that was uploaded. Raises UsageError (field `logo`)."""
    try:
        file = fetch(slack.client, file_id, LARGEST_LOGO, CALL_TIMEOUT)
    except TooLarge as large:
        message = f"That has {large.megabytes:.1f} MB: up to {LARGEST_LOGO // MEGABYTE} MB, please."
        raise UsageError(message, fields={"logo": message}) from None
    except (*CALL_FAULTS, ValueError):
        message = "I could not fetch that from Slack. Please try again."
        raise UsageError(message, fields={"logo": message}) from None
    return Logo(file.name, file.content)
