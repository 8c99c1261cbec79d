"""A preview of closing a month: its effects, and what is missing or pending before that."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.core import Actor, Bot
from bot.model import Model
from bot.people.people import require_person, zone_of
from bot.people.policies import policies_by_office
from bot.periods import exports
from bot.periods.exports import BatchTotals
from bot.periods.periods import closable, require_no_import, require_not_closed
from bot.rules.kit.dates import local_date, week_of
from bot.rules.kit.periods import days_of, month_before, month_of
from bot.rules.permissions import Act
from bot.timesheets.missing import stretches
from storage.people import people
from storage.people.people import Person
from storage.periods import overrides, periods
from storage.timekeeping import time_entries, timers
from storage.timesheets import approvals as timesheet_approvals
from storage.words.time import LateStatus


class Missing(Model):
    """A person with missing time: how many days, and minutes; logged and expected are those of the month."""

    name: str
    days: int
    missing: int
    logged: int
    expected: int


class WeekPending(Model):
    """A week with time in the month whose current state isn't approved."""

    name: str
    monday: date


class ClosePreview(Model):
    """The effects of closing a month, and what is missing or pending before that."""

    month: str
    totals: BatchTotals
    missing: Sequence[Missing]
    pending_overrides: int
    open_before: Sequence[str]
    late_pending: int = 0
    reasons_missing: int = 0
    weeks_pending: Sequence[WeekPending] = ()
    timers: Sequence[str] = ()


def preview_close(bot: Bot, actor: Actor, text: str) -> ClosePreview:
    """Return what closing the month that the text names would do. Raises UsageError, Conflict, Unknown, NotAllowed."""
    with bot.read(actor) as work:
        person = require_person(work, Act.CLOSE_PERIODS)
        month = closable(work, text)
        require_no_import(work.session)
        if period := periods.by_id(work.session, month):
            require_not_closed(work.session, period, zone_of(person))
        first, last = days_of(month)
        staff = sorted(people.everyone(work.session), key=lambda one: one.name)
        late = time_entries.count_late(work.session, first, last)
        return ClosePreview(
            month=month,
            totals=exports.planned(work.session, month),
            missing=list(_missing(work.session, staff, first, last)),
            pending_overrides=len(overrides.pending(work.session)),
            open_before=_open_before(work.session, month),
            late_pending=late.get(LateStatus.PENDING, 0),
            reasons_missing=late.get(LateStatus.REASON_MISSING, 0),
            weeks_pending=_weeks_pending(work.session, staff, first, last),
            timers=_timers(work.session, staff, first, last),
        )


def _missing(session: Session, staff: Sequence[Person], first: date, last: date) -> Iterator[Missing]:
    """Return people with short days, by the same rule as nudges: their calendar, leave, excuses and policy."""
    for each in stretches(session, staff, first, last):
        if each.short:
            yield Missing(
                name=each.person.name,
                days=len(each.short),
                missing=sum(day.missing for day in each.short),
                logged=each.logged,
                expected=each.expected,
            )


def _weeks_pending(session: Session, staff: Sequence[Person], first: date, last: date) -> list[WeekPending]:
    """Return them by name and week, for offices that approve weeks."""
    policies = policies_by_office(session)
    if not any(policy.approve_weeks for policy in policies.values()):
        return []
    names = {person.id: person.name for person in staff if policies[person.office_id].approve_weeks}
    found = timesheet_approvals.not_approved(session, first, last)
    weeks = {(names[person_id], week_of(day)[0]) for _, person_id, day in found if person_id in names}
    return [WeekPending(name=name, monday=monday) for name, monday in sorted(weeks)]


def _timers(session: Session, staff: Sequence[Person], first: date, last: date) -> list[str]:
    """Return the people whose timer started in these days and is still running."""
    by_id = {person.id: person for person in staff}
    begun = [(by_id[timer.person_id], timer.started_at) for timer in timers.every_timer(session)]
    return sorted(person.name for person, at in begun if first <= local_date(at, zone_of(person)) <= last)


def _open_before(session: Session, month: str) -> list[str]:
    """Return the months before this one that have time and aren't closed, the latest first."""
    first, closed = time_entries.first_day(session), periods.closed_months(session)
    found, earlier = [], month_before(days_of(month)[0])
    while first and earlier >= month_of(first):
        if earlier not in closed and time_entries.any_between(session, *days_of(earlier)):
            found.append(earlier)
        earlier = month_before(days_of(earlier)[0])
    return found
