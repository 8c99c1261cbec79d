"""The door to a person's own page."""

from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.admin.set_up import is_set_up
from bot.core import Actor
from bot.desk.home import open_home
from bot.errors import BotError, Unknown
from handlers.slack.desk import home_views as views
from handlers.slack.kit.door import SlackDoor, address_of, showing


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.event("app_home_opened")(partial(home_opened, slack))


def home_opened(slack: SlackDoor, ack: Ack, body: dict[str, Any]) -> None:
    """Someone opened the app: the outbox shows staff their page; a stranger is met kindly."""
    event = body["event"]
    if event.get("tab") == "home":
        try:
            open_home(slack.bot, slack.identify(body), slack.place_of(event["user"]))
        except BotError as refusal:
            _welcome(slack, body, refusal)
    ack()


def is_home(body: dict[str, Any]) -> bool:
    """Whether a click was on somebody's own page."""
    return bool(body.get("view", {}).get("type") == "home")


def refresh_home(slack: SlackDoor, actor: Actor) -> None:
    """Have the page show what was done on it; that is stored whatever becomes of this."""
    if not actor.address:
        return
    with showing():
        open_home(slack.bot, replace(actor, delivery=None), slack.place_of(actor.address.user))


def _welcome(slack: SlackDoor, body: dict[str, Any], refusal: BotError) -> None:
    may_set_up = isinstance(refusal, Unknown) and not is_set_up(slack.bot) and _is_workspace_admin(slack, body)
    message = "Nobody has set me up in this workspace yet. It takes a minute." if may_set_up else str(refusal)
    view = views.welcome(message, may_set_up=may_set_up)
    slack.client.views_publish(user_id=body["event"]["user"], view=view.to_dict())


def _is_workspace_admin(slack: SlackDoor, body: dict[str, Any]) -> bool:
    profile = slack.profile(address_of(body))
    return profile.is_full_member and profile.is_workspace_admin
