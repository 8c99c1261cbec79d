"""The door to a client's forms: its facts and its leads, its branding and notes."""

from bot.clients import clients
from bot.errors import UsageError
from bot.rules.clients.clients import LARGEST_LOGO, BrandingRequest, ClientRequest, Logo
from bot.signoffs.artefacts import MEGABYTE
from handlers.slack.clients import forms_views as views
from handlers.slack.clients.cards import added, saved
from handlers.slack.clients.clients_views import OfClient
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.client import CALL_FAULTS, CALL_TIMEOUT
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.kit.downloads import TooLarge, fetch
from storage.words.accounts import ClientStatus


def add_client(asked: Asked) -> Answer:
    """*Add a client* in the list, and `/client add`: the form."""
    return views.client(clients.client_form(asked.bot, asked.actor))


def edit_client(asked: Asked) -> Answer:
    """*Edit* on a card: the form."""
    return views.client(clients.client_form(asked.bot, asked.actor, asked.value))


def save_client(asked: Asked) -> Answer:
    """Save the form."""
    filled, kept = asked.filled, asked.carried(OfClient).client
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
        internal_channel=asked.chosen_channel("internal_channel"),
        shared_channel=asked.chosen_channel("shared_channel"),
    )
    done = clients.keep_client(asked.bot, asked.actor, kept, request)
    return saved(asked, done.client_id) if kept else added(asked, done.client_id)


def edit_branding(asked: Asked) -> Answer:
    """*Branding and notes* on a card: the form."""
    return views.branding(clients.branding_form(asked.bot, asked.actor, asked.value))


def save_branding(asked: Asked) -> Answer:
    """Save that form; a picture uploaded with it is read from Slack."""
    filled, client_id = asked.filled, asked.carried(OfClient).client
    request = BrandingRequest(
        colour=filled.text("colour"),
        branding_notes=filled.text("branding_notes"),
        reporting_notes=filled.text("reporting_notes"),
        remove_logo=views.REMOVE in filled.choices("remove_logo"),
    )
    clients.branding_form(asked.bot, asked.actor, client_id)  # refuse before fetching anything
    logo = next((_logo(asked.slack, str(file["id"])) for file in filled.files("logo")), None)
    clients.keep_branding(asked.bot, asked.actor, client_id, request, logo)
    return saved(asked, client_id)


def _logo(slack: SlackDoor, file_id: str) -> Logo:
    """Return the uploaded picture. Raises UsageError (field `logo`)."""
    try:
        file = fetch(slack.client, file_id, LARGEST_LOGO, CALL_TIMEOUT)
    except TooLarge as large:
        message = f"That has {large.megabytes:.1f} MB: up to {LARGEST_LOGO // MEGABYTE} MB, please."
        raise UsageError(message, fields={"logo": message}) from None
    except (*CALL_FAULTS, ValueError):
        message = "I could not fetch that from Slack. Please try again."
        raise UsageError(message, fields={"logo": message}) from None
    return Logo(file.name, file.content)


DOORS = Doors(clicks=[add_client, edit_client, edit_branding], forms=[save_client, save_branding])
