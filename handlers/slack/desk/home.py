"""The door to a person's own page."""

from dataclasses import replace

from bot.admin.set_up import is_set_up
from bot.desk.home import open_home
from bot.errors import BotError, Unknown
from handlers.slack.desk import home_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.door import address_of, showing
from handlers.slack.kit.doors import Answer, Doors


def home_opened(asked: Asked) -> Answer:
    """Answer somebody who opened the app: the outbox shows staff their page; a stranger gets a friendly note."""
    event = asked.body["event"]
    if event.get("tab") == "home":
        try:
            open_home(asked.bot, asked.actor, asked.slack.destination_of(event["user"]))
        except BotError as refusal:
            _welcome(asked, refusal)
    return None


def refresh_home(asked: Asked) -> None:
    """Refresh the asker's page after a change made on it, which is stored even if this fails."""
    if address := asked.anyone.address:
        with showing():
            open_home(asked.bot, replace(asked.anyone, delivery=None), asked.slack.destination_of(address.user))


def _welcome(asked: Asked, refusal: BotError) -> None:
    may_set_up = isinstance(refusal, Unknown) and not is_set_up(asked.bot) and _is_workspace_admin(asked)
    message = "Nobody has set me up in this workspace yet. It takes a minute." if may_set_up else str(refusal)
    view = views.welcome(message, may_set_up=may_set_up)
    asked.slack.client.views_publish(user_id=asked.body["event"]["user"], view=view.to_dict())


def _is_workspace_admin(asked: Asked) -> bool:
    profile = asked.slack.profile(address_of(asked.body))
    return profile.is_full_member and profile.is_workspace_admin


DOORS = Doors(events={"app_home_opened": home_opened}, for_anyone=[home_opened])
