"""Examples of the views of estimates."""

from datetime import UTC, date, datetime

from bot.estimates.drafts import DraftSeen, LineForm
from bot.estimates.files import DocumentMade, DocumentSent
from bot.estimates.lists import EstimateListed, EstimatesListed, Waits
from bot.estimates.missing import MissingEstimate, MissingEstimates
from bot.estimates.notices import EstimateFile
from bot.estimates.reviews import Reviewed, ReviewTold
from bot.estimates.shown import Compared, EstimateShown, JobEstimates, LineShown, ReviewShown, VersionShown
from bot.estimates.watch import BurnShown
from bot.rules.estimates.burn import Burn
from bot.rules.estimates.changes import changes
from bot.rules.estimates.estimates import Line, totals_of
from handlers.slack.estimates import drafts_views, estimates_views, lists_views, notices_views, reminders_views
from handlers.slack.estimates.drafts_views import RevisionOf
from handlers.slack.jobs.examples import GUIDE, MAILER, TODAY
from handlers.slack.kit.example import Example
from storage.words.signoffs import EstimateLineKind, EstimateStatus

FEE, EXPENSE = EstimateLineKind.FEE, EstimateLineKind.EXPENSE
DESIGN = Line(FEE, "design", "key visual <A&B>", minutes=720, rate_cents=14_500, origin_id="line-1")
COPY = Line(FEE, "copy", "web texts", minutes=480, rate_cents=12_000, origin_id="line-2")
PRINT = Line(EXPENSE, description="Print", cost_cents=240_000, markup_bp=1_500, origin_id="line-3")
LINES = [DESIGN, COPY, PRINT]
LATER = [Line(FEE, "design", "key visual", minutes=900, rate_cents=14_500, origin_id="line-1"), PRINT]
TEN_PERCENT, TAX = 1_000, 88_750
GRACE, MAYA = "Grace Lindqvist", "Maya Torres"
AT = datetime(2026, 3, 12, 15, tzinfo=UTC)

DRAFT = EstimateShown(
    id="estimate-1",
    job=MAILER,
    client_id="acme",
    version=1,
    status=EstimateStatus.DRAFT,
    revision=4,
    currency="USD",
    made_by=MAYA,
    edited_by=MAYA,
    reason="",
    deliverables="One mailer, A5, two sides",
    exclusions="Postage",
    terms="",
    revision_rounds=2,
    valid_until=date(2026, 4, 11),
    issued_on=None,
    contingency_bp=TEN_PERCENT,
    tax_name="Sales tax",
    tax_ppm=TAX,
    totals=totals_of(LINES, TEN_PERCENT, TAX),
    lines=[LineShown(id=f"line-{number}", line=line) for number, line in enumerate(LINES, 1)],
    compared=None,
    reviews=[],
    content_hash=None,
)
SENT_BACK = ReviewShown(person=GRACE, approved=False, at=AT, note="Too few hours for <copy>")
PASSED = ReviewShown(person=GRACE, approved=True, at=AT, note="")
WAITING = DRAFT.model_copy(update={"status": EstimateStatus.IN_REVIEW, "reviews": [SENT_BACK]})
READY = DRAFT.model_copy(update={"status": EstimateStatus.READY, "reviews": [SENT_BACK, PASSED]})
APPROVED = READY.model_copy(update={"status": EstimateStatus.APPROVED, "was_sent": True})
REVISED = DRAFT.model_copy(
    update={
        "id": "estimate-2",
        "version": 2,
        "revision": 1,
        "reason": "The client asked for a second format & no web texts",
        "totals": totals_of(LATER, TEN_PERCENT, TAX),
        "lines": [LineShown(id=f"line-{number}", line=line) for number, line in enumerate(LATER, 4)],
        "compared": Compared(
            version=1, status=EstimateStatus.APPROVED, totals=DRAFT.totals, changes=changes(LINES, LATER)
        ),
    }
)
BLANK = DRAFT.model_copy(
    update={"lines": [], "totals": totals_of([], 0, 0), "deliverables": "", "exclusions": "", "revision_rounds": None}
)


def _desk(latest: EstimateShown | None, *older: EstimateShown, link: str = "", **may: bool) -> JobEstimates:
    versions = [
        VersionShown(
            id=each.id,
            version=each.version,
            status=each.status,
            total_cents=each.totals.total_cents,
            reason=each.reason,
        )
        for each in (latest, *older)
        if each
    ]
    return JobEstimates(
        job=MAILER,
        currency="USD",
        latest=latest,
        versions=versions,
        may_draft=may.get("draft", True),
        may_review=may.get("review", False),
        asked_link=link,
    )


REVISING = _desk(REVISED, APPROVED, link="https://harbourvale.example/archives/C0SHARED/p1")
SEEN = DraftSeen(job_id=MAILER.id, estimate_id=DRAFT.id, revision=DRAFT.revision)
NEW_LINE = LineForm(kind=FEE, currency="USD", rates={"design": 14_500, "copy": 12_000}, markup_bp=1_500, line=None)
LISTED = EstimatesListed(
    estimates=[
        EstimateListed(
            job=MAILER,
            version=1,
            status=EstimateStatus.IN_REVIEW,
            total_cents=DRAFT.totals.total_cents,
            currency="USD",
            waits=Waits.FOR_YOU,
        ),
        EstimateListed(
            job=GUIDE, version=2, status=EstimateStatus.SENT, total_cents=880_000, currency="USD", waits=Waits.YOURS
        ),
    ]
)
ASKED = ReviewTold(estimate=WAITING, by=MAYA, may_decide=True)
BURNED = BurnShown(
    job=MAILER,
    currency="USD",
    burn=Burn(minutes=900, time_cents=217_500, expense_cents=125_000, open_order_cents=60_000, budget_cents=520_000),
    percent=75,
    elapsed_percent=40,
    is_current=True,
)
LATE = MissingEstimate(job=GUIDE, lead="Sam Okafor", due_on=date(2026, 3, 9), days_open=8)
MISSING = MissingEstimates(
    today=TODAY, jobs=[MissingEstimate(job=MAILER, lead=MAYA, due_on=date(2026, 3, 12), days_open=5)]
)
TEAM_MISSING = MissingEstimates(today=TODAY, jobs=[LATE])
NONE_MISSING = MissingEstimates(today=TODAY, jobs=[])
MADE = DocumentMade(name="ACME-101-estimate-v1.pdf", title="Letter of Estimate ACME-101 <A&B>", content=b"%PDF")
SENT = DocumentSent(name=MADE.name)

