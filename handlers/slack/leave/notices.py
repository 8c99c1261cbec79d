"""What is said of leave in Slack: each notice read from the state, and made a message."""

from bot.leave.leave import leave_told
from bot.leave.notices import LeaveNotice
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.leave import leave_views as views


def rendered(slack: SlackDoor, notice: LeaveNotice) -> Message:
    """Return the message of a notice, as things stand."""
    return views.told(leave_told(slack.bot, notice.leave_id, notice.person_id))
