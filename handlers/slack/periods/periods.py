"""The door to closing a period."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.periods import periods
from bot.periods import previews as period_previews
from handlers.slack.kit.door import SlackDoor, replace_message
from handlers.slack.kit.forms import value_of
from handlers.slack.periods import periods_views as views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("periods.close_month")(partial(close, slack))
    app.action("periods.leave_open")(leave)


def preview(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet close 2026-10`: what is missing and pending, and a button that closes."""
    ack(**views.preview(period_previews.preview_close(slack.bot, slack.identify(body), rest)).payload())


def show_closed(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet periods`: which months are closed, since when and by whom."""
    ack(**views.closed_periods(periods.closed_periods(slack.bot, slack.identify(body)), slack.prefix).payload())


def close(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Close October 2026*."""
    done = periods.close_period(slack.bot, slack.identify(body), value_of(body))
    replace_message(body["response_url"], views.closed(done, slack.prefix))
    ack()


def leave(ack: Ack, body: Body) -> None:
    """*Not yet*."""
    replace_message(body["response_url"], views.left_open(value_of(body)))
    ack()
