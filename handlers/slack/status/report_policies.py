"""The door to the report policy: *Reports* on an admin's Home, and `/jobstatus policy`."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import Actor
from bot.errors import UsageError
from bot.rules.status.report_policy_forms import ReportPolicyRequest
from bot.status import report_policies
from handlers.slack.clients.channels import has_outsiders
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled
from handlers.slack.people.policy_forms import PolicyDoor
from handlers.slack.status import report_policies_views as views

Body = dict[str, Any]

FORM = PolicyDoor(views.form, "status.open_report_policy", "status.turn_report_policy")


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    FORM.register(app, slack)
    app.view("status.save_report_policy")(partial(save, slack))


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
    office_id, actor = body["view"]["private_metadata"], slack.identify(body)
    outsiders = bool(request.channel) and _has_outsiders(slack, actor, request.channel)
    done = report_policies.save_report_policy(slack.bot, actor, office_id, request, outsiders=outsiders)
    ack(response_action="update", view=views.saved(done).to_dict())


def _has_outsiders(slack: SlackDoor, actor: Actor, channel: str) -> bool:
    try:
        return has_outsiders(slack, actor, channel)
    except UsageError:
        message = "I am not in that channel. Invite me there first, then save again."
        raise UsageError(message, fields={"channel": message}) from None
