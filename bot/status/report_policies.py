"""When and where an office's reports go, edited by an admin."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, Work, once
from bot.errors import UsageError
from bot.model import Model
from bot.people.people import may_do, require_person
from bot.people.policies import PolicySaved, keep_policy, office_named, office_shown, policy_of, set_reports
from bot.rules.people.policies import ReportPolicy
from bot.rules.permissions import Act
from bot.rules.status.report_policy_forms import ReportPolicyRequest, read_report_policy
from storage.clients import clients
from storage.people import people
from storage.words.platforms import ChannelRef

OUTSIDERS = (
    "People outside the agency read that channel, and the digest has the money of all clients. "
    "Choose one of the agency's own."
)


class ReportPlace(Model):
    """When and where an office's reports go."""

    office: str
    reports: ReportPolicy


def report_places(bot: Bot, actor: Actor) -> Sequence[ReportPlace]:
    """Return when and where each office's reports go, for people who can issue them (else empty). Raises Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.SEE_OWN_TIME)
        if not may_do(person, Act.ISSUE_DIGEST):
            return []
        return [
            ReportPlace(office=office.name, reports=policy_of(work.session, office).reports)
            for office in people.offices(work.session)
        ]


def set_leadership_channel(bot: Bot, actor: Actor, channel: ChannelRef, *, outsiders: bool) -> PolicySaved:
    """Have the digest of the admin's own office go to a channel from now on.

    `outsiders`: the platform says that guests or members of other organisations are there. Raises
    UsageError where clients read it, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        require_person(work, Act.SET_POLICY)
        _check_channel(work.session, channel, outsiders=outsiders)
    return set_reports(bot, actor, leadership_channel=channel)


@once
def save_report_policy(
    work: Work, office_id: str, request: ReportPolicyRequest, *, outsiders: bool = False
) -> PolicySaved:
    """Save the form; the rest of the office's policy stays. Raises UsageError by field, NotFound, NotAllowed.

    It applies from the next report on. `outsiders` is as in `set_leadership_channel`.
    """
    person = require_person(work, Act.SET_POLICY)
    office = office_named(work.session, office_id)
    _check_channel(work.session, request.channel, outsiders=outsiders)
    reports = read_report_policy(request, policy_of(work.session, office).reports)
    policy = policy_of(work.session, office).model_copy(update={"reports": reports})
    keep_policy(work, person.id, office, policy)
    return PolicySaved(office=office_shown(office), policy=policy)


def _check_channel(session: Session, channel: ChannelRef | None, *, outsiders: bool) -> None:
    if channel and (outsiders or clients.is_shared_channel(session, channel)):
        raise UsageError(OUTSIDERS, fields={"channel": OUTSIDERS})
