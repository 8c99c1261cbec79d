"""The door to the weekly summary: `/timesheet summary here` and `off`."""

from bot.errors import UsageError
from bot.timesheets.summaries import set_summary_channel
from handlers.slack.clients.channels import look_at_channel
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.commands import typed
from handlers.slack.people import policies_views as views


def summary(asked: Asked, rest: str) -> Message:
    """`/timesheet summary here` or `off`: set where the asker's office gets its weekly summary."""
    word = rest.lower()
    if word not in ("here", "off") or (word == "here" and asked.here is None):
        command = typed("timesheet", asked.prefix)
        raise UsageError(f"Write {command} summary here in the channel that should get it, or {command} summary off.")
    channel, actor = asked.here if word == "here" else None, asked.actor
    look_at_channel(asked.slack, channel)
    return views.summary_set(set_summary_channel(asked.bot, actor, channel))
