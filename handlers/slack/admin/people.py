"""The doors to the first set-up, and to adding people."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.admin import new_people
from bot.admin.people_sync import sync_person
from bot.admin.set_up import SetUpRequest, set_up
from bot.desk.home import open_home
from bot.rules.admin.new_people import NewPersonRequest
from bot.rules.kit.zones import time_zones
from handlers.slack.admin import people_views as views
from handlers.slack.clients.channels import learn_channels
from handlers.slack.kit.door import SlackDoor, actor_of, address_of, showing
from handlers.slack.kit.forms import Filled
from storage.words.time import Role

MOST_OPTIONS = 100


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("admin.open_set_up")(partial(open_set_up, slack))
    app.options("admin.find_zones")(find_zones)
    app.view("admin.save_set_up")(partial(save_set_up, slack))
    app.action("admin.open_new_person")(partial(open_new_person, slack))
    app.options("admin.find_supervisors")(partial(find_supervisors, slack))
    app.view("admin.save_new_person")(partial(save_new_person, slack))


def meet_everybody(slack: SlackDoor) -> None:
    """Take over what Slack says of all of the workspace's people, so that who never wrote can be written to.

    And learn which channels the clients' and jobs' are, where a file only named them.
    """
    for profile in slack.profiles():
        sync_person(slack.bot, profile)
    learn_channels(slack)


def open_set_up(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """*Set up Jobjacket*: a form that knows the admin's own time zone."""
    profile = slack.profile(address_of(body))
    slack.open_modal(body, views.set_up_form(profile.zone))
    ack()


def find_zones(ack: Ack, body: dict[str, Any]) -> None:
    """What the form's zone menu offers."""
    words = body.get("value", "").lower().replace(" ", "_")
    zones = sorted(zone for zone in time_zones() if "/" in zone and words in zone.lower())
    ack(options=[views.zone_option(zone).to_dict() for zone in zones[:MOST_OPTIONS]])


def save_set_up(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """The form was saved: the asker is the admin, and their page shows it."""
    actor = actor_of(body)
    filled = Filled(body)
    request = SetUpRequest(office=filled.text("office"), zone=filled.choice("zone"))
    done = set_up(slack.bot, actor, slack.profile(address_of(body)), request)
    with showing():
        open_home(slack.bot, slack.identify(body), slack.place_of(body["user"]["id"]))
    ack(response_action="update", view=views.is_set_up(done).to_dict())


def open_new_person(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """*Add a person* on an admin's Home: the form."""
    form = new_people.new_person_form(slack.bot, slack.identify(body))
    slack.open_modal(body, views.new_person_form(form))
    ack()


def find_supervisors(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """What the form's supervisor menu offers."""
    found = new_people.find_people(slack.bot, slack.identify(body), body.get("value", ""))
    ack(options=[views.person_option(person).to_dict() for person in found])


def save_new_person(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """The form was saved: it says how the new person starts."""
    filled = Filled(body)
    request = NewPersonRequest(
        name=filled.text("name"),
        email=filled.text("email"),
        role=Role(filled.choice("role")),
        office=filled.choice("office"),
        supervisor=filled.choice("supervisor"),
        hours_a_day=filled.text("hours_a_day"),
    )
    done = new_people.add_person(slack.bot, slack.identify(body), request)
    ack(response_action="update", view=views.person_added(done, slack.prefix).to_dict())
