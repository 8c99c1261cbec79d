"""What changes a week that is approved: its approvers hear of it once, and see what it was and what it is."""

from datetime import date

from bot.core import Work
from bot.messaging.unprompted import tell
from bot.people.teams import approvers_of
from bot.rules.kit.dates import week_of
from bot.timesheets.notices import WeeksToApprove
from storage.people import people
from storage.people.people import Person
from storage.timesheets import approvals as timesheet_approvals
from storage.words.time import WeekStanding


def week_changed(work: Work, person_id: str, *days: date) -> None:
    """Time of these days was made, changed or taken back: tell who approved their weeks, once for each approval."""
    for monday in sorted({week_of(day)[0] for day in days}):
        row = timesheet_approvals.of_week(work.session, person_id, monday)
        if row and row.standing == WeekStanding.APPROVED and row.decided_at:
            person = people.by_id(work.session, person_id)
            tell_approvers(work, person, f"week-changed:{row.id}:{row.decided_at.isoformat()}")


def tell_approvers(work: Work, person: Person, key: str) -> None:
    """Tell who approves a person's time, in their morning, that something waits."""
    for approver in approvers_of(work.session, person):
        tell(work.bot, work.session, approver, WeeksToApprove(person_id=approver.id), f"{key}:{approver.id}")
