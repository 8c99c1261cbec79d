"""The door to the account policy: `/estimate policy`, and the button on an admin's Home."""

from slack_sdk.models.views import View

from bot.clients import account_policies
from bot.people.policies import policy_form
from bot.rules.clients.account_policy_forms import AccountPolicyRequest
from handlers.slack.clients import account_policies_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.people.policies_views import OfOffice


def policy(asked: Asked, office: str = "") -> View:
    """Return the form of the account policy of the office of that name or id, or of the admin's own."""
    return views.form(policy_form(asked.bot, asked.actor, office))


def open_account_policy(asked: Asked) -> Answer:
    """*Account policy* on an admin's Home."""
    return policy(asked)


def turn_account_policy(asked: Asked) -> Answer:
    """Show another office's form in place of this one."""
    return policy(asked, asked.value)


def save_account_policy(asked: Asked) -> Answer:
    """Save the form, then show the policy in words."""
    filled = asked.filled
    texts = {name: filled.text(name) for name in AccountPolicyRequest.model_fields.keys() - {"four_eyes"}}
    request = AccountPolicyRequest(**texts, four_eyes=bool(filled.choices("four_eyes")))
    office = asked.carried(OfOffice).office
    return views.saved(account_policies.save_account_policy(asked.bot, asked.actor, office, request))


DOORS = Doors(clicks=[open_account_policy, turn_account_policy], forms=[save_account_policy])
