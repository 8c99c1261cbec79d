"""The door to overrides: a supervisor chooses and asks in modals, finance decides by button."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import OptionGroup

from bot.periods import override_requests, overrides
from bot.periods.override_requests import OverrideRequest
from bot.rules.timekeeping.time_entries import Billing
from bot.timekeeping.entry_forms import EntryRequest
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.kit.forms import Filled
from handlers.slack.periods import overrides_views as views


def choose(asked: Asked) -> Answer:
    """`/timesheet override`: first, which entry; it may also be a new one for somebody."""
    found = override_requests.find_locked(asked.bot, asked.actor, "")
    return views.choice() if found.people else views.nothing_locked()


def find_locked(asked: Asked) -> Sequence[OptionGroup]:
    """What the menu offers."""
    return views.found(override_requests.find_locked(asked.bot, asked.actor, asked.text))


def open_override(asked: Asked) -> Answer:
    """The entry was chosen: the modal becomes the form, filled in with it."""
    chosen = views.OverrideOf.unpacked(asked.filled.choice("choice"))
    form = override_requests.override_form(asked.bot, asked.actor, chosen.person or None, chosen.entry or None)
    return views.form(form)


def ask_override(asked: Asked) -> Answer:
    """The form was sent: finance is asked, and the modal says so."""
    filled, about = asked.filled, asked.carried(views.OverrideOf)
    request = OverrideRequest(
        person_id=about.person,
        entry_id=about.entry or None,
        wanted=None if filled.choices("undo") else _wanted(filled),
        reason=filled.text("reason"),
    )
    return views.was_asked(override_requests.ask_override(asked.bot, asked.actor, request))


def decide_override(asked: Asked) -> Answer:
    """*Grant* or *Refuse*; the outbox renders the message again."""
    granted = asked.suffix == views.GRANT
    overrides.decide_override(asked.bot, asked.actor, asked.value, granted=granted, clicked=asked.clicked)
    return None


def _wanted(filled: Filled) -> EntryRequest:
    return EntryRequest(
        job_id=filled.choice("job"),
        worked_on=date.fromisoformat(filled.day("worked_on")),
        duration=filled.text("duration"),
        billing=Billing(filled.choice("billing")),
        note=filled.text("note"),
    )


DOORS = Doors(clicks=[decide_override], forms=[open_override, ask_override], menus=[find_locked])
