"""The door to overrides: a supervisor chooses and asks in modals, finance decides by button."""

import json
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.periods import override_requests, overrides
from bot.periods.override_requests import OverrideRequest
from bot.rules.timekeeping.time_entries import Billing
from bot.timekeeping.entry_forms import EntryRequest
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.periods import overrides_views as views
from handlers.slack.timekeeping.deadlines import standing_of

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.options("periods.find_locked")(partial(find, slack))
    app.view("periods.open_override")(partial(open_form, slack))
    app.view("periods.ask_override")(partial(ask, slack))
    app.action("periods.decide_override.grant")(partial(decide, slack, granted=True))
    app.action("periods.decide_override.refuse")(partial(decide, slack, granted=False))


def choose(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet override`: first, which entry; it may also be a new one for somebody."""
    if override_requests.find_locked(slack.bot, slack.identify(body), "").people:
        slack.open_modal(body, views.choice())
        ack()
    else:
        ack(**views.nothing_locked().payload())


def find(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the menu offers."""
    found = override_requests.find_locked(slack.bot, slack.identify(body), body.get("value", ""))
    ack(option_groups=views.found(found))


def open_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The entry was chosen: the modal becomes the form, filled in with it."""
    kind, _, chosen = Filled(body).choice("choice").partition(":")
    ids = {"person_id": chosen if kind == views.PERSON else None, "entry_id": chosen if kind == views.ENTRY else None}
    form = override_requests.override_form(slack.bot, slack.identify(body), **ids)
    ack(response_action="update", view=views.form(form).to_dict())


def ask(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was sent: finance is asked, and the modal says so."""
    filled, about = Filled(body), json.loads(body["view"]["private_metadata"])
    undo = bool(filled.choices("undo"))
    request = OverrideRequest(
        person_id=about["person"],
        entry_id=about["entry"],
        wanted=None if undo else _wanted(filled),
        reason=filled.text("reason"),
    )
    shown = override_requests.ask_override(slack.bot, slack.identify(body), request)
    ack(response_action="update", view=views.was_asked(shown).to_dict())


def decide(slack: SlackDoor, ack: Ack, body: Body, *, granted: bool) -> None:
    """*Grant* or *Refuse*; the outbox renders the message anew."""
    actor, clicked = slack.identify(body), standing_of(slack, body)
    overrides.decide_override(slack.bot, actor, value_of(body), granted=granted, clicked=clicked)
    ack()


def _wanted(filled: Filled) -> EntryRequest:
    return EntryRequest(
        job_id=filled.choice("job"),
        worked_on=date.fromisoformat(filled.day("worked_on")),
        duration=filled.text("duration"),
        billing=Billing(filled.choice("billing")),
        note=filled.text("note"),
    )
