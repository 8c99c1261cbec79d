"""The approval status of weeks: compares the approved entries with the current ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.core import Actor, Bot
from bot.model import Model
from bot.people.calendars import calendar_of, half_days
from bot.people.people import require_may_do, require_person, today_of
from bot.people.policies import policies_by_office, policy_of
from bot.people.teams import approvers_of
from bot.rules.kit.dates import week_of
from bot.rules.people.deadlines import business_days
from bot.rules.people.reminders import Timekeeper, expected_on
from bot.rules.permissions import Act
from bot.rules.timesheets.approvals import EntryChange, Facts, changes, version_of
from storage.jobs import jobs
from storage.leave import leave
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.timesheets import approvals as timesheet_approvals
from storage.timesheets.approvals import ApprovedEntry, TimesheetApproval
from storage.words.time import WeekStatus

SIX_DAYS = timedelta(days=6)
# After this, an unapproved week is left to finance, who close its month.
WAITS_FOR = timedelta(weeks=10)


class FactsShown(Model):
    """The facts of an entry, now or when it was approved; `job` is the number."""

    job: str
    worked_on: date
    minutes: int
    billable: bool
    note: str


class ChangeShown(Model):
    """An entry that changed since its approval: `before` is None if it is new, `now` if it was undone."""

    entry_id: str
    version: str
    before: FactsShown | None
    now: FactsShown | None


class ApprovalShown(Model):
    """The approval status of a week; `id` is None before it was sent. `version` is a hash of its current entries."""

    id: str | None
    status: WeekStatus | None
    is_over: bool
    version: str
    approvers: str
    may_decide: bool = False
    by: str = ""
    reason: str = ""
    changes: Sequence[ChangeShown] = ()


class WeekWaiting(Model):
    """A week that waits for approval, in minutes; `changed` is the number of entries changed since its approval."""

    approval_id: str
    version: str
    person_id: str
    name: str
    monday: date
    minutes: int
    expected: int
    billable_minutes: int
    late: int
    changed: int


class WeeksWaiting(Model):
    """All weeks that wait for one approver, the oldest first; `today` is theirs."""

    today: date
    weeks: Sequence[WeekWaiting]


class WeekSentBackShown(Model):
    """A week that was sent back, with its current status."""

    person_id: str
    monday: date
    status: WeekStatus
    by: str
    reason: str


@dataclass(frozen=True)
class WeekEntries:
    """A person's entries of a week, their current facts (including entries that left the week), and the changes."""

    entries: Sequence[TimeEntry]
    now: Mapping[str, Facts]
    changes: Sequence[EntryChange]

    @property
    def version(self) -> str:
        """Return a short hash of the entries' facts."""
        every: dict[str, Facts | None] = {each.entry_id: each.now for each in self.changes}
        return version_of((every | dict(self.now)).items())


def facts_of(row: TimeEntry | ApprovedEntry) -> Facts:
    """Return the facts of an entry, now or when it was approved."""
    return Facts(*(getattr(row, name) for name in Facts._fields))


def week_entries(session: Session, person_id: str, monday: date) -> WeekEntries:
    """Return a person's week, compared with its approved entries."""
    entries = time_entries.between(session, person_id, monday, monday + SIX_DAYS)
    kept = {row.id: row for row in timesheet_approvals.approved(session, person_id, monday)}
    there = {entry.id: entry for entry in entries}
    kept |= timesheet_approvals.of_entries(session, there.keys() - kept.keys())
    gone = timesheet_approvals.entries_with_ids(session, kept.keys() - there.keys())
    now = {entry.id: facts_of(entry) for entry in (*entries, *gone) if entry.voided_at is None}
    return WeekEntries(entries, now, changes(now, {row.id: facts_of(row) for row in kept.values()}))


def approval_shown(session: Session, asker: Person, person: Person, monday: date, today: date) -> ApprovalShown | None:
    """Return the status of a person's week for the asker; None if their office doesn't approve weeks."""
    if not policy_of(session, person.office).approve_weeks:
        return None
    row = timesheet_approvals.of_week(session, person.id, monday)
    week = week_entries(session, person.id, monday)
    approvers = approvers_of(session, person)
    is_open = row is not None and (row.status == WeekStatus.SENT or bool(week.changes))
    is_decided = row is not None and row.status == WeekStatus.APPROVED
    return ApprovalShown(
        id=row.id if row else None,
        status=row.status if row else None,
        is_over=monday + SIX_DAYS < today and bool(week.entries),
        version=week.version,
        approvers=" or ".join(each.name for each in approvers),
        may_decide=is_open and (asker.id != person.id or asker.id in [each.id for each in approvers]),
        by=people.by_id(session, row.decided_by).name if row and row.decided_by else "",
        reason=(row.reason or "") if row else "",
        changes=[_change(session, each) for each in week.changes] if is_decided else (),
    )


