"""Examples of the list of clients, and of job jackets."""

from datetime import UTC, date, datetime

from bot.accounts.make_good import PlanShown
from bot.clients.clients import Chosen
from bot.desk.client_cards import ClientLine, ClientsListed
from bot.desk.job_activity import Activity
from bot.desk.job_jackets import ACTS, AlertKept, EstimateVersion, Jacket, SignoffVersion
from bot.jobs.alerts import AlertGiven
from bot.jobs.changes import JobChanged
from bot.jobs.jobs import JobFound
from bot.jobs.openings import JobOpened
from bot.rules.estimates.burn import Burn
from bot.rules.permissions import Act
from handlers.slack.clients.channel_examples import BOTH, OUTSIDE
from handlers.slack.desk import client_cards_views, job_jackets_views
from handlers.slack.kit.example import Example, channel
from storage.words.accounts import ClientStatus, PlanStatus
from storage.words.signoffs import EstimateStatus, SignoffKind, SignoffStatus
from storage.words.time import JobStatus

TODAY = date(2026, 3, 12)
MAILER = JobFound(id="job-101", number="ACME-101", title="Spring mailer <A&B>", client="Acme Outdoor")
CLIENTS = ClientsListed(
    asked="",
    archived=False,
    clients=[
        ClientLine(
            id="acme",
            code="ACME",
            name="Acme Outdoor <A&B>",
            status=ClientStatus.ACTIVE,
            lead="Maya Torres",
            stands_in="Sam Okafor",
            open_jobs=2,
        ),
        ClientLine(
            id="bwf",
            code="BWF",
            name="Brightwater Foods",
            status=ClientStatus.PROSPECT,
            lead="",
            stands_in="",
            open_jobs=0,
        ),
    ],
    total=2,
    page=0,
    pages=1,
    may_add=True,
)
PLAN = PlanShown(
    id="plan-1",
    job=MAILER,
    status=PlanStatus.PLANNED,
    what="Revised Estimate for the extra rounds <A&B>",
    who=Chosen(id="sam", name="Sam Okafor"),
    due_on=date(2026, 3, 20),
    outcome="",
    asked="Grace Lindqvist",
    asked_on=date(2026, 3, 9),
    today=TODAY,
    currency="USD",
    variance_cents=-45_000,
    is_over=True,
    may_keep=True,
)
JACKET = Jacket(
    job=MAILER,
    today=TODAY,
    currency="USD",
    type="direct mail",
    billable=True,
    status=JobStatus.WITH_CLIENT,
    since=date(2026, 3, 9),
    due_on=date(2026, 3, 20),
    lead="Grace Lindqvist",
    team=["Maya Torres", "Sam Okafor"],
    next_step="send proofs to Dana",
    waits_on="Dana",
    channel=channel("C0ACME"),
    acts=ACTS,
    budget_missing=False,
    burn=Burn(minutes=2430, time_cents=486_000, expense_cents=25_000, budget_cents=600_000, budget_minutes=3000),
    plan=None,
    estimates=[
        EstimateVersion(version=2, status=EstimateStatus.APPROVED, total_cents=690_000),
        EstimateVersion(version=1, status=EstimateStatus.REPLACED, total_cents=550_000),
    ],
    signoffs=[
        SignoffVersion(
            title="Layout <A&B>",
            kind=SignoffKind.LAYOUT,
            version=2,
            status=SignoffStatus.OPEN,
            due_on=date(2026, 3, 13),
            waits_on=["Dana Whitfield", "Omar Haddad"],
        ),
        SignoffVersion(
            title="Copy",
            kind=SignoffKind.COPY,
            version=1,
            status=SignoffStatus.APPROVED,
            due_on=date(2026, 3, 5),
            waits_on=[],
        ),
    ],
    alerts=[AlertKept(on=date(2026, 3, 11), by="Maya Torres", text="The print date moved to Monday")],
    brief_version=2,
    brief_on=date(2026, 3, 2),
    activity=[
        Activity(at=datetime(2026, 3, 11, 15, tzinfo=UTC), on=date(2026, 3, 11), who="Maya Torres", what="logged 2h"),
        Activity(at=datetime(2026, 3, 9, 15, tzinfo=UTC), on=date(2026, 3, 9), who="", what="Copy was approved"),
    ],
)
NEW = JACKET.model_copy(
    update={"type": "", "status": JobStatus.OPENED, "since": None, "due_on": None, "lead": "", "team": []}
    | {"next_step": "", "waits_on": "", "channel": None, "budget_missing": True, "burn": Burn(), "estimates": []}
    | {"signoffs": [], "alerts": [], "brief_version": None, "brief_on": None, "activity": []}
)
OVER = JACKET.model_copy(
    update={
        "due_on": date(2026, 3, 10),
        "plan": PLAN,
        "burn": Burn(
            minutes=3600, time_cents=645_000, unrated_minutes=90, budget_cents=600_000, budget_minutes=3000,
            foreign_costs=1,
        ),
        "estimates": [EstimateVersion(version=each, status=EstimateStatus.REPLACED, total_cents=None)
                      for each in range(6, 0, -1)],
        "signoffs": list(JACKET.signoffs) * 4,
    }
)  # fmt: skip
MAKERS = JACKET.model_copy(
    update={
        "acts": [],
        "burn": Burn(minutes=2430, budget_minutes=3000),
        "estimates": [each.model_copy(update={"total_cents": None}) for each in JACKET.estimates],
    }
)
LEADS = MAKERS.model_copy(update={"acts": [Act.REQUEST_SIGNOFF, Act.KEEP_JOBS]})
CLOSED = JACKET.model_copy(update={"status": JobStatus.CLOSED, "due_on": date(2026, 3, 2)})
OPENED = JobOpened(job_id=MAILER.id, number=MAILER.number, announced=channel("C0ACME"))
CHANGED = JobChanged(job_id=MAILER.id, number=MAILER.number, changes=["next step send proofs to Dana <A&B>"])
ALERT = AlertGiven(
    job_id=MAILER.id,
    number=MAILER.number,
    text="The print date moved to Monday",
    channels=[channel("C0ACME"), channel("C0MAILER")],
    told=["Sam Okafor"],
)

