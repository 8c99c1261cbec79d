"""The door to the account policy: `/estimate policy`, and the button on an admin's Home."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.clients import account_policies
from bot.rules.clients.account_policy_forms import AccountPolicyRequest
from handlers.slack.clients import account_policies_views as views
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled
from handlers.slack.people.policy_forms import PolicyDoor

Body = dict[str, Any]

FORM = PolicyDoor(views.form, "clients.open_account_policy", "clients.turn_account_policy")


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    FORM.register(app, slack)
    app.view("clients.save_account_policy")(partial(save, slack))


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the policy in words."""
    filled = Filled(body)
    texts = {name: filled.text(name) for name in AccountPolicyRequest.model_fields.keys() - {"four_eyes"}}
    request = AccountPolicyRequest(**texts, four_eyes=bool(filled.choices("four_eyes")))
    office_id = body["view"]["private_metadata"]
    done = account_policies.save_account_policy(slack.bot, slack.identify(body), office_id, request)
    ack(response_action="update", view=views.saved(done).to_dict())
