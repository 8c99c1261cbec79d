"""The door to the report policy: *Reports* on an admin's Home, and `/jobstatus policy`."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot import report_policies
from bot.rules.report_policy_forms import ReportPolicyRequest
from handlers.slack.door import SlackDoor
from handlers.slack.forms import Filled
from handlers.slack.names import Action, Modal
from handlers.slack.policy_forms import PolicyDoor
from handlers.slack.views import report_policies as views

Body = dict[str, Any]

FORM = PolicyDoor(views.form, Action.REPORT_POLICY, Action.REPORT_OFFICE)


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    FORM.register(app, slack)
    app.view(Modal.REPORT_POLICY)(partial(save, slack))


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the policy in words."""
    filled = Filled(body)
    request = ReportPolicyRequest(
        weekday=filled.choice("weekday"),
        status_at=filled.text("status_at"),
        channel=filled.channel("channel"),
        digest_at=filled.text("digest_at"),
        currency=filled.text("currency"),
    )
    office_id = body["view"]["private_metadata"]
    done = report_policies.save_report_policy(slack.bot, slack.identify(body), office_id, request)
    ack(response_action="update", view=views.saved(done).to_dict())