def list_waiting(bot: Bot, actor: Actor) -> WeeksWaiting:
    """Return the weeks that wait for the asker’s approval. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        asker = require_person(work, Act.SEE_OWN_TIME)
        require_may_do(work.session, asker, Act.APPROVE_TIMESHEETS)
    return weeks_waiting(bot, asker.id)


def weeks_waiting(bot: Bot, approver_id: str) -> WeeksWaiting:
    """Return the weeks that wait for somebody's approval, or have changed since. For messages that show them."""
    with bot.store.read() as session:
        approver = people.by_id(session, approver_id)
        today = today_of(bot, approver)
        since = week_of(today - WAITS_FOR)[0]
        rows = list(timesheet_approvals.of_reports(session, approver_id, since))
        if approver.is_admin:
            rows += [
                row for row in timesheet_approvals.of_reports(session, None, since) if _asks(session, row, approver)
            ]
        changed = _changed(session, {row.person_id for row in rows}, since, today)
        waiting = [row for row in rows if row.status == WeekStatus.SENT or (row.person_id, row.monday) in changed]
        policies = policies_by_office(session)
        staff = {row.person_id: people.by_id(session, row.person_id) for row in waiting}
        return WeeksWaiting(
            today=today,
            weeks=[
                _waiting(session, staff[row.person_id], row)
                for row in waiting
                if policies[staff[row.person_id].office_id].approve_weeks
            ],
        )


def sent_back_shown(bot: Bot, approval_id: str) -> WeekSentBackShown:
    """Return a week that was sent back, for a message that shows it. For the outbox only."""
    with bot.store.read() as session:
        row = timesheet_approvals.by_id(session, approval_id)
        if row is None:
            raise LookupError(f"no week {approval_id}")
        return WeekSentBackShown(
            person_id=row.person_id,
            monday=row.monday,
            status=row.status,
            by=people.by_id(session, row.decided_by).name if row.decided_by else "",
            reason=row.reason or "",
        )


def _asks(session: Session, row: TimesheetApproval, approver: Person) -> bool:
    return approver.id in [each.id for each in approvers_of(session, people.by_id(session, row.person_id))]


def _changed(session: Session, person_ids: Iterable[str], first: date, last: date) -> set[tuple[str, date]]:
    """Return weeks with changes since their approval, as pairs of person and Monday."""
    of = list(person_ids)
    found = (
        *timesheet_approvals.not_approved(session, first, last, of),
        *timesheet_approvals.gone(session, first, last, of),
    )
    return {(person_id, week_of(day)[0]) for _, person_id, day in found}


def _waiting(session: Session, person: Person, row: TimesheetApproval) -> WeekWaiting:
    week = week_entries(session, person.id, row.monday)
    is_decided = row.status == WeekStatus.APPROVED
    return WeekWaiting(
        approval_id=row.id,
        version=week.version,
        person_id=person.id,
        name=person.name,
        monday=row.monday,
        minutes=sum(entry.minutes for entry in week.entries),
        expected=_expected(session, person, row.monday),
        billable_minutes=sum(entry.minutes for entry in week.entries if entry.billable),
        late=sum(entry.late for entry in week.entries),
        changed=len(week.changes) if is_decided else 0,
    )


def _expected(session: Session, person: Person, monday: date) -> int:
    calendar, policy = calendar_of(session, person, monday)
    halves = half_days(leave.of_person(session, person.id, monday))
    keeper = Timekeeper(calendar, policy, person.expected_minutes, halves)
    worked = business_days(max(monday, person.starts_on or monday), monday + SIX_DAYS, calendar)
    return sum(expected_on(day, keeper) for day in worked)


def _change(session: Session, change: EntryChange) -> ChangeShown:
    return ChangeShown(
        entry_id=change.entry_id,
        version=version_of([(change.entry_id, change.now)]),
        before=_facts(session, change.before),
        now=_facts(session, change.now),
    )


def _facts(session: Session, facts: Facts | None) -> FactsShown | None:
    job = jobs.by_id(session, facts.job_id) if facts else None
    if facts is None or job is None:
        return None
    return FactsShown(
        job=job.number, worked_on=facts.worked_on, minutes=facts.minutes, billable=facts.billable, note=facts.note
    )