EXAMPLES = [
    Example(client_cards_views.listed, (CLIENTS, "")),
    Example(
        client_cards_views.listed,
        (CLIENTS.model_copy(update={"asked": "<out>", "total": 40, "page": 1, "pages": 4, "may_add": False}), ""),
        "page of four",
    ),
    Example(
        client_cards_views.listed,
        (CLIENTS.model_copy(update={"asked": "archived", "archived": True, "clients": [], "total": 0}), ""),
        "none archived",
    ),
    Example(client_cards_views.help_message, ("",)),
    Example(job_jackets_views.jacket, (JACKET,)),
    Example(job_jackets_views.jacket, (NEW,), "new"),
    Example(job_jackets_views.jacket, (OVER,), "overdue and over budget, with a plan"),
    Example(job_jackets_views.jacket, (MAKERS,), "to who sees no money and changes nothing"),
    Example(job_jackets_views.jacket, (LEADS,), "to who asks for sign-off and sees no money"),
    Example(job_jackets_views.jacket, (CLOSED,), "closed"),
    Example(job_jackets_views.opened, (OPENED, NEW, "")),
    Example(job_jackets_views.opened, (OPENED.model_copy(update={"announced": None}), NEW, ""), "announced nowhere"),
    Example(job_jackets_views.opened, (OPENED.model_copy(update={"announced": None, **BOTH}), NEW, ""), "held back"),
    Example(job_jackets_views.changed, (CHANGED, JACKET)),
    Example(job_jackets_views.changed, (CHANGED.model_copy(update={"held_back": [OUTSIDE]}), JACKET), "to outsiders"),
    Example(job_jackets_views.changed, (CHANGED.model_copy(update={"changes": []}), JACKET), "nothing"),
    Example(job_jackets_views.alerted, (ALERT, JACKET)),
    Example(job_jackets_views.alerted, (ALERT.model_copy(update=BOTH), JACKET), "held back"),
    Example(job_jackets_views.alerted, (ALERT.model_copy(update={"channels": [], "told": []}), JACKET), "nobody else"),
]
