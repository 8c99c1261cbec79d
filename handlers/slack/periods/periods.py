"""The door to closing a period."""

from bot.periods import periods, previews
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.periods import periods_views as views


def preview(asked: Asked, month: str) -> Answer:
    """`/timesheet close 2026-10`: missing and pending time, and a button that closes."""
    return views.preview(previews.preview_close(asked.bot, asked.actor, month))


def show_closed(asked: Asked) -> Answer:
    """`/timesheet periods`: the closed months, since when, and who closed them."""
    return views.closed_periods(periods.closed_periods(asked.bot, asked.actor), asked.prefix)


def close_month(asked: Asked) -> Answer:
    """*Close October 2026*."""
    return views.closed(periods.close_period(asked.bot, asked.actor, asked.value), asked.prefix)


def leave_open(asked: Asked) -> Answer:
    """*Not yet*."""
    return views.left_open(asked.value)


DOORS = Doors(clicks=[close_month, leave_open])
