"""The door to the agency's people: an admin's list and form, the rate card, and what Slack tells of somebody."""

from functools import partial
from typing import Any

import structlog
from slack_bolt import Ack, App

from bot.admin import rate_card, staff
from bot.admin.people_sync import sync_person
from bot.errors import BotError
from bot.rules.admin.rate_card import RateRequest
from bot.rules.admin.staff import StaffRequest
from bot.rules.people.rates import format_money
from handlers.slack.admin import people_views
from handlers.slack.admin import rate_card_views as rate_views
from handlers.slack.admin import staff_views as views
from handlers.slack.kit.blocks import escape
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled, show_modal, value_of
from storage.words.time import Role

log = structlog.get_logger()

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("admin.list_people")(partial(list_people, slack))
    app.action("admin.turn_people.earlier")(partial(turn_page, slack))
    app.action("admin.turn_people.later")(partial(turn_page, slack))
    app.action("admin.edit_person")(partial(edit, slack))
    app.action("admin.edit_found_person")(partial(edit_found, slack))
    app.options("admin.edit_found_person")(partial(find, slack))
    app.options("admin.find_people")(partial(find, slack))
    app.view("admin.save_person")(partial(save, slack))
    app.action("admin.open_rates")(partial(open_rates, slack))
    app.action("admin.add_rate")(partial(add_rate, slack))
    app.view("admin.save_rate")(partial(save_rate, slack))
    app.event("user_change")(partial(user_changed, slack))
    app.event("team_join")(partial(user_changed, slack))


def list_people(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*People* on an admin's Home."""
    show_modal(slack, body, views.listed(staff.list_staff(slack.bot, slack.identify(body))))
    ack()


def turn_page(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Earlier* and *More* in the list."""
    show_modal(slack, body, views.listed(staff.list_staff(slack.bot, slack.identify(body), int(value_of(body)))))
    ack()


def find(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What menus of people offer."""
    found = staff.find_staff(slack.bot, slack.identify(body), body.get("value", ""))
    ack(options=[people_views.person_option(person).to_dict() for person in found])


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Change* somebody."""
    _open(slack, body, value_of(body))
    ack()


def edit_found(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """Somebody was found by their name."""
    _open(slack, body, str(body["actions"][0]["selected_option"]["value"]))
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the list."""
    filled, actor = Filled(body), slack.identify(body)
    standing = filled.choices("standing")
    request = StaffRequest(
        name=filled.text("name"),
        email=filled.text("email"),
        role=Role(filled.choice("role")),
        office=filled.choice("office"),
        supervisor=filled.choice("supervisor"),
        hours_a_day=filled.text("hours_a_day"),
        is_admin=views.ADMIN in standing,
        has_left=views.LEFT in standing,
    )
    done = staff.keep_staff(slack.bot, actor, body["view"]["private_metadata"], request)
    told = f":white_check_mark: *{escape(done.name)}* is saved."
    ack(response_action="update", view=views.listed(staff.list_staff(slack.bot, actor), told).to_dict())


def open_rates(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Rates* of somebody, or the whole rate card."""
    person_id = _person(value_of(body))
    show_modal(slack, body, rate_views.rates(rate_card.show_rates(slack.bot, slack.identify(body), person_id)))
    ack()


def add_rate(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Set a rate*."""
    card = rate_card.show_rates(slack.bot, slack.identify(body), _person(value_of(body)))
    show_modal(slack, body, rate_views.form(card))
    ack()


def save_rate(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the rate card."""
    filled, actor = Filled(body), slack.identify(body)
    role = filled.choice("role")
    request = RateRequest(
        person=filled.choice("person"),
        role=Role(role) if role else None,
        service=filled.text("service"),
        amount=filled.text("amount"),
        currency=filled.text("currency"),
        starts_on=filled.day("starts_on"),
    )
    done = rate_card.set_rate(slack.bot, actor, request)
    card = rate_card.show_rates(slack.bot, actor, body["view"]["private_metadata"])
    told = f":white_check_mark: {format_money(done.cents, done.currency)} an hour is set."
    ack(response_action="update", view=rate_views.rates(card, told).to_dict())


def user_changed(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """Slack tells that somebody changed, was deactivated, came back, or is new."""
    try:
        sync_person(slack.bot, slack.profile_from(body["event"]["user"]))
    except BotError as refusal:
        log.info("not_taken_over", why=type(refusal).__name__)
    ack()


def _open(slack: SlackDoor, body: Body, person_id: str) -> None:
    show_modal(slack, body, views.form(staff.staff_form(slack.bot, slack.identify(body), person_id)))


def _person(value: str) -> str:
    return "" if value == rate_views.EVERYBODY else value
