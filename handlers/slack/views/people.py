"""What people see of the first set-up."""

from slack_sdk.models.blocks import ExternalDataSelectElement, Option, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.set_up import SetUp
from handlers.slack.names import Action, Modal
from handlers.slack.views.blocks import context, escape, field, modal, option, section


def set_up_form(zone: str) -> View:
    """The form for the first office; `zone` is the admin's own."""
    return modal(
        "Set up Jobjacket",
        [
            section("Name your first office. Its time zone decides when a day ends for the people who work there."),
            field(
                "office",
                "Office",
                PlainTextInputElement(
                    action_id=Action.VALUE, placeholder=PlainTextObject(text="New York"), max_length=60
                ),
            ),
            field(
                "zone",
                "Time zone",
                ExternalDataSelectElement(
                    action_id=Action.ZONE_SEARCH,
                    placeholder="Type a city",
                    min_query_length=0,
                    initial_option=zone_option(zone) if zone else None,
                ),
            ),
            context("You become Jobjacket's admin. Nobody else is told."),
        ],
        callback=Modal.SET_UP,
        submit="Set up",
    )


def zone_option(zone: str) -> Option:
    """A time zone as a choice of the menu."""
    return option(zone.replace("_", " "), zone)


def is_set_up(done: SetUp) -> View:
    """What was set up, and the next step."""
    return modal(
        "You are set up",
        [
            section(f":white_check_mark: *{escape(done.office)}* is your first office ({escape(done.zone)})."),
            section(
                "*Next:* have your operator bring in people, clients and jobs with\n"
                "```app.py import people people.csv --save\n"
                "app.py import clients clients.csv --save\n"
                "app.py import jobs jobs.csv --save```"
            ),
            context("Without `--save` each only shows what it would do."),
        ],
    )
