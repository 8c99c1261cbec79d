"""Examples of the views of goals, exchange rates, opportunities, make-good plans and health notes."""

from datetime import date

from bot.accounts.exchange_rates import ExchangeKept, ExchangeShown, ExchangesShown
from bot.accounts.forecast_percent import PercentShown
from bot.accounts.goals import GoalChange, GoalForm, GoalKept, GoalShown, GoalsShown
from bot.accounts.health_notes import HealthShown, HealthsShown
from bot.clients.clients import Chosen
from bot.rules.accounts.goal_facts import Rate
from bot.rules.digests.figures import GoalFigures
from handlers.slack.accounts import goals_views, health_notes_views, make_good_examples, opportunity_examples
from handlers.slack.kit.example import Example
from storage.words.accounts import Mood

TODAY = date(2026, 3, 12)
QUARTER, MONTH = "2026-Q1", "2026-03"
EURO = ExchangeShown(currency="EUR", into="USD", starts_on=date(2026, 1, 1), millionths=1_085_000)
POUND = ExchangeShown(currency="GBP", into="USD", starts_on=date(2025, 10, 1), millionths=1_270_000)
OLDER = [EURO.model_copy(update={"starts_on": date(2025 - each // 12, 12 - each % 12, 1)}) for each in range(60)]

PORTFOLIO = GoalShown(
    id="goal-1",
    figures=GoalFigures(
        whose="Grace Lindqvist’s portfolio",
        currency="USD",
        goal_cents=25_000_000,
        booked_cents=18_000_000,
        actual_cents=12_130_050,
        forecast_cents=4_250_000,
        gap_cents=2_750_000,
    ),
    rates={"EUR": Rate(EURO.millionths, EURO.starts_on)},
    missing=["amounts in GBP: no rate from GBP to USD is kept"],
)
MET = GoalShown(
    id="goal-2",
    figures=GoalFigures(
        whose="ACME Acme <A&B> Outdoor",
        currency="USD",
        goal_cents=4_000_000,
        booked_cents=4_150_000,
        actual_cents=2_000_000,
        forecast_cents=0,
        gap_cents=-150_000,
    ),
    rates={},
    missing=[],
)
GOALS = GoalsShown(quarter=QUARTER, today=TODAY, goals=[PORTFOLIO, MET], page=0, pages=1, percent=50, may_set=True)
READ_ONLY = GOALS.model_copy(update={"may_set": False})
GOAL_FORM = GoalForm(
    id="goal-1",
    quarter=QUARTER,
    whose=Chosen(id="owner:grace", name="Grace Lindqvist’s portfolio"),
    cents=25_000_000,
    currency="USD",
    changes=[
        GoalChange(on=date(2026, 2, 2), by="Grace Lindqvist", cents=25_000_000),
        GoalChange(on=date(2026, 1, 20), by="", cents=None),
        GoalChange(on=date(2026, 1, 5), by="Grace Lindqvist", cents=30_000_000),
    ],
)
NEW_GOAL = GoalForm(quarter=QUARTER, currency="USD")
GOAL_KEPT = GoalKept(quarter=QUARTER, whose="Grace Lindqvist’s portfolio", cents=25_000_000, currency="USD")
PERCENT = PercentShown(office="New York", percent=60)

WRITTEN = HealthShown(
    client_id="acme",
    code="ACME",
    client="Acme Outdoor",
    by="Grace Lindqvist",
    month=MONTH,
    mood=Mood.CONTENT,
    on=date(2026, 3, 9),
    value="They trust us with the spring launch <A&B>",
    risks="Dana may leave in summer",
    next_move="Lunch with Dana on the 19th",
)
UNWRITTEN = HealthShown(client_id="birch", code="BIRCH", client="Birch & Co", by="Grace Lindqvist", month=MONTH)
UNLED = HealthShown(client_id="cedar", code="CEDAR", client="Cedar Bank", by="", month=MONTH)
NOTES = HealthsShown(month=MONTH, notes=[UNWRITTEN, WRITTEN, UNLED], page=0, pages=1)
ASKED = NOTES.model_copy(update={"notes": [UNWRITTEN, WRITTEN]})
MANY = [
    UNWRITTEN.model_copy(update={"client_id": f"c{n}", "code": f"CL{n}", "client": f"Client {n}"}) for n in range(9)
]

GOAL_EXAMPLES = [
    Example(goals_views.listed, (GOALS, "")),
    Example(goals_views.listed, (READ_ONLY.model_copy(update={"page": 1, "pages": 3}), ""), "for a reader, page 2"),
    Example(goals_views.listed, (GOALS.model_copy(update={"goals": []}), ""), "none"),
    Example(goals_views.listed, (READ_ONLY.model_copy(update={"goals": []}), ""), "none, for a reader"),
    Example(goals_views.form, (GOAL_FORM,)),
    Example(goals_views.form, (NEW_GOAL,), "new"),
    Example(goals_views.kept, (GOAL_KEPT, "")),
    Example(goals_views.removed, (GOAL_KEPT,)),
    Example(goals_views.percent, (PERCENT, "")),
    Example(goals_views.percent, (PERCENT.model_copy(update={"is_new": False}), ""), "as it is"),
    Example(goals_views.exchange_rates, (ExchangesShown(today=TODAY, rates=[EURO, POUND]), "")),
    Example(goals_views.exchange_rates, (ExchangesShown(today=TODAY, rates=[]), ""), "none"),
    Example(goals_views.exchange_rates, (ExchangesShown(today=TODAY, rates=[EURO, *OLDER]), ""), "more than are shown"),
    Example(goals_views.exchange_kept, (ExchangeKept(rate=EURO, was=None),)),
    Example(goals_views.exchange_kept, (ExchangeKept(rate=EURO, was=1_080_000),), "another before"),
    Example(goals_views.exchange_removed, (EURO, "")),
]
HEALTH_EXAMPLES = [
    Example(health_notes_views.listed, (NOTES, "")),
    Example(
        health_notes_views.listed,
        (NOTES.model_copy(update={"month": "2026-02", "page": 1, "pages": 3, "may_write": False}), ""),
        "an earlier month, page 2",
    ),
    Example(health_notes_views.listed, (NOTES.model_copy(update={"notes": []}), ""), "none"),
    Example(health_notes_views.asked, (ASKED, "")),
    Example(health_notes_views.asked, (NOTES.model_copy(update={"notes": MANY}), ""), "more than are shown"),
    Example(health_notes_views.asked, (NOTES.model_copy(update={"notes": [WRITTEN]}), ""), "all written"),
    Example(health_notes_views.form, (UNWRITTEN,)),
    Example(health_notes_views.form, (WRITTEN,), "written"),
    Example(health_notes_views.kept, (WRITTEN,)),
    Example(
        health_notes_views.kept,
        (WRITTEN.model_copy(update={"mood": Mood.AT_RISK, "risks": ""}),),
        "at risk",
    ),
]

EXAMPLES = [*GOAL_EXAMPLES, *HEALTH_EXAMPLES, *opportunity_examples.EXAMPLES, *make_good_examples.EXAMPLES]
