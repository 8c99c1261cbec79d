"""Notices about clients' requests in Slack: reads each from the state, and returns its message."""

from bot.requests.notices import RequestNotice
from bot.requests.reminders import overdue_shown
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.requests import requests_views as views


def rendered(slack: SlackDoor, notice: RequestNotice) -> Message:
    """Return the message for a notice, from the current state."""
    return views.overdue(overdue_shown(slack.bot, notice))
