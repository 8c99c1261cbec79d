"""Views of the first set-up, and of adding people."""

from slack_sdk.models.blocks import (
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.admin.new_people import NewPersonForm, PersonAdded, PersonFound
from bot.admin.set_up import SetUp
from handlers.slack.kit.blocks import FIELD, context, escape, field, modal, option, section
from handlers.slack.kit.commands import typed
from storage.words.time import Role

MOST_OFFICES = 100


def set_up_form(zone: str) -> View:
    """The form for the first office; `zone` is the admin's own."""
    return modal(
        "Set up Jobjacket",
        [
            section("Name your first office. Its time zone decides when a day ends for the people who work there."),
            field(
                "office",
                "Office",
                PlainTextInputElement(action_id=FIELD, placeholder=PlainTextObject(text="New York"), max_length=60),
            ),
            field(
                "zone",
                "Time zone",
                ExternalDataSelectElement(
                    action_id="admin.find_zones",
                    placeholder="Type a city",
                    min_query_length=0,
                    initial_option=zone_option(zone) if zone else None,
                ),
            ),
            context("You become Jobjacket's admin. Nobody else is told."),
        ],
        callback="admin.save_set_up",
        submit="Set up",
    )


def zone_option(zone: str) -> Option:
    """A time zone as a choice of the menu."""
    return option(zone.replace("_", " "), zone)


def is_set_up(done: SetUp) -> View:
    """Confirm the set-up, and show the next step."""
    return modal(
        "You are set up",
        [
            section(f":white_check_mark: *{escape(done.office)}* is your first office ({escape(done.zone)})."),
            section(
                "*Next:* add people from your Home, or have your operator bring in people, clients and jobs with\n"
                "```app.py import people people.csv --save\n"
                "app.py import clients clients.csv --save\n"
                "app.py import jobs jobs.csv --save```"
            ),
            context("Without `--save` each only shows what it would do."),
        ],
    )


def new_person_form(form: NewPersonForm) -> View:
    """The form for a new person; their office is the admin's own, unless the admin chooses another."""
    offices = {office.id: option(office.name, office.id) for office in form.offices[:MOST_OFFICES]}
    office = StaticSelectElement(
        action_id=FIELD, options=list(offices.values()), initial_option=offices.get(form.own_office)
    )
    role = StaticSelectElement(action_id=FIELD, options=[option(each.capitalize(), each) for each in Role])
    supervisor = ExternalDataSelectElement(
        action_id="admin.find_supervisors", placeholder="Type a name", min_query_length=0
    )
    return modal(
        "Add a person",
        [
            field("name", "Name", _text("Zoe Park")),
            field("email", "E-mail", _text("zoe@agency.com"), hint="The one of their Slack account: I know them by it"),
            field("role", "Role", role),
            field("office", "Office", office),
            field("supervisor", "Supervisor", supervisor, optional=True),
            field("hours_a_day", "Hours expected a day", _text("7.5", "7.5")),
        ],
        callback="admin.save_new_person",
        submit="Add",
    )


def person_option(person: PersonFound) -> Option:
    """A person as a choice of the menu."""
    return option(person.name, person.id, person.email)


def person_added(done: PersonAdded, prefix: str) -> View:
    """Confirm the new person, and say how they start."""
    name, email, office = map(escape, (done.name, done.email, done.office))
    return modal(
        "Added",
        [
            section(f":white_check_mark: *{name}* is added, in {office}."),
            section(f"*Next:* {name} types `{typed('logtime', prefix)} help` in any channel, or opens my Home."),
            context(f"I know them by {email}. Time is expected from today on."),
        ],
    )


def _text(example: str, value: str = "") -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=FIELD,
        placeholder=PlainTextObject(text=example),
        initial_value=value or None,
        max_length=200,
    )
