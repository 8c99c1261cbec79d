"""The door to the report policy: *Reports* on an admin's Home, and `/jobstatus policy`."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot import policies, report_policies
from bot.errors import UsageError
from bot.rules.report_policy_forms import ReportPolicyRequest
from handlers.slack.channels import has_outsiders
from handlers.slack.door import SlackDoor
from handlers.slack.forms import Filled, value_of
from handlers.slack.names import Action, Modal
from handlers.slack.views import report_policies as views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.REPORT_POLICY)(partial(open_own, slack))
    app.action(re.compile(rf"{re.escape(Action.REPORT_OFFICE)}\.\d"))(partial(show_office, slack))
    app.view(Modal.REPORT_POLICY)(partial(save, slack))


def open_policy(slack: SlackDoor, body: Body, office: str) -> None:
    """Open the form of an office by its name, or of the admin's own."""
    slack.open_modal(body, views.form(policies.policy_form(slack.bot, slack.identify(body), office)))


def open_own(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Reports* on Home."""
    open_policy(slack, body, "")
    ack()


def show_office(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """Another office was chosen: the form becomes its form."""
    form = policies.policy_form(slack.bot, slack.identify(body), value_of(body))
    slack.client.views_update(view_id=body["view"]["id"], view=views.form(form).to_dict())
    ack()


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
    outsiders = bool(request.channel) and _has_outsiders(slack, request.channel)
    done = report_policies.save_report_policy(slack.bot, actor, office_id, request, outsiders=outsiders)
    ack(response_action="update", view=views.saved(done).to_dict())


def _has_outsiders(slack: SlackDoor, channel: str) -> bool:
    try:
        return has_outsiders(slack, channel)
    except UsageError:
        message = "I am not in that channel. Invite me there first, then save again."
        raise UsageError(message, fields={"channel": message}) from None
