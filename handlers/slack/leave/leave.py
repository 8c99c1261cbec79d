"""The door to leave: `/timeoff` (`/leave` is Slack's own)."""

from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.leave import leave
from bot.leave.leave import LeaveRequest
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, is_ephemeral, replace_message
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.lines import line_from
from handlers.slack.leave import leave_views as views
from storage.words.time import DayPart

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("timeoff", slack.prefix))(partial(timeoff, slack))
    app.action("leave.cancel_leave")(partial(cancel, slack))
    app.view("leave.save_leave")(partial(save_form, slack))


def timeoff(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/timeoff 24 Dec - 2 Jan`, `list`, `cancel 24 Dec`; alone it opens the form."""
    text = line_from(body.get("text", "")).text
    word, _, rest = text.partition(" ")
    if word.lower() in ("help", "?"):
        ack(**views.help_message(slack.prefix).payload())
        return
    actor = slack.identify(body)
    if not text:
        today = leave.list_leave(slack.bot, actor).today
        slack.open_modal(body, views.form(today.isoformat()))
        ack()
    elif text.lower() in ("list", "cancel"):
        ack(**views.listed(leave.list_leave(slack.bot, actor), slack.prefix).payload())
    elif word.lower() == "cancel":
        ack(**views.taken(leave.cancel_leave_line(slack.bot, actor, rest)).payload())
    else:
        ack(**views.taken(leave.take_leave_line(slack.bot, actor, text)).payload())


def save_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the confirmation."""
    filled = Filled(body)
    request = LeaveRequest(
        first=date.fromisoformat(filled.day("first")),
        last=date.fromisoformat(filled.day("last")),
        part=DayPart(filled.choice("part")),
    )
    done = leave.take_leave(slack.bot, slack.identify(body), request)
    ack(response_action="update", view=views.taken_modal(done).to_dict())


def cancel(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Cancel* on leave, in a message or in the form's confirmation."""
    done = leave.cancel_leave(slack.bot, slack.identify(body), value_of(body))
    if is_ephemeral(body):
        replace_message(body["response_url"], views.taken(done))
    elif body.get("view"):
        slack.update_modal(body, views.taken_modal(done))
    ack()
