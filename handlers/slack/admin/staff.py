"""The door to the agency's people: an admin's list and form, and Slack's news of somebody."""

from collections.abc import Sequence

import structlog
from slack_sdk.models.blocks import Option

from bot.admin import staff
from bot.admin.people_sync import sync_person
from bot.errors import BotError
from bot.rules.admin.staff import StaffRequest
from handlers.slack.admin import staff_views as views
from handlers.slack.admin.people_views import person_option
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import escape
from handlers.slack.kit.doors import Answer, Doors
from storage.words.time import Role

log = structlog.get_logger()


def list_people(asked: Asked) -> Answer:
    """*People* on an admin's Home."""
    return views.listed(staff.list_staff(asked.bot, asked.actor))


def turn_people(asked: Asked) -> Answer:
    """*Earlier* and *More* in the list."""
    return views.listed(staff.list_staff(asked.bot, asked.actor, int(asked.value)))


def find_people(asked: Asked) -> Sequence[Option]:
    """Return the options of menus of people."""
    return [person_option(person) for person in staff.find_staff(asked.bot, asked.actor, asked.text)]


def edit_person(asked: Asked) -> Answer:
    """*Change* somebody."""
    return views.form(staff.staff_form(asked.bot, asked.actor, asked.value))


def edit_found_person(asked: Asked) -> Answer:
    """Open the form of a person found by name."""
    return edit_person(asked)


def save_person(asked: Asked) -> Answer:
    """Save the form, then show the list."""
    filled = asked.filled
    rights = filled.choices("rights")
    request = StaffRequest(
        name=filled.text("name"),
        email=filled.text("email"),
        role=Role(filled.choice("role")),
        office=filled.choice("office"),
        supervisor=filled.choice("supervisor"),
        hours_a_day=filled.text("hours_a_day"),
        is_admin=views.ADMIN in rights,
        has_left=views.LEFT in rights,
    )
    done = staff.keep_staff(asked.bot, asked.actor, asked.carried(views.OfPerson).person, request)
    told = f":white_check_mark: *{escape(done.name)}* is saved."
    return views.listed(staff.list_staff(asked.bot, asked.actor), told)


def user_changed(asked: Asked) -> Answer:
    """Take over Slack's news that somebody changed, was deactivated, came back, or is new."""
    try:
        sync_person(asked.bot, asked.slack.profile_from(asked.body["event"]["user"]))
    except BotError as refusal:
        log.info("not_taken_over", why=type(refusal).__name__)
    return None


DOORS = Doors(
    clicks=[list_people, turn_people, edit_person],
    forms=[save_person],
    menus=[find_people],
    choosing={edit_found_person: find_people},
    events={"user_change": user_changed, "team_join": user_changed},
    for_anyone=[user_changed],
)
