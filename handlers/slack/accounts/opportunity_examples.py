"""Examples of the views of opportunities."""

from datetime import date

from bot.accounts.opportunities import OpportunityForm, OpportunityShown
from bot.accounts.opportunity_estimates import EstimateLinked
from bot.accounts.opportunity_lists import OpportunitiesShown, PipelineSum
from bot.clients.clients import Chosen
from handlers.slack.accounts import opportunities_views, opportunity_forms_views
from handlers.slack.kit.example import Example
from storage.words.accounts import OpportunityKind, OpportunityStage
from storage.words.signoffs import EstimateStatus

TODAY = date(2026, 3, 12)
GRACE = Chosen(id="grace", name="Grace Lindqvist")
FILM = OpportunityShown(
    id="opportunity-1",
    client_id="acme",
    code="ACME",
    client="Acme Outdoor",
    title="Spring film <A&B>",
    kind=OpportunityKind.UPSELL,
    cents=2_500_000,
    own_cents=2_500_000,
    currency="USD",
    percent=60,
    closes_on=date(2026, 3, 27),
    stage=OpportunityStage.PROPOSED,
    owner=GRACE,
    note="Dana wants it before the trade fair",
    today=TODAY,
)
ESTIMATE = EstimateLinked(
    id="estimate-1",
    job_id="job-101",
    number="ACME-101",
    version=1,
    status=EstimateStatus.SENT,
    cents=2_180_000,
    currency="USD",
)
LINKED = FILM.model_copy(update={"estimate": ESTIMATE, "cents": ESTIMATE.cents, "note": ""})
OVERDUE = FILM.model_copy(
    update={
        "id": "opportunity-2",
        "title": "Retainer 2026",
        "kind": OpportunityKind.RENEWAL,
        "closes_on": date(2026, 3, 10),
        "stage": OpportunityStage.NEGOTIATING,
        "note": "",
    }
)
WON = FILM.model_copy(update={"stage": OpportunityStage.WON, "note": "Signed on the 9th"})
LOST = FILM.model_copy(update={"stage": OpportunityStage.LOST, "note": "Went to a cheaper shop"})
LOST_ESTIMATE = LOST.model_copy(update={"estimate": ESTIMATE})
DECLINED = FILM.model_copy(update={"estimate": ESTIMATE.model_copy(update={"status": EstimateStatus.DECLINED})})
APPROVED = LINKED.model_copy(
    update={"stage": OpportunityStage.WON, "estimate": ESTIMATE.model_copy(update={"status": EstimateStatus.APPROVED})}
)

OPEN = OpportunitiesShown(
    asked="",
    about="",
    found=[OVERDUE, LINKED],
    sums=[PipelineSum(currency="USD", cents=4_680_000, weighted_cents=2_808_000)],
    total=2,
    page=0,
    pages=1,
    may_keep=True,
)
NONE = OPEN.model_copy(update={"found": [], "sums": [], "total": 0})
CLOSED = OPEN.model_copy(
    update={
        "asked": "won ACME",
        "about": "won, ACME",
        "found": [WON],
        "sums": [PipelineSum(currency="USD", cents=2_500_000, weighted_cents=1_500_000)],
        "total": 25,
        "page": 1,
        "pages": 3,
        "may_keep": False,
    }
)
NEW = OpportunityForm(today=TODAY, owner=GRACE)
FOR_ACME = OpportunityForm(
    today=TODAY, owner=GRACE, client=Chosen(id="acme", name="ACME  Acme Outdoor"), currency="USD"
)
AS_IT_IS = OpportunityForm(today=TODAY, owner=GRACE, currency="USD", opportunity=LINKED)

EXAMPLES = [
    Example(opportunities_views.listed, (OPEN, "")),
    Example(opportunities_views.listed, (NONE, ""), "none"),
    Example(opportunities_views.listed, (NONE.model_copy(update={"may_keep": False}), ""), "none, for a reader"),
    Example(opportunities_views.listed, (NONE.model_copy(update={"asked": "lost", "about": "lost"}), ""), "none lost"),
    Example(opportunities_views.listed, (CLOSED, ""), "won, for a reader, page 2"),
    Example(opportunities_views.overdue, (OVERDUE,)),
    Example(opportunities_views.overdue, (WON,), "won since"),
    Example(opportunities_views.decided, (APPROVED,), "approved", {"approved": True}),
    Example(opportunities_views.decided, (DECLINED,), "declined", {"approved": False}),
    Example(opportunities_views.decided, (LOST,), "declined, lost since", {"approved": False}),
    Example(opportunity_forms_views.form, (NEW,), "new"),
    Example(opportunity_forms_views.form, (FOR_ACME,), "new, for a client"),
    Example(opportunity_forms_views.form, (AS_IT_IS,)),
    Example(opportunity_forms_views.end_form, (LINKED, OpportunityStage.WON), "won"),
    Example(opportunity_forms_views.end_form, (FILM, OpportunityStage.LOST), "lost"),
    Example(opportunity_forms_views.kept, (FILM, "")),
    Example(opportunity_forms_views.kept, (WON, ""), "won"),
    Example(opportunity_forms_views.kept, (LOST, ""), "lost"),
    Example(opportunity_forms_views.kept, (LOST_ESTIMATE, ""), "lost, its estimate still counts"),
]
