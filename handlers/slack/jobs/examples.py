"""Examples of the views of jobs."""

from datetime import date

from bot.clients.clients import Chosen
from bot.jobs.alerts import AlertGiven, AlertShown
from bot.jobs.briefs import BriefShown
from bot.jobs.changes import JobChanged
from bot.jobs.costs import CostShown, CostsShown
from bot.jobs.edits import JobEditForm
from bot.jobs.jobs import JobFound, JobShown
from bot.jobs.my_jobs import JobListed, JobsListed
from bot.jobs.openings import JobOpened, JobOpeningForm
from bot.rules.jobs.briefs import PARTS
from bot.rules.jobs.costs import CostKind
from handlers.slack.clients.channel_examples import BOTH
from handlers.slack.jobs import briefs_views, costs_views, forms_views, jobs_views
from handlers.slack.kit.example import Example, channel
from storage.words.accounts import OrderSide
from storage.words.time import JobStatus

TODAY = date(2026, 3, 12)
MAILER = JobFound(id="job-101", number="ACME-101", title="Spring mailer <A&B>", client="Acme Outdoor")
GUIDE = JobFound(id="job-102", number="ACME-102", title="Trail guide", client="Acme Outdoor")
MAYA, SAM = Chosen(id="maya", name="Maya Torres"), Chosen(id="sam", name="Sam Okafor")

SHOWN = JobShown(
    job=MAILER,
    type="direct mail",
    billable=True,
    status=JobStatus.WITH_CLIENT,
    due_on=date(2026, 3, 20),
    lead="Grace Lindqvist",
    next_step="send proofs to Dana",
    waits_on="Dana",
    opened_by="Maya Torres",
)
LISTED = JobsListed(
    client="",
    today=TODAY,
    jobs=[
        JobListed(
            job=MAILER,
            status=JobStatus.WITH_CLIENT,
            due_on=date(2026, 3, 10),
            next_step="send proofs to Dana",
            waits_on="Dana",
            attention=["overdue since Tuesday"],
        ),
        JobListed(
            job=GUIDE, status=JobStatus.OPENED, due_on=date(2026, 3, 20), next_step="", waits_on="", attention=[]
        ),
    ],
)
COSTS = CostsShown(
    job=MAILER,
    currency="USD",
    today=TODAY,
    costs=[
        CostShown(
            id="cost-1",
            kind=CostKind.EXPENSE,
            name="PrintWorks",
            note="paper for the mailer",
            cents=125_000,
            currency="USD",
            on=date(2026, 3, 9),
        ),
        CostShown(
            id="cost-2",
            kind=CostKind.ORDER,
            name="4500012345",
            note="",
            cents=80_000,
            currency="USD",
            on=date(2026, 3, 2),
            side=OrderSide.AGENCY,
            is_open=True,
        ),
        CostShown(
            id="cost-3",
            kind=CostKind.BILLED,
            name="2026-117",
            note="",
            cents=250_000,
            currency="USD",
            on=date(2026, 2, 27),
            minutes=750,
        ),
    ],
)
BRIEF = BriefShown(
    job=MAILER,
    version=2,
    versions=[3, 2, 1],
    parts={part.name: f"{part.label} of the mailer" for part in PARTS},
    by="Maya Torres",
    on=date(2026, 3, 9),
    today=TODAY,
)
NEWEST_BRIEF = BRIEF.model_copy(update={"version": 3})
OPENED = JobOpened(job_id=MAILER.id, number=MAILER.number, announced=channel("C0ACME"))
CHANGED = JobChanged(job_id=MAILER.id, number=MAILER.number, changes=["due date Fri 20 Mar (was Tue 10 Mar)"])
ALERT = AlertGiven(
    job_id=MAILER.id,
    number=MAILER.number,
    text="The print date moved to Monday",
    channels=[channel("C0ACME")],
    told=["Sam"],
)
EDIT = JobEditForm(
    job_id=MAILER.id,
    number=MAILER.number,
    title=MAILER.title,
    type="direct mail",
    billable=True,
    due_on=date(2026, 3, 20),
    lead=MAYA,
    team=[MAYA, SAM],
    next_step="send proofs to Dana",
    waits_on="Dana",
)

EXAMPLES = [
    Example(jobs_views.listed, (LISTED, "")),
    Example(jobs_views.listed, (LISTED.model_copy(update={"client": "Acme Outdoor", "jobs": []}), ""), "none"),
    Example(jobs_views.posted, (SHOWN,)),
    Example(jobs_views.posted, (SHOWN.model_copy(update={"status": JobStatus.CLOSED}),), "closed"),
    Example(jobs_views.alert, (AlertShown(job=MAILER, text="The print date moved to Monday", by="Maya Torres"),)),
    Example(jobs_views.help_message, ("",)),
    Example(forms_views.new_form, (JobOpeningForm(today=TODAY, client=Chosen(id="acme", name="ACME"), team=[MAYA]),)),
    Example(forms_views.opened, (OPENED,)),
    Example(forms_views.opened, (OPENED.model_copy(update={"announced": None}),), "announced nowhere"),
    Example(forms_views.opened, (OPENED.model_copy(update=BOTH),), "held back from channels"),
    Example(forms_views.edit_form, (EDIT, MAILER.id)),
    Example(forms_views.changed, (CHANGED,)),
    Example(forms_views.changed, (CHANGED.model_copy(update={"changes": []}),), "nothing"),
    Example(forms_views.alert_form, (MAILER,)),
    Example(forms_views.alerted, (ALERT,)),
    Example(forms_views.alerted, (ALERT.model_copy(update=BOTH),), "held back from channels"),
    Example(forms_views.alerted, (ALERT.model_copy(update={"channels": [], "told": []}),), "nobody else"),
    Example(briefs_views.shown, (NEWEST_BRIEF,)),
    Example(briefs_views.shown, (BRIEF,), "older version"),
    Example(briefs_views.form, (NEWEST_BRIEF,)),
    Example(costs_views.costs, (COSTS, "expense added")),
    Example(costs_views.costs, (COSTS.model_copy(update={"costs": []}),), "none"),
    *(Example(costs_views.form, (COSTS, kind), kind) for kind in CostKind),
]
