"""When digests go out by themselves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.clients.internal_channels import held_back
from bot.core import Bot
from bot.digests.digests import EVERYBODY, count_first, keep_first
from bot.digests.months import Agency, agency_of
from bot.digests.posts import post_digest, posted_key, tell_owner
from bot.rules.kit.dates import local_date
from bot.rules.kit.periods import days_of, month_before, month_of
from bot.rules.people.deadlines import Calendar, business_days
from bot.rules.people.policies import OfficePolicy
from storage.clients import clients
from storage.digests import digests, reports
from storage.kit import channels
from storage.messaging import notices, unprompted
from storage.people import people
from storage.people.people import Office, Person
from storage.words.platforms import ChannelRef


def queue_due_digests(bot: Bot) -> None:
    """Queue last month's digest for each leadership channel and portfolio owner, from their hour on (scan).

    A process that was down catches up at any time of the month. It waits until the month is over in every office.
    """
    with bot.read() as work:
        agency = agency_of(work)
        due = {office.id: month for office in agency.offices if (month := _due(bot, agency, office))}
        owners = [each for each in people.with_ids(work.session, clients.owners(work.session)) if each.left_at is None]
    for office in agency.offices:
        channel = agency.policies[office.id].reports.leadership_channel
        if channel and office.id in due:
            _post(bot, due[office.id], channel)
    for owner in owners:
        if owner.office_id in due:
            _tell(bot, due[owner.office_id], owner)


def _due(bot: Bot, agency: Agency, office: Office) -> str | None:
    """Return last month by an office's calendar if the policy's hour on this month's first business day has come."""
    policy, today = agency.policies[office.id], local_date(bot.now(), office.zone)
    month = month_before(today)
    if not agency.is_over(month) or bot.now() < _hour(office, policy, today):
        return None
    return month


def _hour(office: Office, policy: OfficePolicy, today: date) -> datetime:
    first, last = days_of(month_of(today))
    days = Calendar(office.zone, frozenset(policy.weekdays), policy.holidays(today.year, today.year))
    day = next(iter(business_days(first, last, days)), first)
    return datetime.combine(day, policy.reports.digest_at, ZoneInfo(office.zone))


def _post(bot: Bot, month: str, channel: ChannelRef) -> None:
    with bot.store.read() as session:
        latest = digests.latest(session, month, EVERYBODY)
        row = channels.find(session, channel)
        posted = latest and row and notices.is_queued(session, posted_key(latest, row.id))
        if posted or not _has_time(session, month) or held_back(session, [channel]):
            return
    figures = count_first(bot, month, EVERYBODY)
    with bot.begin() as work:
        post_digest(work, keep_first(work, month, EVERYBODY, figures, None), channel)


def _tell(bot: Bot, month: str, owner: Person) -> None:
    with bot.store.read() as session:
        latest = digests.latest(session, month, owner.id)
        if (latest and unprompted.with_key(session, posted_key(latest, owner.id))) or not _has_time(session, month):
            return
    figures = count_first(bot, month, owner.id)
    with bot.begin() as work:
        tell_owner(work, owner, keep_first(work, month, owner.id, figures, None))


def _has_time(session: Session, month: str) -> bool:
    """Return whether anybody logged time in that month: an agency that just started gets no empty digest."""
    return reports.has_time(session, month)
