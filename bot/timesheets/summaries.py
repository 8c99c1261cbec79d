"""The weekly summary: how complete the time of an office's teams is. Completeness is on-time ÷ expected minutes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.clients.internal_channels import HeldBack, internal_destination
from bot.core import Bot, Work, once
from bot.errors import UsageError
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.calendars import calendar, half_days
from bot.people.people import require_person
from bot.people.policies import PolicySaved, keep_policy, office_shown, policies_by_office, policy_of
from bot.rules.kit.dates import local_date, week_of
from bot.rules.people.deadlines import Calendar, business_days, deadline_day
from bot.rules.people.policies import OfficePolicy
from bot.rules.people.reminders import Timekeeper, expected_on, speaking_hours
from bot.rules.permissions import Act
from bot.timesheets.notices import WeeklySummary
from storage.clients import clients
from storage.leave import leave
from storage.leave.leave import Leave
from storage.messaging import notices
from storage.messaging.notices import Window
from storage.people import people
from storage.people.people import Office, Person
from storage.timekeeping import time_entries
from storage.words.platforms import ChannelRef

A_WEEK = timedelta(days=7)
WEEKS_LOOKED_BACK = 5
NO_TEAM = "No supervisor"
OUTSIDERS = "People outside the agency read this channel. Choose one of the agency's own for the summary."


class TeamWeek(Model):
    """One team's week in minutes: on time, and expected. `short` names people who are short, if policy allows."""

    team: str
    on_time: int
    expected: int
    short: Sequence[str] = ()


class SummaryShown(Model):
    """An office's week, its teams by name."""

    office: str
    monday: date
    teams: Sequence[TeamWeek]


@once
def set_summary_channel(work: Work, channel: ChannelRef | None) -> PolicySaved:
    """Have the weekly summary of the admin's own office posted in that channel, or nowhere.

    Raises UsageError if people outside the agency read it, NotAllowed, Unknown.
    """
    person = require_person(work, Act.SET_POLICY)
    if channel and clients.is_shared_channel(work.session, channel):
        raise UsageError(OUTSIDERS)
    policy = policy_of(work.session, person.office).model_copy(update={"summary_channel": channel})
    keep_policy(work, person.id, person.office, policy)
    return PolicySaved(office=office_shown(person.office), policy=policy)


def queue_weekly_summaries(bot: Bot) -> None:
    """Queue each office's summary on the morning after the last deadline of a week has passed (scan)."""
    with bot.read() as work:
        policies = policies_by_office(work.session)
        offices = [
            (office, internal_destination(work.session, channel))
            for office in people.offices(work.session)
            if (channel := policies[office.id].summary_channel)
        ]
    for office, destination in offices:
        policy = policies[office.id]
        found = _due_week(office, policy, bot.now())
        if found and not isinstance(destination, HeldBack):
            monday, ends = found
            notice = WeeklySummary(office_id=office.id, monday=monday)
            key = f"weekly-summary:{office.id}:{monday.isoformat()}"
            if not _is_queued(bot, key) and summary_shown(bot, notice).teams:
                with bot.begin() as work:
                    queue(work, notice, destination, key, Window(expires_at=ends))


def summary_shown(bot: Bot, notice: WeeklySummary) -> SummaryShown:
    """Return an office's week by team, i.e. by supervisor."""
    first, last = week_of(notice.monday)
    with bot.store.read() as session:
        office = people.office(session, notice.office_id)
        policy = policy_of(session, office)
        everybody = {person.id: person for person in people.everyone(session)}
        staff = [person for person in everybody.values() if person.office_id == office.id and not person.left_at]
        expected = _expected(session, staff, policy, first, last)
        on_time = time_entries.on_time_minutes(session, first, last)
    teams: dict[str, list[Person]] = defaultdict(list)
    for person in staff:
        if expected[person.id]:
            teams[person.supervisor_id or ""].append(person)
    rows = [_team(everybody, supervisor, team, expected, on_time, policy) for supervisor, team in teams.items()]
    return SummaryShown(office=office.name, monday=first, teams=sorted(rows, key=lambda row: row.team))


def _is_queued(bot: Bot, key: str) -> bool:
    with bot.store.read() as session:
        return notices.is_queued(session, key)


def _due_week(office: Office, policy: OfficePolicy, now: datetime) -> tuple[date, datetime] | None:
    """Return the Monday of the newest week whose deadlines have passed, and until when to report it, if due today."""
    today = local_date(now, office.zone)
    days = Calendar(
        office.zone, frozenset(policy.weekdays), policy.holidays(today.year - 1, today.year + 1), window=policy.window
    )
    hours = speaking_hours(today, days, policy, None)
    if hours is None or not hours.morning <= now < hours.ends:
        return None
    mondays = (week_of(today - A_WEEK * back)[0] for back in range(1, WEEKS_LOOKED_BACK + 1))
    done = (monday for monday in mondays if deadline_day(week_of(monday)[1], days) < today)
    monday = next(done, None)
    return (monday, hours.ends) if monday else None


def _expected(
    session: Session, staff: Sequence[Person], policy: OfficePolicy, first: date, last: date
) -> Mapping[str, int]:
    off: dict[str, list[Leave]] = defaultdict(list)
    for row in leave.of_people(session, None, first):
        off[row.person_id].append(row)
    expected = {}
    for person in staff:
        mine = off.get(person.id, [])
        days = calendar(person, policy, mine, first)
        keeper = Timekeeper(days, policy, person.expected_minutes, half_days(mine))
        worked = business_days(max(first, person.starts_on or first), last, days)
        expected[person.id] = sum(expected_on(day, keeper) for day in worked)
    return expected


def _team(
    everybody: Mapping[str, Person],
    supervisor: str,
    team: Sequence[Person],
    expected: Mapping[str, int],
    on_time: Mapping[str, int],
    policy: OfficePolicy,
) -> TeamWeek:
    short = [
        person.name for person in team if on_time.get(person.id, 0) * 100 < expected[person.id] * policy.short_percent
    ]
    return TeamWeek(
        team=f"{everybody[supervisor].name}'s team" if supervisor else NO_TEAM,
        on_time=sum(on_time.get(person.id, 0) for person in team),
        expected=sum(expected[person.id] for person in team),
        short=sorted(short) if policy.names_in_summary else (),
    )
