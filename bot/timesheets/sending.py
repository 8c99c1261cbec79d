"""Sending weeks for approval: people send them, or it happens automatically after the last deadline."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot import history
from bot.core import Bot, Work, once
from bot.errors import Conflict, UsageError
from bot.messaging.touch import home_changed, told_changed
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.calendars import calendar
from bot.people.people import require_staff, zone_of
from bot.people.policies import policies_by_office, policy_of
from bot.people.teams import approvers_of
from bot.rules.kit.dates import describe_day, local_date, week_of
from bot.rules.people.deadlines import deadline_day
from bot.rules.permissions import Act
from bot.timesheets.notices import WeeksToApprove
from storage.leave import leave
from storage.leave.leave import Leave
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timesheets import approvals as timesheet_approvals
from storage.timesheets.approvals import TimesheetApproval
from storage.words.time import WeekStatus

A_WEEK = timedelta(weeks=1)
SIX_DAYS = timedelta(days=6)
# People send older weeks themselves; there are some if the bot was down or the office joined late.
SENT_BY_ITSELF_FOR = 3


class WeekSent(Model):
    """A week is on its way to its approvers."""

    person_id: str
    monday: date
    approvers: str


@once
def send_week(work: Work, monday: date) -> WeekSent:
    """Send the asker's own week for approval, once it is over; sending it twice has no effect.

    Raises UsageError if the week isn't over or is empty, Conflict if it is already approved, Unknown.
    """
    staff = require_staff(work, Act.LOG_OWN_TIME, locked=True)
    require_policy(staff.session, staff.person)
    today = staff.today
    if monday + SIX_DAYS >= today:
        over = describe_day(monday + A_WEEK, today)
        raise UsageError(f"That week isn't over yet. You can send it for approval from {over} on.")
    row = timesheet_approvals.of_week(staff.session, staff.id, monday)
    if row and row.status == WeekStatus.APPROVED:
        raise Conflict("That week is already approved. Later changes go to approval automatically.")
    if not time_entries.between(staff.session, staff.id, monday, monday + SIX_DAYS):
        raise UsageError("That week has no time, so there's nothing to approve.")
    if row is None or row.status == WeekStatus.SENT_BACK:
        _send(staff, staff.person, monday, row, staff.id)
    names = " or ".join(each.name for each in approvers_of(staff.session, staff.person))
    return WeekSent(person_id=staff.id, monday=monday, approvers=names)


def send_due_weeks(bot: Bot) -> None:
    """Send each week whose last deadline has passed and which its person hasn't sent (scan)."""
    with bot.store.read() as session:
        due = list(_due_weeks(session, bot.now()))
    for person_id, monday in due:
        with bot.begin() as work:
            person = people.by_id(work.session, person_id, locked=True)
            if timesheet_approvals.of_week(work.session, person.id, monday) is None:
                _send(work, person, monday, None, None)


def require_policy(session: Session, person: Person) -> None:
    """Raise Conflict if the person's office doesn't have weekly approval."""
    if not policy_of(session, person.office).approve_weeks:
        raise Conflict(f"{person.office.name} doesn't approve timesheets. An admin can turn that on in its policy.")


def tell_changed_weeks(bot: Bot) -> None:
    """Notify the approvers of approved weeks that changed since, once for each approval (scan)."""
    with bot.read() as work:
        changed = timesheet_approvals.changed_weeks(work.session)
    for approval_id in changed:
        with bot.begin() as work:
            row = timesheet_approvals.by_id(work.session, approval_id)
            if row is None or row.changed_at is None:
                continue
            row.changed_at = None
            if row.status == WeekStatus.APPROVED and row.decided_at:
                person = people.by_id(work.session, row.person_id)
                _tell_approvers(work, person, f"week-changed:{row.id}:{row.decided_at.isoformat()}")


def _tell_approvers(work: Work, person: Person, key: str) -> None:
    """Notify a person's approvers, in their morning, that something is waiting."""
    for approver in approvers_of(work.session, person):
        tell(work, approver, WeeksToApprove(person_id=approver.id), f"{key}:{approver.id}")


def week_shown_anew(work: Work, person: Person) -> None:
    """Have every message about this person's week rendered again."""
    home_changed(work, person.id)
    told_changed(work, *(approver.id for approver in approvers_of(work.session, person)))


def _send(work: Work, person: Person, monday: date, row: TimesheetApproval | None, by: str | None) -> None:
    before = history.state_of(row) if row else None
    if row is None:
        row = TimesheetApproval(
            id=work.new_id(), person_id=person.id, monday=monday, status=WeekStatus.SENT, sent_at=work.now()
        )
        work.session.add(row)
    row.status, row.sent_at = WeekStatus.SENT, work.now()
    work.session.flush()
    history.record_kept(work, by, row, before)
    _tell_approvers(work, person, f"week-sent:{row.id}:{work.now().isoformat()}")
    week_shown_anew(work, person)


def _due_weeks(session: Session, now: datetime) -> Iterator[tuple[str, date]]:
    """Yield weeks with time that were never sent and whose last deadline has passed, as pairs of person and Monday."""
    policies = policies_by_office(session)
    if not any(policy.approve_weeks for policy in policies.values()):
        return
    this_monday, _ = week_of(now.date())
    mondays = [this_monday - A_WEEK * back for back in range(SENT_BY_ITSELF_FOR, 0, -1)]
    sent = timesheet_approvals.sent_weeks(session, mondays[0])
    waiting = [
        (person_id, monday)
        for monday in mondays
        for person_id in timesheet_approvals.with_time(session, monday, monday + SIX_DAYS)
        if (person_id, monday) not in sent
    ]
    if not waiting:
        return
    off: dict[str, list[Leave]] = defaultdict(list)
    for row in leave.of_people(session, None, mondays[0]):
        off[row.person_id].append(row)
    staff = {person.id: person for person in people.everyone(session)}
    for person_id, monday in waiting:
        person = staff[person_id]
        policy, today = policies[person.office_id], local_date(now, zone_of(person))
        days = calendar(person, policy, off[person_id], monday)
        if policy.approve_weeks and deadline_day(monday + SIX_DAYS, days) < today:
            yield person_id, monday
