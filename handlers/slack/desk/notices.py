"""The desk's own notices in Slack, from the current state."""

from typing import assert_never

from slack_sdk.models.views import View

from bot.desk.home import home_state
from bot.desk.job_jackets import jacket_told
from bot.desk.notices import DeskNotice, HomeShown, JacketReply
from handlers.slack.desk import home_views as views
from handlers.slack.desk import job_jackets_views as jacket_views
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor


def rendered(slack: SlackDoor, notice: DeskNotice) -> View | Message:
    """Return the page, or the answer."""
    match notice:
        case HomeShown(person_id=person_id):
            return views.page(home_state(slack.bot, person_id), slack.prefix)
        case JacketReply(person_id=person_id, job_id=job_id):
            return jacket_views.jacket(jacket_told(slack.bot, person_id, job_id))
        case _:
            assert_never(notice)
