"""Examples of the views of make-good plans, and of budget variance."""

from datetime import date

from bot.accounts.make_good import ClientVariance, JobVariance, PlanShown, VariancesShown
from bot.clients.clients import Chosen
from bot.jobs.jobs import JobFound
from bot.rules.estimates.burn import Burn
from handlers.slack.accounts import make_good_views
from handlers.slack.kit.example import Example
from storage.words.accounts import PlanStatus

TODAY = date(2026, 3, 12)
MAILER = JobFound(id="job-101", number="ACME-101", title="Spring mailer <A&B>", client="Acme Outdoor")
GUIDE = JobFound(id="job-102", number="ACME-102", title="Trail guide", client="Acme Outdoor")
LEAFLET = JobFound(id="job-201", number="BIRCH-7", title="Leaflet", client="Birch & Co")

ASKED = PlanShown(
    id="plan-1",
    job=MAILER,
    status=PlanStatus.ASKED,
    what="",
    who=None,
    due_on=None,
    outcome="",
    asked="",
    asked_on=TODAY,
    today=TODAY,
    currency="USD",
    variance_cents=-20_000,
    is_over=True,
    may_keep=True,
)
ASKED_BEFORE = ASKED.model_copy(update={"asked": "Sam Okafor", "asked_on": date(2026, 3, 9)})
NO_MONEY = ASKED.model_copy(update={"asked_on": date(2026, 3, 9), "variance_cents": None})
PLANNED = ASKED.model_copy(
    update={
        "status": PlanStatus.PLANNED,
        "what": "Revised Estimate for the extra rounds",
        "who": Chosen(id="maya", name="Maya Torres"),
        "due_on": date(2026, 3, 17),
    }
)
OVERDUE = PLANNED.model_copy(update={"due_on": date(2026, 3, 10)})
NOT_MINE = PLANNED.model_copy(update={"may_keep": False})
DONE = PLANNED.model_copy(update={"status": PlanStatus.DONE, "outcome": "Client pays 200 more"})
DROPPED = ASKED.model_copy(update={"status": PlanStatus.DROPPED, "outcome": "We promised the price"})

OVER = JobVariance(
    job=MAILER,
    burn=Burn(minutes=900, time_cents=90_000, unrated_minutes=30, expense_cents=30_000, budget_cents=100_000),
    plan_id="plan-1",
    plan="make-good plan: planned",
)
LEFT = JobVariance(job=GUIDE, burn=Burn(minutes=600, time_cents=60_000, budget_cents=150_000), plan_id="", plan="")
ACME = ClientVariance(code="ACME", name="Acme Outdoor", currency="USD", cents=70_000, jobs=[OVER, LEFT])
BIRCH = ClientVariance(
    code="BIRCH", name="Birch & Co", currency="GBP", cents=90_000, jobs=[LEFT.model_copy(update={"job": LEAFLET})]
)
MANY = [BIRCH.model_copy(update={"code": f"CL{number}", "name": f"Client {number}"}) for number in range(17)]

EXAMPLES = [
    Example(make_good_views.variances, (VariancesShown(clients=[ACME, BIRCH]), "")),
    Example(make_good_views.variances, (VariancesShown(clients=[]), ""), "none"),
    Example(make_good_views.variances, (VariancesShown(clients=MANY), ""), "more than are shown"),
    Example(make_good_views.asked, (ASKED,)),
    Example(make_good_views.asked, (ASKED_BEFORE,), "somebody else was asked before"),
    Example(make_good_views.asked, (NO_MONEY,), "without money"),
    Example(make_good_views.asked, (PLANNED,), "planned since"),
    Example(make_good_views.due, (PLANNED,)),
    Example(make_good_views.due, (OVERDUE,), "overdue"),
    Example(make_good_views.due, (NOT_MINE,), "for who only does it"),
    Example(make_good_views.due, (DONE,), "done"),
    Example(make_good_views.form, (ASKED,)),
    Example(make_good_views.form, (PLANNED,), "planned"),
    Example(make_good_views.end_form, (PLANNED,)),
    Example(make_good_views.end_form, (ASKED,), "without a plan"),
    Example(make_good_views.kept, (PLANNED,)),
    Example(make_good_views.kept, (DONE,), "done"),
    Example(make_good_views.kept, (DROPPED,), "dropped"),
]
