"""What the forms of an office's policies have in common: each opens from a command and from Home, and can be turned."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.models.views import View

from bot.people import policies
from bot.people.policies import PolicyForm
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import value_of

Body = dict[str, Any]


@dataclass(frozen=True)
class PolicyDoor:
    """One such form: `own` is its button on an admin's Home, `office` those that turn it to another office."""

    draw: Callable[[PolicyForm], View]
    own: str
    office: str

    def register(self, app: App, slack: SlackDoor) -> None:
        """Bring the buttons to the app."""
        app.action(self.own)(partial(_open_own, self, slack))
        app.action(re.compile(rf"{re.escape(self.office)}\.\d"))(partial(_turn, self, slack))

    def open(self, slack: SlackDoor, ack: Ack, body: Body, office: str) -> None:
        """Open the form of the office of that name, or of the admin's own."""
        slack.open_modal(body, self.draw(policies.policy_form(slack.bot, slack.identify(body), office)))
        ack()


def _open_own(door: PolicyDoor, slack: SlackDoor, ack: Ack, body: Body) -> None:
    door.open(slack, ack, body, "")


def _turn(door: PolicyDoor, slack: SlackDoor, ack: Ack, body: Body) -> None:
    form = policies.policy_form(slack.bot, slack.identify(body), value_of(body))
    slack.client.views_update(view_id=body["view"]["id"], view=door.draw(form).to_dict())
    ack()
