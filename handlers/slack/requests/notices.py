"""What is said of clients' requests in Slack: each notice read from the state, and made a message."""

from bot.requests.notices import RequestNotice
from bot.requests.reminders import overdue_shown
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.requests import requests_views as views


def rendered(slack: SlackDoor, notice: RequestNotice) -> Message:
    """Return the message of a notice, as things stand."""
    return views.overdue(overdue_shown(slack.bot, notice))