DRAFTING = [
    Example(drafts_views.table, (_desk(DRAFT),)),
    Example(drafts_views.table, (_desk(None),), "none yet"),
    Example(drafts_views.table, (_desk(BLANK),), "no lines"),
    Example(drafts_views.table, (_desk(DRAFT), "I can't read “<clay> 3h”.", "<clay> 3h"), "a line not understood"),
    Example(drafts_views.table, (REVISING,), "revised, for a request"),
    Example(drafts_views.line_form, (NEW_LINE, SEEN), "new time"),
    Example(drafts_views.line_form, (NEW_LINE.model_copy(update={"line": DESIGN}), SEEN, "line-1"), "time"),
    Example(drafts_views.line_form, (NEW_LINE.model_copy(update={"kind": EXPENSE}), SEEN), "new expense"),
    Example(
        drafts_views.line_form,
        (NEW_LINE.model_copy(update={"kind": EXPENSE, "line": PRINT}), SEEN, "line-3"),
        "expense",
    ),
    Example(drafts_views.terms_form, (DRAFT, SEEN)),
    Example(drafts_views.terms_form, (REVISED, SEEN), "revised"),
    Example(drafts_views.reason_form, (_desk(APPROVED), "", RevisionOf(job=MAILER.id))),
    Example(
        drafts_views.reason_form,
        (_desk(APPROVED), "41% of the approved USD 4,210.00 is used.", RevisionOf(job=MAILER.id, actuals=True)),
        "from actuals",
    ),
    Example(drafts_views.send_back_form, (WAITING,)),
]
CARDS = [
    Example(estimates_views.card, (_desk(DRAFT), "The draft is kept."), "draft"),
    Example(estimates_views.card, (_desk(None, draft=False),), "none yet"),
    Example(estimates_views.card, (_desk(WAITING),), "in review"),
    Example(estimates_views.card, (_desk(WAITING, draft=False, review=True),), "to approve"),
    Example(estimates_views.card, (_desk(READY),), "ready"),
    Example(estimates_views.card, (_desk(READY.model_copy(update={"was_sent": True})),), "ready again"),
    Example(estimates_views.card, (_desk(APPROVED),), "approved"),
    Example(estimates_views.card, (REVISING,), "revised, for a request"),
    Example(estimates_views.said, ("PDF", ":page_facing_up: It is on its way.", "In a moment.")),
    Example(estimates_views.file, (MADE, EstimateFile(estimate_id="estimate-1", asked_at=AT))),
    Example(lists_views.mine, (LISTED, "")),
    Example(lists_views.mine, (LISTED.model_copy(update={"more": 7}), ""), "more than fit"),
    Example(lists_views.mine, (EstimatesListed(estimates=[]), ""), "none"),
    Example(lists_views.help_message, ("",)),
    Example(lists_views.sent_back, (Reviewed(estimate=DRAFT, approved=False),)),
    Example(lists_views.document_sent, (SENT,)),
    Example(lists_views.document_coming, (SENT,)),
]
NOTICES = [
    Example(notices_views.review_asked, (ASKED,)),
    Example(notices_views.review_asked, (ASKED.model_copy(update={"estimate": REVISED}),), "revised"),
    Example(
        notices_views.review_asked, (ASKED.model_copy(update={"estimate": READY, "may_decide": False}),), "decided"
    ),
    Example(notices_views.review_decided, (ReviewTold(estimate=READY, by=GRACE, may_decide=True),), "approved"),
    Example(
        notices_views.review_decided,
        (ReviewTold(estimate=DRAFT, by=GRACE, may_decide=False, note="Too few hours for <copy>"),),
        "sent back",
    ),
    Example(notices_views.review_decided, (ReviewTold(estimate=APPROVED, by=GRACE, may_decide=True),), "overtaken"),
    Example(notices_views.burn_told, (BURNED,)),
    Example(notices_views.burn_told, (BURNED.model_copy(update={"percent": None}),), "ahead of plan"),
    Example(
        notices_views.burn_told,
        (BURNED.model_copy(update={"percent": 100, "burn": Burn(time_cents=540_000, budget_cents=520_000)}),),
        "over",
    ),
    Example(notices_views.burn_told, (BURNED.model_copy(update={"is_current": False}),), "a newer version"),
    Example(reminders_views.missing, (MISSING,)),
    Example(reminders_views.missing, (NONE_MISSING,), "no longer"),
    Example(reminders_views.team_missing, (TEAM_MISSING,)),
    Example(reminders_views.team_missing, (TEAM_MISSING.model_copy(update={"jobs": [LATE] * 10}),), "more than fit"),
    Example(reminders_views.team_missing, (NONE_MISSING,), "no longer"),
]
EXAMPLES = [*DRAFTING, *CARDS, *NOTICES]
