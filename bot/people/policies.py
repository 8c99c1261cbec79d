"""The policy of each office, read in the use case's own transaction and edited by an admin."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from pydantic.main import IncEx
from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import NotFound
from bot.model import Model
from bot.people.people import require_person
from bot.rules.people.policies import OfficePolicy, ReportPolicy
from bot.rules.people.policy_forms import PolicyRequest, read_policy
from bot.rules.permissions import Act
from storage.kit import channels
from storage.kit.channels import Channel
from storage.people import people, policies
from storage.people.people import Office
from storage.people.policies import PolicyRow
from storage.words.platforms import ChannelRef

# Countries without nationwide holidays, with the region that a zone's name means.
PART_OF_ZONE = {"Europe/London": "ENG"}
# Fields of a policy that are rows of their own.
CHANNELS: Mapping[str, IncEx | bool] = {"summary_channel": True, "reports": {"leadership_channel": True}}


class OfficeShown(Model):
    """An office as a choice in a list."""

    id: str
    name: str


class PolicyForm(Model):
    """The initial values of the form: the office, its policy, and the other offices."""

    office: OfficeShown
    policy: OfficePolicy
    others: Sequence[OfficeShown]


class PolicySaved(Model):
    """An office's policy was saved."""

    office: OfficeShown
    policy: OfficePolicy


def policy_of(session: Session, office: Office) -> OfficePolicy:
    """Return the policy of an office: the saved one, or the defaults with the holidays of its zone's country."""
    row = policies.of_office(session, office.id)
    return _read(row) if row else default_policy(office.zone)


def policies_by_office(session: Session) -> Mapping[str, OfficePolicy]:
    """Return all offices' policies by the office's id."""
    saved = {row.office_id: _read(row) for row in policies.every_policy(session)}
    return {office.id: saved.get(office.id) or default_policy(office.zone) for office in people.offices(session)}


def default_policy(zone: str) -> OfficePolicy:
    """Return the policy of an office in that zone whose admin hasn't set anything yet."""
    return OfficePolicy(country=_country_of_zone().get(zone), subdivision=PART_OF_ZONE.get(zone))


def policy_form(bot: Bot, actor: Actor, office: str = "") -> PolicyForm:
    """Return the form for an office by name or id, or for the admin's own. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.SET_POLICY)
        offices = people.offices(work.session)
        named = _named(offices, office) if office else person.office
        others = [office_shown(each) for each in offices if each.id != named.id]
        return PolicyForm(office=office_shown(named), policy=policy_of(work.session, named), others=others)


@once
def save_policy(work: Work, office_id: str, request: PolicyRequest) -> PolicySaved:
    """Save the form. Raises UsageError by field, NotFound, NotAllowed, Unknown.

    It applies to new entries; the deadline of an existing entry stays.
    """
    person = require_person(work, Act.SET_POLICY)
    office = _named(people.offices(work.session), office_id)
    policy = read_policy(request, policy_of(work.session, office))
    keep_policy(work, person.id, office, policy)
    return PolicySaved(office=office_shown(office), policy=policy)


@once
def set_reports(work: Work, /, **changes: object) -> PolicySaved:
    """Change when and where the reports of the admin's own office go; `changes` are fields of ReportPolicy."""
    person = require_person(work, Act.SET_POLICY)
    policy = policy_of(work.session, person.office)
    reports = ReportPolicy.model_validate(policy.reports.model_dump() | changes)
    policy = policy.model_copy(update={"reports": reports})
    keep_policy(work, person.id, person.office, policy)
    return PolicySaved(office=office_shown(person.office), policy=policy)


def keep_policy(work: Work, person_id: str | None, office: Office, policy: OfficePolicy) -> None:
    """Keep an office's policy, and its history."""
    row, values = policies.of_office(work.session, office.id), policy.model_dump(mode="json", exclude=CHANNELS)
    before = history.state_of(row) if row else None
    if row is None:
        row = PolicyRow(id=work.new_id(), office_id=office.id, policy=values)
        work.session.add(row)
    row.policy = values
    row.summary_channel = _channel(work, policy.summary_channel)
    row.leadership_channel = _channel(work, policy.reports.leadership_channel)
    work.session.flush()
    history.record_kept(work, person_id, row, before)


def _channel(work: Work, channel: ChannelRef | None) -> Channel | None:
    return channels.keep(work.session, channel, work.new_id()) if channel else None


def _read(row: PolicyRow) -> OfficePolicy:
    """The policy that a row has, with its channels."""
    summary, leadership = (each.ref if each else None for each in (row.summary_channel, row.leadership_channel))
    policy = OfficePolicy.model_validate(row.policy)
    reports = policy.reports.model_copy(update={"leadership_channel": leadership})
    return policy.model_copy(update={"summary_channel": summary, "reports": reports})


def office_named(session: Session, name: str) -> Office:
    """Return the office with that name or id. Raises NotFound with a list of the offices."""
    return _named(people.offices(session), name)


def _named(offices: Sequence[Office], name: str) -> Office:
    for office in offices:
        if name == office.id or name.casefold() == office.name.casefold():
            return office
    raise NotFound(f"I can't find an office “{name}”. There is: {', '.join(office.name for office in offices)}.")


def office_shown(office: Office) -> OfficeShown:
    """Return an office as a choice in a list."""
    return OfficeShown(id=office.id, name=office.name)


@lru_cache(maxsize=1)
def _country_of_zone() -> Mapping[str, str]:
    """Return ISO countries by their zones, from the time zone database."""
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
