"""Changes to an approved week: it is marked, and its approvers are notified."""

from datetime import date

from bot.core import Work
from bot.rules.kit.dates import week_of
from storage.timesheets import approvals as timesheet_approvals
from storage.words.time import WeekStatus


def week_changed(work: Work, person_id: str, *days: date) -> None:
    """Mark the approved weeks of these days, as time in them was made, changed or undone."""
    for monday in sorted({week_of(day)[0] for day in days}):
        row = timesheet_approvals.of_week(work.session, person_id, monday)
        if row and row.status == WeekStatus.APPROVED and row.changed_at is None:
            row.changed_at = work.now()
