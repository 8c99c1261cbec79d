"""When an office's reports go out, and where: edited by an admin."""

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, once
from bot.people import require_person
from bot.policies import PolicySaved, keep_policy, office_named, office_shown, policy_of
from bot.rules.permissions import Act
from bot.rules.report_policy_forms import ReportPolicyRequest, read_report_policy


def save_report_policy(bot: Bot, actor: Actor, office_id: str, request: ReportPolicyRequest) -> PolicySaved:
    """Save what the form says; the rest of the office's policy stays. Raises UsageError by field, NotFound, NotAllowed.

    It holds from the next report on.
    """

    def work(session: Session) -> PolicySaved:
        person = require_person(session, actor, Act.SET_POLICY)
        office = office_named(session, office_id)
        reports = read_report_policy(request)
        policy = policy_of(session, office).model_copy(update={"reports": reports})
        keep_policy(bot, session, person.id, office, policy)
        return PolicySaved(office=office_shown(office), policy=policy)

    return once(bot, actor, PolicySaved, work)
