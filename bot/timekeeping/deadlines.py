"""The 3-day rule: judging an entry when it is made, and what a late one needs. A late entry is never lost."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.messaging.touch import ClickedMessage, told_changed, touch_clicked
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.calendars import calendar_of
from bot.people.people import require_person, today_of
from bot.people.teams import approvers_of, require_approver
from bot.rules.kit.dates import describe_day
from bot.rules.people.deadlines import Calendar, deadline_day, entry_deadline, is_late
from bot.rules.people.policies import OfficePolicy, WhenLate
from bot.rules.permissions import Act
from bot.timekeeping.answers import Lateness
from bot.timekeeping.notices import LateApprovalAsked, LateDecided, entry_changed
from bot.timekeeping.rollups import record_entry
from bot.timekeeping.timesheet_changes import week_changed
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Change, LateStatus

LONGEST_REASON = 500


class ReasonGiven(Model):
    """A late entry has its reason."""

    entry_id: str


class LateEntryDecided(Model):
    """A late entry was approved or declined by somebody, now or before."""

    entry_id: str
    status: LateStatus
    by: str


def judge(work: Work, person: Person, entry: TimeEntry, before: Mapping[str, Any] | None = None) -> None:
    """Set an entry's deadline and whether it is late, when it is made or edited (it was `before`).

    An edit is judged again if it could be used to log late: another day, more minutes, or billable only now. Raises
    UsageError if the policy refuses a late entry.
    """
    if before and not _must_be_judged_anew(entry, before):
        return
    calendar, policy = _measure(work, person, entry)
    if not entry.late:
        entry.late_reason = None
    elif policy.when_late == WhenLate.REFUSED:
        _refuse(work, person, entry, calendar)
    elif policy.when_late == WhenLate.REASON:
        entry.late_status = LateStatus.REASON_GIVEN if entry.late_reason else LateStatus.REASON_MISSING
    else:
        entry.late_status = LateStatus.PENDING
        _ask_approval(work, person, entry)


def judge_granted(work: Work, person: Person, entry: TimeEntry, by: Person, reason: str) -> None:
    """Set the same for an entry that an override made: it has its reason and its approval."""
    _measure(work, person, entry)
    entry.late_reason = reason[:LONGEST_REASON] if entry.late else None
    if entry.late:
        entry.late_status, entry.approved_by = LateStatus.APPROVED, by.id


def _measure(work: Work, person: Person, entry: TimeEntry) -> tuple[Calendar, OfficePolicy]:
    """Set its deadline and whether it is late, by the calendar and policy of its person."""
    calendar, policy = calendar_of(work.session, person, entry.worked_on)
    bound = policy.binds_entry(billable=entry.billable)
    entry.deadline = entry_deadline(entry.worked_on, calendar) if bound else None
    entry.late = entry.deadline is not None and is_late(work.now(), entry.deadline)
    entry.late_status = entry.approved_by = None
    return calendar, policy


def lateness(session: Session, entry: TimeEntry) -> Lateness | None:
    """Return whether and why an entry is late; None if it is on time."""
    if not entry.late:
        return None
    by = people.by_id(session, entry.approved_by).name if entry.approved_by else None
    return Lateness(deadline=entry.deadline, status=entry.late_status, reason=entry.late_reason or "", decided_by=by)


def late_entry_told(bot: Bot, entry_id: str) -> str:
    """Return whose entry it is, for a message that asks about it. For the outbox only."""
    with bot.store.read() as session:
        entry = time_entries.by_id(session, entry_id)
        if entry is None:
            raise LookupError(f"no time entry {entry_id}")
        return people.by_id(session, entry.person_id).name


@once
def give_reason(work: Work, entry_id: str, reason: str) -> ReasonGiven:
    """Save or change the reason why the asker's own entry is late. Raises UsageError, NotFound, Conflict."""
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    entry = time_entries.by_id(work.session, entry_id)
    if entry is None or entry.person_id != person.id:
        raise NotFound("I can't find that entry among yours.")
    if entry.voided_at or not entry.late:
        raise Conflict("This entry no longer needs a reason. It was changed or undone in the meantime.")
    before = history.state_of(entry)
    entry.late_reason = check_reason(reason)
    if entry.late_status == LateStatus.REASON_MISSING:
        entry.late_status = LateStatus.REASON_GIVEN
    record_entry(work, person.id, entry, Change.EDITED, before)
    entry_changed(work, person.id, entry.id)
    for approver in approvers_of(work.session, person):
        told_changed(work, approver.id)
    return ReasonGiven(entry_id=entry.id)


