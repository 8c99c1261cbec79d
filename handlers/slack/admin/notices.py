"""What admins are told in Slack: each notice read from the state, and made a message."""

from bot.admin.notices import AdminNotice
from bot.admin.people_sync import staff_told
from handlers.slack.admin import staff_views as views
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor


def rendered(slack: SlackDoor, notice: AdminNotice) -> Message:
    """Return the message of a notice, as things stand."""
    return views.moved(staff_told(slack.bot, notice), slack.prefix)
