"""Weekly approval of timesheets: a supervisor approves a week, or sends it back; later changes wait for approval again.

Nothing is stored for a change: an entry counts as approved while it is the same as when it was approved.
"""

from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.core import Work, once
from bot.errors import Conflict, NotFound
from bot.messaging.touch import ClickedMessage, told_changed, touch_clicked
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.people.teams import require_approver
from bot.rules.kit.dates import week_of
from bot.rules.permissions import Act
from bot.rules.timesheets.approvals import EntryChange, version_of
from bot.timekeeping.deadlines import check_reason
from bot.timesheets.approval_states import WeekEntries, week_entries
from bot.timesheets.notices import WeekSentBack
from bot.timesheets.sending import require_policy, week_shown_anew
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.timesheets import approvals as timesheet_approvals
from storage.timesheets.approvals import ApprovedEntry, TimesheetApproval
from storage.words.time import Change, WeekStatus


class WeekDecided(Model):
    """A week, or one changed entry of it, was decided on by somebody, now or before."""

    person_id: str
    name: str
    monday: date
    status: WeekStatus
    by: str


@once
def approve_week(work: Work, approval_id: str, version: str, clicked: ClickedMessage | None = None) -> WeekDecided:
    """Approve somebody's week in the version that was seen, or return who already did.

    Raises Conflict if it changed since or was sent back, NotFound, NotAllowed, Unknown.
    """
    staff, person, row = _asked(work, approval_id, clicked)
    week = week_entries(staff.session, person.id, row.monday)
    if row.status == WeekStatus.APPROVED and not week.changes:
        return _decided(staff.session, person, row)
    if row.status == WeekStatus.SENT_BACK:
        raise Conflict(
            f"{_by(staff.session, row)} already sent that week back. You'll get it again once it's corrected."
        )
    if week.version != version:
        raise Conflict(f"{person.name}'s week has changed since you saw it. Have another look, then approve it.")
    for change in week.changes:
        _approve(staff, person, change)
    _decide(staff, row, WeekStatus.APPROVED, Change.GRANTED)
    week_shown_anew(staff, person)
    return _decided(staff.session, person, row)


@once
def approve_change(work: Work, entry_id: str, version: str, clicked: ClickedMessage | None = None) -> WeekDecided:
    """Approve one entry that changed since its week was approved; the rest stays. Raises as `approve_week`."""
    entry = time_entries.by_id(work.session, entry_id)
    if entry is None:
        raise NotFound("I can't find that entry.")
    kept = timesheet_approvals.of_entries(work.session, [entry_id]).get(entry_id)
    days = [entry.worked_on, *([kept.worked_on] if kept else [])]
    weeks = [timesheet_approvals.of_week(work.session, entry.person_id, week_of(day)[0]) for day in days]
    approved = next((each for each in weeks if each and each.status == WeekStatus.APPROVED), None)
    if approved is None:
        raise Conflict("That week isn't approved yet. Please approve all of it.")
    staff, person, row = _asked(work, approved.id, clicked)
    change = _change_of(week_entries(staff.session, person.id, row.monday), entry_id)
    if change:
        if version_of([(entry_id, change.now)]) != version:
            raise Conflict("That entry has changed again since you saw it. Have another look, then approve it.")
        _approve(staff, person, change)
        _decide(staff, row, WeekStatus.APPROVED, Change.GRANTED)
        week_shown_anew(staff, person)
    return _decided(staff.session, person, row)


@once
def send_week_back(work: Work, approval_id: str, reason: str, clicked: ClickedMessage | None = None) -> WeekDecided:
    """Send somebody's week back, with the reason, and notify them. Entries that were already approved stay approved.

    Raises UsageError by field, Conflict if it is approved and unchanged, NotFound, NotAllowed, Unknown.
    """
    staff, person, row = _asked(work, approval_id, clicked)
    kept = check_reason(reason)
    if row.status == WeekStatus.SENT_BACK:
        return _decided(staff.session, person, row)
    if row.status == WeekStatus.APPROVED and not week_entries(staff.session, person.id, row.monday).changes:
        raise Conflict(f"{_by(staff.session, row)} already approved that week.")
    row.reason = kept
    _decide(staff, row, WeekStatus.SENT_BACK, Change.REFUSED)
    notice = WeekSentBack(person_id=person.id, approval_id=row.id)
    tell(staff, person, notice, f"week-sent-back:{row.id}:{staff.now().isoformat()}", urgent=True)
    week_shown_anew(staff, person)
    return _decided(staff.session, person, row)


def _asked(work: Work, approval_id: str, clicked: ClickedMessage | None) -> tuple[Staff, Person, TimesheetApproval]:
    """Return the decider, the person (locked, so that nobody else decides or logs), and their current week."""
    staff = require_staff(work, Act.SEE_OWN_TIME)
    row = timesheet_approvals.by_id(staff.session, approval_id)
    if row is None:
        raise NotFound("I can't find that week.")
    person = people.by_id(staff.session, row.person_id, locked=True)
    require_approver(staff.session, staff.person, person, Act.APPROVE_TIMESHEETS)
    require_policy(staff.session, person)
    if clicked:
        touch_clicked(staff.session, clicked)
    row = timesheet_approvals.by_id(staff.session, approval_id)
    assert row  # noqa: S101  # it was there, and a week never goes
    return staff, person, row


def _change_of(week: WeekEntries, entry_id: str) -> EntryChange | None:
    return next((change for change in week.changes if change.entry_id == entry_id), None)


def _approve(staff: Staff, person: Person, change: EntryChange) -> None:
    """Save an entry's current facts as approved."""
    kept = timesheet_approvals.of_entries(staff.session, [change.entry_id]).get(change.entry_id)
    if change.now is None:
        if kept:
            history.record_removal(staff, staff.id, kept)
            staff.session.delete(kept)
        return
    said = change.now._asdict() | {"approved_by": staff.id, "approved_at": staff.now()}
    before = history.state_of(kept) if kept else None
    if kept is None:
        kept = ApprovedEntry(id=change.entry_id, person_id=person.id, **said)
        staff.session.add(kept)
    for name, value in said.items():
        setattr(kept, name, value)
    staff.session.flush()
    history.record_kept(staff, staff.id, kept, before)


def _decide(staff: Staff, row: TimesheetApproval, status: WeekStatus, change: Change) -> None:
    before = history.state_of(row)
    row.status, row.decided_by, row.decided_at = status, staff.id, staff.now()
    staff.session.flush()
    history.record(staff, staff.id, row, change, before)
    told_changed(staff, staff.id)


def _decided(session: Session, person: Person, row: TimesheetApproval) -> WeekDecided:
    return WeekDecided(
        person_id=person.id, name=person.name, monday=row.monday, status=row.status, by=_by(session, row)
    )


def _by(session: Session, row: TimesheetApproval) -> str:
    return people.by_id(session, row.decided_by).name if row.decided_by else "Somebody"
