"""A person's own page in Slack, as things stand."""

from slack_sdk.models.views import View

from bot.desk.home import home_state
from bot.desk.notices import DeskNotice
from handlers.slack.desk import home_views as views
from handlers.slack.kit.door import SlackDoor


def rendered(slack: SlackDoor, notice: DeskNotice) -> View:
    """Return the page."""
    return views.page(home_state(slack.bot, notice.person_id), slack.prefix)
