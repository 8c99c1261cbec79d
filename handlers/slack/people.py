"""The door to the first set-up."""

from functools import partial
from typing import Any
from zoneinfo import available_timezones

from slack_bolt import Ack, App

from bot import people
from bot.errors import BotError
from bot.home import open_home
from bot.people import SetUpRequest
from handlers.slack.door import SlackDoor, actor_of, address_of
from handlers.slack.names import Action, Modal
from handlers.slack.views import people as views

MOST_OPTIONS = 100


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.SET_UP_OPEN)(partial(open_set_up, slack))
    app.options(Action.ZONE_SEARCH)(find_zones)
    app.view(Modal.SET_UP)(partial(save_set_up, slack))


def meet_everybody(slack: SlackDoor) -> None:
    """Recognise all of the workspace's people by their e-mail addresses, so that who never wrote can be written to."""
    for profile in slack.profiles():
        try:
            people.recognise(slack.bot, profile)
        except BotError:
            continue  # guests, other organisations, and people whom nobody has added


def open_set_up(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """*Set up Jobjacket*: a form that knows the admin's own time zone."""
    profile = slack.profile(address_of(body))
    slack.open_modal(body, views.set_up_form(profile.zone))
    ack()


def find_zones(ack: Ack, body: dict[str, Any]) -> None:
    """What the form's zone menu offers."""
    words = body.get("value", "").lower().replace(" ", "_")
    zones = sorted(zone for zone in available_timezones() if "/" in zone and words in zone.lower())
    ack(options=[views.zone_option(zone).to_dict() for zone in zones[:MOST_OPTIONS]])


def save_set_up(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """The form was saved: the asker is the admin, and their page shows it."""
    actor = actor_of(body)
    values = body["view"]["state"]["values"]
    field = {name: next(iter(inputs.values())) for name, inputs in values.items()}
    request = SetUpRequest(office=field["office"]["value"] or "", zone=field["zone"]["selected_option"]["value"])
    done = people.set_up(slack.bot, actor, slack.profile(address_of(body)), request)
    open_home(slack.bot, slack.identify(body), slack.place_of(body["user"]["id"]))
    ack(response_action="update", view=views.is_set_up(done).to_dict())
