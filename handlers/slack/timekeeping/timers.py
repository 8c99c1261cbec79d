"""The door to the question whether a timer was forgotten."""

from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.timekeeping import timer_questions
from handlers.slack.kit.door import SlackDoor, add_message
from handlers.slack.kit.forms import value_of
from handlers.slack.timekeeping import timers_views as views
from handlers.slack.timekeeping.deadlines import standing_of

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("timekeeping.ran_until")(partial(ran_until, slack))
    app.action("timekeeping.stop_timer")(partial(stop_now, slack))
    app.action("timekeeping.forget_timer")(partial(forget, slack))


def ran_until(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*It ran until…*"""
    action = body["actions"][0]
    timer_id, until = str(action["block_id"]), datetime.fromisoformat(action["selected_option"]["value"])
    _stop(slack, body, timer_id, until)
    ack()


def stop_now(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Stop now*: all of it was work."""
    _stop(slack, body, value_of(body), None)
    ack()


def forget(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Forget it*."""
    actor, clicked = slack.identify(body), standing_of(slack, body)
    done = timer_questions.forget_timer(slack.bot, actor, value_of(body), clicked)
    add_message(body["response_url"], views.stopped(done))
    ack()


def _stop(slack: SlackDoor, body: Body, timer_id: str, until: datetime | None) -> None:
    actor, clicked = slack.identify(body), standing_of(slack, body)
    done = timer_questions.stop_forgotten(slack.bot, actor, timer_id, until, clicked)
    add_message(body["response_url"], views.stopped(done))
