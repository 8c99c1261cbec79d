"""The door to leave: `/timeoff` (`/leave` is Slack's own)."""

from datetime import date

from bot.leave import leave
from bot.leave.leave import LeaveRequest
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Command, Doors
from handlers.slack.leave import leave_views as views
from storage.words.time import DayPart


def timeoff(asked: Asked) -> Answer:
    """`/timeoff 24 Dec - 2 Jan`, `list`, `cancel 24 Dec`; by itself it opens the form."""
    bot, actor, text = asked.bot, asked.actor, asked.text
    word, _, rest = text.partition(" ")
    if word.lower() in ("help", "?"):
        return views.help_message(asked.prefix)
    if not text:
        return views.form(leave.list_leave(bot, actor).today.isoformat())
    if text.lower() in ("list", "cancel"):
        return views.listed(leave.list_leave(bot, actor), asked.prefix)
    if word.lower() == "cancel":
        return views.taken(leave.cancel_leave_line(bot, actor, rest))
    return views.taken(leave.take_leave_line(bot, actor, text))


def save_leave(asked: Asked) -> Answer:
    """Save the form, then show the confirmation."""
    filled = asked.filled
    request = LeaveRequest(
        first=date.fromisoformat(filled.day("first")),
        last=date.fromisoformat(filled.day("last")),
        part=DayPart(filled.choice("part")),
    )
    return views.taken_modal(leave.take_leave(asked.bot, asked.actor, request))


def cancel_leave(asked: Asked) -> Answer:
    """*Cancel* on leave, in a message or in the form's confirmation."""
    done = leave.cancel_leave(asked.bot, asked.actor, asked.value)
    if asked.is_in_modal:
        return views.taken_modal(done)
    return views.taken(done) if asked.is_ephemeral else None


DOORS = Doors(
    commands=[Command("timeoff", "Take time off; your supervisor is told", "24 Dec - 2 Jan", timeoff)],
    clicks=[cancel_leave],
    forms=[save_leave],
)
