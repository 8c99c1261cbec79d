"""Notices to admins in Slack: reads each from the state, and returns its message."""

from bot.admin.notices import AdminNotice
from bot.admin.people_sync import staff_told
from handlers.slack.admin import staff_views as views
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor


def rendered(slack: SlackDoor, notice: AdminNotice) -> Message:
    """Return the message for a notice, from the current state."""
    return views.moved(staff_told(slack.bot, notice), slack.prefix)
