"""The door to the report policy: *Reports* on an admin's Home, and `/jobstatus policy`."""

from slack_sdk.models.views import View

from bot.errors import UsageError
from bot.people.policies import policy_form
from bot.rules.status.report_policy_forms import ReportPolicyRequest
from bot.status import report_policies
from handlers.slack.clients.channels import has_outsiders
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.people.policies_views import OfOffice
from handlers.slack.status import report_policies_views as views


def policy(asked: Asked, office: str = "") -> View:
    """Return the form of the report policy of the office of that name or id, or of the admin's own."""
    return views.form(policy_form(asked.bot, asked.actor, office))


def open_report_policy(asked: Asked) -> Answer:
    """*Reports* on an admin's Home."""
    return policy(asked)


def turn_report_policy(asked: Asked) -> Answer:
    """Show another office's form in place of this one."""
    return policy(asked, asked.value)


def save_report_policy(asked: Asked) -> Answer:
    """Save the form, then show the policy in words."""
    filled = asked.filled
    request = ReportPolicyRequest(
        weekday=filled.choice("weekday"),
        status_at=filled.text("status_at"),
        channel=asked.chosen_channel("channel"),
        digest_at=filled.text("digest_at"),
        currency=filled.text("currency"),
    )
    office = asked.carried(OfOffice).office
    chosen = filled.channel("channel")
    outsiders = bool(chosen) and _has_outsiders(asked, chosen)
    done = report_policies.save_report_policy(asked.bot, asked.actor, office, request, outsiders=outsiders)
    return views.saved(done)


def _has_outsiders(asked: Asked, channel: str) -> bool:
    try:
        return has_outsiders(asked.slack, asked.actor, channel)
    except UsageError:
        message = "I am not in that channel. Invite me there first, then save again."
        raise UsageError(message, fields={"channel": message}) from None


DOORS = Doors(clicks=[open_report_policy, turn_report_policy], forms=[save_report_policy])
