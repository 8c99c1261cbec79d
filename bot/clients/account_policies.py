"""An office's policy on estimates and sign-off, edited by an admin."""

from bot.core import Work, once
from bot.people.people import require_person
from bot.people.policies import PolicySaved, keep_policy, office_named, office_shown, policy_of
from bot.rules.clients.account_policy_forms import AccountPolicyRequest, read_account_policy
from bot.rules.permissions import Act


@once
def save_account_policy(work: Work, office_id: str, request: AccountPolicyRequest) -> PolicySaved:
    """Save the form; the rest of the office's policy stays. Raises UsageError by field, NotFound, NotAllowed.

    It applies to estimates drafted or sent for review from now on.
    """
    person = require_person(work, Act.SET_POLICY)
    office = office_named(work.session, office_id)
    accounts = read_account_policy(request)
    policy = policy_of(work.session, office).model_copy(update={"accounts": accounts})
    keep_policy(work, person.id, office, policy)
    return PolicySaved(office=office_shown(office), policy=policy)
