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
    """`/timesheet override`: first choose the entry, or a new one for somebody."""
    found = override_requests.find_locked(asked.bot, asked.actor, "")
    return views.choice() if found.people else views.nothing_locked()


def find_locked(asked: Asked) -> Sequence[OptionGroup]:
    """Return the options of the menu."""
    return views.found(override_requests.find_locked(asked.bot, asked.actor, asked.text))


def open_override(asked: Asked) -> Answer:
    """Turn the modal into the form of the chosen entry, filled in."""
    chosen = views.OverrideOf.unpacked(asked.filled.choice("choice"))
    form = override_requests.override_form(asked.bot, asked.actor, chosen.person or None, chosen.entry or None)
    return views.form(form)


def ask_override(asked: Asked) -> Answer:
    """Send the form to finance, and confirm that in the modal."""
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
