"""The door to late entries: giving the reason, approving, declining."""

from bot.timekeeping import deadlines
from bot.timekeeping.time_entries import entry_told
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.door import showing
from handlers.slack.kit.doors import Answer, Done, Doors
from handlers.slack.timekeeping import deadlines_views as views
from handlers.slack.timekeeping import time_entries_views as entry_views


def ask_reason(asked: Asked) -> Answer:
    """*Give the reason*: a form; if clicked in a modal, the modal becomes the form."""
    return views.reason_form(asked.value)


def save_reason(asked: Asked) -> Answer:
    """Save the reason, and show it in the message that asked for it."""
    entry_id = asked.carried(views.OfLateEntry).entry
    given = deadlines.give_reason(asked.bot, asked.actor, entry_id, asked.filled.text("reason"))
    with showing():
        told = entry_told(asked.bot, given.entry_id)
        if asked.origin.is_ephemeral:
            return Done(entry_views.entries_modal(told), replacing=lambda: entry_views.entries_message(told))
        return entry_views.entries_modal(told)
    return None


def approve_late(asked: Asked) -> Answer:
    """*Approve*: the outbox renders the message again."""
    return _decide(asked, approve=True)


def decline_late(asked: Asked) -> Answer:
    """*Decline*: the outbox renders the message again."""
    return _decide(asked, approve=False)


def _decide(asked: Asked, *, approve: bool) -> Answer:
    deadlines.decide_late_entry(asked.bot, asked.actor, asked.value, approve=approve, clicked=asked.clicked)
    return None


DOORS = Doors(clicks=[ask_reason, approve_late, decline_late], forms=[save_reason])
