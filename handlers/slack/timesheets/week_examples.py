"""Examples of the views of a week's table, and of its approval."""

from datetime import UTC, date, datetime

from bot.rules.timesheets.timesheets import GridRow
from bot.timesheets.approval_states import (
    ApprovalShown,
    ChangeShown,
    FactsShown,
    WeekSentBackShown,
    WeeksWaiting,
    WeekWaiting,
)
from bot.timesheets.approvals import WeekDecided
from bot.timesheets.missing import DayDue
from bot.timesheets.timesheets import CopyForm, LinesCopied, TimesheetShown
from handlers.slack.jobs.examples import TODAY
from handlers.slack.kit.example import Example
from handlers.slack.timekeeping.examples import APPROVED as LATE_TOLD
from handlers.slack.timekeeping.examples import ENTRY, GUIDE_ENTRY, LAST_FRIDAY, MONDAY, YESTERDAY
from handlers.slack.timesheets import approvals_views, timesheets_views
from storage.words.time import WeekStatus

LAST_MONDAY = date(2026, 3, 2)
EXPECTED = (450, 450, 450, 450, 450, 0, 0)
TABLE = [GridRow("ACME-101", (0, 0, 0, 120, 0, 0, 0)), GridRow("ACME-102", (0, 0, 150, 0, 0, 0, 0))]

SHEET = TimesheetShown(
    person_id="maya",
    name="Maya Torres <A&B>",
    is_own=True,
    today=TODAY,
    monday=MONDAY,
    rows=TABLE,
    totals=(0, 0, 150, 120, 0, 0, 0),
    expected=EXPECTED,
    billable_minutes=120,
    titles={"ACME-101": "Spring mailer <A&B>", "ACME-102": "Trail guide"},
    entries=[GUIDE_ENTRY, ENTRY],
    due=[
        DayDue(day=MONDAY, missing=450, due=TODAY, overdue=False),
        DayDue(day=LAST_FRIDAY, missing=90, due=YESTERDAY, overdue=True),
    ],
)
NONE = SHEET.model_copy(
    update={"monday": LAST_MONDAY, "rows": [], "totals": 7 * (0,), "billable_minutes": 0, "entries": [], "due": []}
)
APPROVAL = ApprovalShown(id=None, status=None, is_over=True, version="v1", approvers="Grace Lindqvist <A&B>")
LAST_WEEK = SHEET.model_copy(
    update={"monday": LAST_MONDAY, "entries": [*LATE_TOLD.entries], "due": [], "approval": APPROVAL}
)
SENT = APPROVAL.model_copy(update={"id": "approval-1", "status": WeekStatus.SENT})
SENT_BACK = SENT.model_copy(
    update={"status": WeekStatus.SENT_BACK, "by": "Grace Lindqvist", "reason": "Friday was <A&B>\nnot billable"}
)
SAYS = FactsShown(job="ACME-101", worked_on=LAST_FRIDAY, minutes=120, billable=True, note="copy edits <A&B>")
CHANGES = [
    ChangeShown(entry_id="entry-1", version="v2", before=SAYS, now=SAYS.model_copy(update={"minutes": 180})),
    ChangeShown(entry_id="entry-2", version="v2", before=None, now=SAYS.model_copy(update={"billable": False})),
    ChangeShown(entry_id="entry-3", version="v2", before=SAYS, now=None),
]
APPROVED = SENT.model_copy(update={"status": WeekStatus.APPROVED, "by": "Grace Lindqvist <A&B>"})


def of_mayas(approval: ApprovalShown, *, to_decide: bool = False) -> TimesheetShown:
    """Return Maya's last week in its current state, for her or for her approver."""
    approval = approval.model_copy(update={"may_decide": to_decide})
    return LAST_WEEK.model_copy(update={"approval": approval, "is_own": not to_decide})


WAITING = WeekWaiting(
    approval_id="approval-1",
    version="v1",
    person_id="maya",
    name="Maya Torres <A&B>",
    monday=LAST_MONDAY,
    minutes=600,
    expected=2250,
    billable_minutes=420,
    late=1,
    changed=0,
)
WEEKS = WeeksWaiting(today=TODAY, weeks=[WAITING, WAITING.model_copy(update={"name": "Sam Okafor", "changed": 2})])
BACK = WeekSentBackShown(
    person_id="maya",
    monday=LAST_MONDAY,
    status=WeekStatus.SENT_BACK,
    by="Grace Lindqvist <A&B>",
    reason="Friday was <A&B>\nnot billable",
)
DECIDED = WeekDecided(
    person_id="maya",
    name="Maya Torres <A&B>",
    monday=LAST_MONDAY,
    status=WeekStatus.SENT_BACK,
    by="Grace Lindqvist",
)
COPY = CopyForm(monday=MONDAY, today=TODAY, lines=[(MONDAY, ENTRY), (MONDAY, GUIDE_ENTRY), (TODAY, ENTRY)])

SHEETS = [
    Example(timesheets_views.help_message, ("",)),
    Example(timesheets_views.sheet, (SHEET,)),
    Example(timesheets_views.sheet, (NONE,), "without time"),
    Example(timesheets_views.sheet, (LAST_WEEK,), "not sent yet"),
    Example(timesheets_views.sheet, (of_mayas(SENT),), "sent"),
    Example(timesheets_views.sheet, (of_mayas(SENT_BACK),), "sent back"),
    Example(timesheets_views.sheet, (of_mayas(APPROVED),), "approved"),
    Example(timesheets_views.sheet, (of_mayas(SENT, to_decide=True),), "to decide"),
    Example(
        timesheets_views.sheet,
        (of_mayas(APPROVED.model_copy(update={"changes": CHANGES}), to_decide=True),),
        "changed since",
    ),
    Example(timesheets_views.copy_form, (COPY,)),
    Example(timesheets_views.copied, (LinesCopied(monday=MONDAY, count=3, minutes=390),)),
    Example(timesheets_views.copied, (LinesCopied(monday=MONDAY, count=1, minutes=120),), "one"),
    Example(timesheets_views.sent, ("Maya Torres <A&B>",)),
    Example(timesheets_views.file, (SHEET, datetime(2026, 3, 12, 15, 0, tzinfo=UTC))),
]
APPROVALS = [
    Example(approvals_views.waiting, (WEEKS, "")),
    Example(approvals_views.waiting, (WEEKS.model_copy(update={"weeks": 6 * [WAITING]}), ""), "many"),
    Example(approvals_views.waiting, (WEEKS.model_copy(update={"weeks": []}), ""), "none"),
    Example(approvals_views.listed, (WEEKS.model_copy(update={"weeks": [WAITING]}), "")),
    Example(approvals_views.sent_back, (BACK,)),
    Example(approvals_views.sent_back, (BACK.model_copy(update={"status": WeekStatus.SENT}),), "sent again"),
    Example(approvals_views.back_form, ("approval-1",)),
    Example(approvals_views.was_sent_back, (DECIDED,)),
]
EXAMPLES = [*SHEETS, *APPROVALS]
