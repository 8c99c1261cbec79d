"""Examples of the views of closing a month, for finance, supervisors and admins."""

from datetime import UTC, date, datetime

from bot.periods.exports import BatchesListed, BatchFile, BatchFilesMade, BatchSentAgain, BatchShown, BatchTotals
from bot.periods.override_requests import OverrideForm, PersonFound
from bot.periods.overrides import Facts, OverrideShown
from bot.periods.periods import PeriodClosed, PeriodShown
from bot.periods.previews import ClosePreview, Missing, WeekPending
from bot.periods.settings import SettingsSaved, SettingsShown
from handlers.slack.jobs.examples import GUIDE, MAILER, TODAY
from handlers.slack.kit.example import Example
from handlers.slack.periods import exports_views, overrides_views, periods_views
from handlers.slack.timekeeping.examples import ENTRY
from storage.words.time import Asked, Decision, Rounding

MONTH = "2026-02"
TOTALS = BatchTotals(
    lines=1204,
    reversals=1,
    minutes=54_030,
    billable_minutes=40_500,
    amounts={"USD": 13_500_000, "GBP": 240_050},
    without_rate=1,
)
PREVIEW = ClosePreview(
    month=MONTH,
    totals=TOTALS,
    missing=[
        Missing(name="Sam Okafor <A&B>", days=3, missing=1_350, logged=7_200, expected=8_550),
        Missing(name="Leo Martins", days=1, missing=450, logged=8_100, expected=8_550),
    ],
    pending_overrides=1,
    open_before=["2025-12", "2026-01"],
    late_pending=2,
    reasons_missing=1,
    weeks_pending=[
        WeekPending(name="A & B", monday=date(2026, 2, 2)),
        WeekPending(name="Cy", monday=date(2026, 2, 2)),
        WeekPending(name="Cy", monday=date(2026, 2, 9)),
    ],
    timers=["Leo Martins"],
)
READY = ClosePreview(
    month=MONTH,
    totals=TOTALS.model_copy(update={"reversals": 0, "without_rate": 0, "amounts": {"USD": 13_500_000}}),
    missing=[],
    pending_overrides=0,
    open_before=[],
)
CLOSED = PeriodClosed(month=MONTH, batch_number=7, totals=TOTALS, told=["Grace Lindqvist", "Priya Nair <A&B>"])
PERIODS = [
    PeriodShown(month=MONTH, closed_on=TODAY, closed_by="Daniel Reyes <A&B>"),
    PeriodShown(month="2026-01", closed_on=date(2026, 2, 6), closed_by="Daniel Reyes"),
]

BATCH = BatchShown(
    id="batch-7", number=7, month=MONTH, made_on=TODAY, made_by="Daniel Reyes <A&B>", lines=1204, reversals=1
)
LISTED = BatchesListed(
    batches=[BATCH, BATCH.model_copy(update={"id": "batch-6", "number": 6, "month": "2026-01", "reversals": 0})],
    may_set_up=True,
)
MADE = BatchFilesMade(
    number=7,
    month=MONTH,
    files=[BatchFile(name="jobjacket-export-0007-2026-02.csv", title="Export 7, February 2026", content=b"")],
    totals=TOTALS,
)
SETTINGS = SettingsShown(columns='Date = date\nHours = hours\nSource = "Jobjacket"', rounding=Rounding.UP_15)
SAVED = SettingsSaved(headers=["Date", "Hours", "Source <A&B>"], rounding=Rounding.UP_15)

MAYA = PersonFound(id="maya", name="Maya Torres <A&B>")
NEW_ENTRY = OverrideForm(person=MAYA, entry=None, today=TODAY)
BEFORE = Facts(job=MAILER, worked_on=date(2026, 2, 27), minutes=120, billable=True, note="copy & proof <A&B>")
AFTER = BEFORE.model_copy(update={"job": GUIDE, "minutes": 180, "billable": False, "note": ""})
OVERRIDE = OverrideShown(
    id="override-1",
    asked=Asked.EDIT,
    person="Maya Torres <A&B>",
    asker="Grace Lindqvist",
    reason="The timer was stopped <A&B> early",
    before=BEFORE,
    wanted=AFTER,
    decision=Decision.PENDING,
    decider="",
)
GRANTED = OVERRIDE.model_copy(update={"decision": Decision.GRANTED, "decider": "Daniel Reyes"})
REFUSED = GRANTED.model_copy(update={"decision": Decision.REFUSED})
NEW = OVERRIDE.model_copy(update={"asked": Asked.NEW, "before": None, "wanted": BEFORE})
UNDO = OVERRIDE.model_copy(update={"asked": Asked.UNDO, "wanted": None})

CLOSING = [
    Example(periods_views.preview, (PREVIEW,)),
    Example(periods_views.preview, (READY,), "nothing missing"),
    Example(periods_views.closed, (CLOSED, "")),
    Example(periods_views.closed, (CLOSED.model_copy(update={"told": []}), ""), "nobody else is told"),
    Example(periods_views.left_open, (MONTH,)),
    Example(periods_views.closed_periods, (PERIODS, "")),
    Example(periods_views.closed_periods, ([], ""), "none"),
]
EXPORTS = [
    Example(exports_views.files, (MADE, None)),
    Example(exports_views.files, (MADE, datetime(2026, 3, 12, 15, 0, tzinfo=UTC)), "again"),
    Example(exports_views.batches, (LISTED, "")),
    Example(exports_views.batches, (LISTED.model_copy(update={"may_set_up": False}), ""), "for finance"),
    Example(exports_views.batches, (LISTED.model_copy(update={"batches": []}), ""), "none"),
    Example(exports_views.made, (BATCH,)),
    Example(exports_views.sent_again, (BatchSentAgain(number=7, month=MONTH),)),
    Example(exports_views.settings_form, (SETTINGS,)),
    Example(exports_views.settings_saved, (SAVED,)),
]
OVERRIDES = [
    Example(overrides_views.choice),
    Example(overrides_views.nothing_locked),
    Example(overrides_views.form, (NEW_ENTRY.model_copy(update={"entry": ENTRY}),)),
    Example(overrides_views.form, (NEW_ENTRY,), "of a new entry"),
    Example(overrides_views.was_asked, (OVERRIDE,)),
    Example(overrides_views.asked, (OVERRIDE,)),
    Example(overrides_views.asked, (NEW,), "a new entry"),
    Example(overrides_views.asked, (UNDO,), "to undo"),
    Example(overrides_views.asked, (GRANTED,), "granted"),
    Example(overrides_views.asked, (REFUSED,), "refused"),
    Example(overrides_views.decided, (GRANTED,)),
    Example(overrides_views.decided, (REFUSED,), "refused"),
]
EXAMPLES = [*CLOSING, *EXPORTS, *OVERRIDES]