@once
def decide_late_entry(
    work: Work, entry_id: str, *, approve: bool, clicked: ClickedMessage | None = None
) -> LateEntryDecided:
    """Approve or decline somebody's late entry, or return who already did. Raises NotFound, NotAllowed.

    A declined entry no longer counts and stays in the history; its person is notified.
    """
    asker = require_person(work, Act.SEE_OWN_TIME)
    entry = time_entries.by_id(work.session, entry_id, locked=True)
    if entry is None:
        raise NotFound("I can't find that entry.")
    require_approver(work.session, asker, people.by_id(work.session, entry.person_id), Act.DECIDE_LATE_ENTRY)
    if clicked:
        touch_clicked(work.session, clicked)
    if entry.late_status == LateStatus.PENDING and entry.voided_at is None:
        _decide(work, asker, entry, approve=approve)
    by = people.by_id(work.session, entry.approved_by).name if entry.approved_by else ""
    return LateEntryDecided(entry_id=entry.id, status=entry.late_status or LateStatus.PENDING, by=by)


def check_reason(reason: str) -> str:
    """Return a valid reason. Raises UsageError at its field."""
    text = reason.strip()
    if not text:
        message = "Please say why, in a few words."
    elif len(text) > LONGEST_REASON:
        message = f"That's {len(text):,} characters; the limit is {LONGEST_REASON}."
    else:
        return text
    raise UsageError(message, fields={"reason": message})


def _must_be_judged_anew(entry: TimeEntry, before: Mapping[str, Any]) -> bool:
    return bool(
        entry.worked_on.isoformat() != before["worked_on"]
        or entry.minutes > before["minutes"]
        or entry.billable != before["billable"]
    )


def _ask_approval(work: Work, person: Person, entry: TimeEntry) -> None:
    for approver in approvers_of(work.session, person):
        notice = LateApprovalAsked(person_id=approver.id, entry_id=entry.id)
        key = f"late-approval:{entry.id}:{approver.id}:{work.now().isoformat()}"
        tell(work, approver, notice, key, urgent=True)


def _decide(work: Work, asker: Person, entry: TimeEntry, *, approve: bool) -> None:
    before = history.state_of(entry)
    entry.late_status = LateStatus.APPROVED if approve else LateStatus.DECLINED
    entry.approved_by = asker.id
    if not approve:
        entry.voided_at = work.now()
    record_entry(work, asker.id, entry, Change.EDITED if approve else Change.UNDONE, before)
    entry_changed(work, entry.person_id, entry.id)
    told_changed(work, asker.id)
    person = people.by_id(work.session, entry.person_id)
    if not approve:
        week_changed(work, person.id, entry.worked_on)
    notice = LateDecided(person_id=person.id, entry_id=entry.id)
    tell(work, person, notice, f"late-decided:{entry.id}:{work.now().isoformat()}")


def _refuse(work: Work, person: Person, entry: TimeEntry, calendar: Calendar) -> None:
    today = today_of(work.bot, person)
    due = describe_day(deadline_day(entry.worked_on, calendar), today)
    helpers = " or ".join(each.name for each in approvers_of(work.session, person))
    message = (
        f"Time for {describe_day(entry.worked_on, today)} was due by the end of {due}, and your office doesn't take "
        f"late entries, so nothing was saved. Please ask {helpers}."
    )
    raise UsageError(message, fields={"worked_on": message})
