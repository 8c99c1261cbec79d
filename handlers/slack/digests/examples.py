"""Examples of the views of digests, and of the review of an account."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.digests.accounts import ReviewSent
from bot.digests.corrections import CorrectionAsked, DigestCorrected
from bot.digests.digests import DigestIssued, DigestShown, FilesSent
from bot.people.policies import OfficeShown, PolicySaved
from bot.rules.accounts.goal_facts import GoalFacts, Rate
from bot.rules.digests.account_trends import AccountReviewed
from bot.rules.digests.changes import FigureChanged
from bot.rules.digests.digests import client_figures, digest_figures
from bot.rules.digests.facts import ClientFacts, Health, JobFacts, MonthFacts, Plan, StaffFacts, Work
from bot.rules.digests.figures import DigestFigures
from bot.rules.digests.moves import moves
from bot.rules.kit.figures import Ratio
from bot.rules.people.policies import OfficePolicy, ReportPolicy
from bot.status.report_policies import ReportPlace
from handlers.slack.clients.channel_examples import OUTSIDE
from handlers.slack.digests import accounts_views, digests_views
from handlers.slack.kit.example import Example, channel
from storage.words.accounts import Mood, PlanStatus

MONTH, RUNNING = "2026-02", "2026-03"
LEADERS, LONDON = channel("C0LEADS"), channel("C0LONDON")


def _work(hours: int, rate: int, **more: Any) -> Work:
    """Return that many billable hours in scope, at a rate in cents; `more` overrides parts of it."""
    minutes, cents = hours * 60, hours * rate
    return Work(minutes, cents, 0, minutes, cents, **{"in_scope": minutes, "in_scope_cents": cents} | more)


MAILER = JobFacts(
    "ACME-101",
    "Spring mailer <A&B>",
    month=_work(24, 12_000, in_scope=1_200, in_scope_cents=240_000, out_of_scope=240, late=60),
    to_date=_work(30, 12_000),
    expense_cents=60_000,
    budget_cents=400_000,
    budget_minutes=2_400,
    revised_pending=True,
    plan=Plan(PlanStatus.PLANNED, "Revised Estimate for the extra rounds", "Maya Torres", date(2026, 3, 17)),
)
GUIDE = JobFacts("ACME-102", "Trail guide", month=_work(31, 12_000), to_date=_work(31, 12_000))
ACME = ClientFacts(
    "acme",
    "ACME",
    "Acme Outdoor",
    "USD",
    20,
    20,
    jobs=[MAILER, GUIDE],
    owner="Grace Lindqvist",
    owner_id="grace",
    lead="Maya Torres",
    retainer_minutes=2_400,
    retainer_cents=480_000,
    recurring_start=480_000,
    recurring_end=520_000,
    newly_approved_cents=250_000,
    billed_cents=900_000,
    billed_minutes=3_000,
    pass_through_cents=60_000,
    renewals=[date(2026, 4, 30)],
    has_contract=True,
    turnarounds=[1_500, 540],
    health=Health("Maya Torres", Mood.UNEASY, "They trust us with spring", "Dana may leave", "Lunch on the 19th"),
)
BIRCH = ClientFacts(
    "birch",
    "BIRCH",
    "Birch & Co",
    "GBP",
    20,
    20,
    jobs=[JobFacts("BIRCH-7", "Leaflet", month=Work(300, 0, 300, 300, in_scope=300, billable_unrated=300))],
    owner="Grace Lindqvist",
    recurring_start=0,
    recurring_end=0,
    health=Health("Grace Lindqvist"),
)
GOAL = GoalFacts(
    "Grace Lindqvist’s portfolio",
    "USD",
    25_000_000,
    booked=18_000_000,
    actual=12_130_050,
    rates={"GBP": Rate(1_270_000, date(2025, 10, 1))},
    missing=["amounts in EUR: no rate from EUR to USD is kept"],
    forecast=[(7_000_000, 50), (1_250_000, 60)],
)
STAFF = StaffFacts(available=9_600, on_time=3_480, logged=3_600, billable=3_600)
ALL_ON_TIME = StaffFacts(available=3_600, on_time=3_600, logged=3_600, billable=3_300)
MOVES = [
    "ACME took 12h more than in January 2026, mostly ACME-102 (+9h).",
    "ACME-101 is USD 200.00 over its budget, all of it new: 24h were worked on it this month.",
]
CLIENTS = [replace(BIRCH, id=f"c{each}", code=f"CL{each:02}", name=f"Client {each}") for each in range(12)]


def _figures(month: str = MONTH, **facts: Any) -> DigestFigures:
    figures = digest_figures(MonthFacts(month, **facts))
    return figures.model_copy(update={"moves": moves(figures, None)})


FIGURES = _figures(clients=[ACME, BIRCH], staff=STAFF, goals=[GOAL], rates=GOAL.rates).model_copy(
    update={"moves": MOVES}
)
COMPLETE = _figures(clients=[ACME], staff=ALL_ON_TIME)
NO_RATE = _figures(clients=[ACME, BIRCH], staff=STAFF)
EMPTY = _figures(RUNNING, is_over=False)
MANY = _figures(clients=CLIENTS, staff=STAFF)

CHANGED = [
    FigureChanged(about="ACME", name="Time", was="54h", now="55h"),
    FigureChanged(about="ACME", name="Lead", was="", now="Maya Torres"),
]
TINY = [FigureChanged(about="ACME", name="Utilization", was="38 %", now="38 %")]

SHOWN = DigestShown(id="digest-1", month=MONTH, edition=1, made_on=date(2026, 3, 2), whose="", figures=FIGURES)
CORRECTED = SHOWN.model_copy(update={"id": "digest-2", "edition": 2, "changed": CHANGED})
PORTFOLIO = SHOWN.model_copy(update={"whose": "Grace Lindqvist", "figures": COMPLETE})
PREVIEW = SHOWN.model_copy(
    update={"id": "", "month": RUNNING, "edition": 0, "figures": FIGURES.model_copy(update={"is_over": False})}
)
MANY_CLIENTS = SHOWN.model_copy(update={"figures": MANY})

OFFICE = OfficeShown(id="new-york", name="New York")
NAMED = ReportPolicy(leadership_channel=LEADERS, digest_at=time(8, 30))
POLICY = PolicySaved(office=OFFICE, policy=OfficePolicy(reports=NAMED))
NO_CHANNEL = PolicySaved(office=OFFICE, policy=OfficePolicy())
PLACES = [
    ReportPlace(office="New York", reports=NAMED),
    ReportPlace(office="London", reports=ReportPolicy(currency="GBP")),
]

NOW = client_figures(ACME)
REVIEW = AccountReviewed(
    client_id="acme",
    code="ACME",
    name="Acme <A&B> Outdoor",
    day=date(2026, 3, 12),
    month=RUNNING,
    now=NOW,
    trend=[(month, None) for month in ("2025-09", "2025-10")]
    + [(month, NOW) for month in ("2025-11", "2025-12", "2026-01", "2026-02")],
    completeness={RUNNING: Ratio(2_900, 3_600), "2026-02": Ratio(3_480, 9_600)}
    | {month: Ratio(1, 1) for month in ("2025-11", "2025-12", "2026-01")},
)
NEW_CLIENT = REVIEW.model_copy(
    update={"now": client_figures(BIRCH), "trend": [(month, None) for month, _ in REVIEW.trend], "completeness": {}}
    | {"code": "BIRCH", "name": "Birch & Co"}
)

EXAMPLES = [
    Example(digests_views.posted, (SHOWN, "", "")),
    Example(digests_views.posted, (CORRECTED, "F0PICTURE", ""), "corrected, with its picture"),
    Example(digests_views.summary, (SHOWN, "")),
    Example(digests_views.summary, (PORTFOLIO, ""), "a portfolio, complete"),
    Example(digests_views.summary, (SHOWN.model_copy(update={"figures": NO_RATE}), ""), "without an exchange rate"),
    Example(digests_views.preview, (PREVIEW, "")),
    Example(digests_views.preview, (PREVIEW.model_copy(update={"figures": EMPTY}), ""), "nothing yet"),
    Example(digests_views.details, (SHOWN, 0, "")),
    Example(digests_views.details, (MANY_CLIENTS, 0, ""), "the first page", {"with_more": True}),
    Example(digests_views.issued, (DigestIssued(shown=SHOWN, channels=[LEADERS, LONDON], is_new=True), "")),
    Example(digests_views.issued, (DigestIssued(shown=SHOWN, channels=[LEADERS], is_new=False), ""), "before"),
    Example(
        digests_views.issued, (DigestIssued(shown=SHOWN, channels=[], is_new=False, held_back=[OUTSIDE]), ""), "not"
    ),
    Example(digests_views.correcting, (CorrectionAsked(month=MONTH),)),
    Example(
        digests_views.corrected,
        (DigestCorrected(month=MONTH, edition=2, changed=CHANGED, channels=[LEADERS], portfolios=["Grace Lindqvist"]),),
    ),
    Example(digests_views.corrected, (DigestCorrected(month=MONTH, edition=2, changed=TINY),), "a little, no channel"),
    Example(
        digests_views.corrected,
        (DigestCorrected(month=MONTH, edition=2, changed=TINY, held_back=[OUTSIDE]),),
        "held back",
    ),
    Example(digests_views.corrected, (DigestCorrected(month=MONTH, edition=None, changed=[]),), "nothing"),
    Example(digests_views.files_sent, (FilesSent(month=MONTH),)),
    Example(digests_views.policy_saved, (POLICY, "")),
    Example(digests_views.policy_saved, (NO_CHANNEL, ""), "no channel"),
    Example(digests_views.channel_named, (POLICY, "")),
    Example(digests_views.help_message, ("", [])),
    Example(digests_views.help_message, ("", PLACES), "for who may issue it"),
    Example(accounts_views.review, (REVIEW, "")),
    Example(accounts_views.review, (NEW_CLIENT, ""), "nothing known yet"),
    Example(accounts_views.sent, (ReviewSent(code="ACME"),)),
    Example(accounts_views.help_message, ("",)),
]
