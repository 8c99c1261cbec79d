"""Notices about leave in Slack: reads each from the state, and returns its message."""

from bot.leave.leave import leave_told
from bot.leave.notices import LeaveNotice
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.leave import leave_views as views


def rendered(slack: SlackDoor, notice: LeaveNotice) -> Message:
    """Return the message for a notice, from the current state."""
    return views.leave_message(leave_told(slack.bot, notice.leave_id, notice.person_id))
