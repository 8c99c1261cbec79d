"""The door to the account policy: `/estimate policy`, and the button on an admin's Home."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot import account_policies, policies
from bot.rules.account_policy_forms import AccountPolicyRequest
from handlers.slack.door import SlackDoor
from handlers.slack.forms import value_of
from handlers.slack.names import Action, Modal
from handlers.slack.views import account_policies as views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.ACCOUNT_POLICY)(partial(open_own, slack))
    app.action(re.compile(rf"{re.escape(Action.ACCOUNT_OFFICE)}\.\d"))(partial(show_office, slack))
    app.view(Modal.ACCOUNT_POLICY)(partial(save, slack))


def open_policy(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/estimate policy`, or `/estimate policy London`: the form."""
    form = policies.policy_form(slack.bot, slack.identify(body), rest)
    slack.open_modal(body, views.form(form))
    ack()


def open_own(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Account policy* on Home."""
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
    texts = {name: field[name].get("value") or "" for name in AccountPolicyRequest.model_fields.keys() - {"four_eyes"}}
    request = AccountPolicyRequest(**texts, four_eyes=bool(field["four_eyes"]["selected_options"]))
    done = account_policies.save_account_policy(slack.bot, slack.identify(body), view["private_metadata"], request)
    ack(response_action="update", view=views.saved(done).to_dict())
