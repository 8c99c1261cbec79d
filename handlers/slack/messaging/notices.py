"""The morning message: the parts of its rooms, one below the other."""

from bot.messaging.notices import MorningMessage
from handlers.renderers import renderer_of
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.messaging import notices_views as views


def rendered(slack: SlackDoor, notice: MorningMessage) -> Message:
    """Return the message for a notice, from the current state."""
    return views.together([renderer_of(type(item), "handlers.slack").rendered(slack, item) for item in notice.items])
