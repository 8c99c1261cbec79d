"""The doors to the first set-up, and to adding people."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Option

from bot.admin import new_people
from bot.admin.people_sync import sync_person
from bot.admin.set_up import SetUpRequest, set_up
from bot.desk.home import open_home
from bot.rules.admin.new_people import NewPersonRequest
from bot.rules.kit.zones import time_zones
from handlers.slack.admin import people_views as views
from handlers.slack.clients.channels import look_at_channels
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.door import SlackDoor, address_of, showing
from handlers.slack.kit.doors import Answer, Doors
from storage.words.time import Role

MOST_OPTIONS = 100


def meet_everybody(slack: SlackDoor) -> None:
    """Import everybody that Slack lists in the workspace, so that we can write to people who never wrote to us.

    Also learn about the bot's channels, such as the ids of those that an imported file gave only by name.
    """
    for profile in slack.profiles():
        sync_person(slack.bot, profile)
    look_at_channels(slack)


def open_set_up(asked: Asked) -> Answer:
    """*Set up Jobjacket*: a form that starts with the admin's own time zone."""
    return views.set_up_form(asked.slack.profile(address_of(asked.body)).zone)


def find_zones(asked: Asked) -> Sequence[Option]:
    """Return the options of the form's zone menu."""
    words = asked.text.lower().replace(" ", "_")
    zones = sorted(zone for zone in time_zones() if "/" in zone and words in zone.lower())
    return [views.zone_option(zone) for zone in zones[:MOST_OPTIONS]]


def save_set_up(asked: Asked) -> Answer:
    """Save the form: the asker becomes the admin, and their page shows it."""
    address, filled = address_of(asked.body), asked.filled
    request = SetUpRequest(office=filled.text("office"), zone=filled.choice("zone"))
    done = set_up(asked.bot, asked.anyone, asked.slack.profile(address), request)
    with showing():
        open_home(asked.bot, asked.actor, asked.slack.destination_of(address.user))
    return views.is_set_up(done)


def open_new_person(asked: Asked) -> Answer:
    """*Add a person* on an admin's Home: the form."""
    return views.new_person_form(new_people.new_person_form(asked.bot, asked.actor))


def find_supervisors(asked: Asked) -> Sequence[Option]:
    """Return the options of the form's supervisor menu."""
    return [views.person_option(each) for each in new_people.find_people(asked.bot, asked.actor, asked.text)]


def save_new_person(asked: Asked) -> Answer:
    """Save the form, then say how the new person starts."""
    filled = asked.filled
    request = NewPersonRequest(
        name=filled.text("name"),
        email=filled.text("email"),
        role=Role(filled.choice("role")),
        office=filled.choice("office"),
        supervisor=filled.choice("supervisor"),
        hours_a_day=filled.text("hours_a_day"),
    )
    return views.person_added(new_people.add_person(asked.bot, asked.actor, request), asked.prefix)


DOORS = Doors(
    clicks=[open_set_up, open_new_person],
    forms=[save_set_up, save_new_person],
    menus=[find_zones, find_supervisors],
    for_anyone=[open_set_up, find_zones, save_set_up],
)
