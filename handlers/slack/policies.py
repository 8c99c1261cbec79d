"""The door to an office's policy: `/timesheet policy`, `/timesheet summary`, and the button on an admin's Home."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot import policies
from bot.errors import UsageError
from bot.rules.policies import Binds, WhenLate
from bot.rules.policy_forms import PolicyRequest
from handlers.slack.door import SlackDoor
from handlers.slack.forms import value_of
from handlers.slack.names import Action, Command, Modal
from handlers.slack.views import policies as views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.POLICY_OPEN)(partial(open_own, slack))
    app.action(re.compile(rf"{re.escape(Action.POLICY_OFFICE)}\.\d"))(partial(show_office, slack))
    app.view(Modal.POLICY)(partial(save, slack))


def open_policy(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet policy`, or `/timesheet policy London`: the form."""
    form = policies.policy_form(slack.bot, slack.identify(body), rest)
    slack.open_modal(body, views.form(form))
    ack()


def summary(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet summary here` or `off`: where the own office's weekly summary goes."""
    word = rest.lower()
    if word not in ("here", "off"):
        command = Command.TIMESHEET.typed(slack.prefix)
        raise UsageError(f"Write {command} summary here in the channel that should get it, or {command} summary off.")
    channel = body["channel_id"] if word == "here" else None
    done = policies.set_summary_channel(slack.bot, slack.identify(body), channel)
    ack(**views.summary_set(done).payload())


def open_own(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Office policy* on Home."""
    open_policy(slack, ack, body, "")


def show_office(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """Another office was chosen: the form becomes its form."""
    form = policies.policy_form(slack.bot, slack.identify(body), value_of(body))
    slack.client.views_update(view_id=body["view"]["id"], view=views.form(form).to_dict())
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the policy in words."""
    view = body["view"]
    field = {name: next(iter(inputs.values())) for name, inputs in view["state"]["values"].items()}

    def text(name: str) -> str:
        return field[name].get("value") or ""

    request = PolicyRequest(
        window=text("window"),
        weekdays=[int(each["value"]) for each in field["weekdays"]["selected_options"] or ()],
        place=text("place"),
        own_days=text("own_days"),
        works_on=text("works_on"),
        binds=Binds(field["binds"]["selected_option"]["value"]),
        when_late=WhenLate(field["when_late"]["selected_option"]["value"]),
        short_percent=text("short_percent"),
        hours=text("hours"),
        morning=text("morning"),
        last_call=text("last_call"),
        names_in_summary=bool(field["names"]["selected_options"]),
        approve_weeks=bool(field["approval"]["selected_options"]),
    )
    done = policies.save_policy(slack.bot, slack.identify(body), view["private_metadata"], request)
    ack(response_action="update", view=views.saved(done).to_dict())
