"""What an office decides about estimates and sign-off, edited by an admin."""

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, once
from bot.people.people import require_person
from bot.people.policies import PolicySaved, keep_policy, office_named, office_shown, policy_of
from bot.rules.clients.account_policy_forms import AccountPolicyRequest, read_account_policy
from bot.rules.permissions import Act


def save_account_policy(bot: Bot, actor: Actor, office_id: str, request: AccountPolicyRequest) -> PolicySaved:
    """Save what the form says; the rest of the office's policy stays. Raises UsageError by field, NotFound, NotAllowed.

    It holds for estimates drafted or sent for review from now on.
    """

    def work(session: Session) -> PolicySaved:
        person = require_person(session, actor, Act.SET_POLICY)
        office = office_named(session, office_id)
        accounts = read_account_policy(request)
        policy = policy_of(session, office).model_copy(update={"accounts": accounts})
        keep_policy(bot, session, person.id, office, policy)
        return PolicySaved(office=office_shown(office), policy=policy)

    return once(bot, actor, PolicySaved, work)
