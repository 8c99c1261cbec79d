"""Examples of the views of job status."""

from datetime import date, time

from bot.people.policies import OfficeShown, PolicyForm, PolicySaved
from bot.requests.reports import ClientRequestReported, RequestReported
from bot.rules.people.policies import OfficePolicy, ReportPolicy
from bot.rules.status.questions import StatusFilter
from bot.status.client_status import ClientBoard, ClientJob, ClientSignoff
from bot.status.questions import StatusQuestion, Whose
from bot.status.reports import JobMoved, StatusReport
from bot.status.sharing import StatusPosted
from bot.status.status import JobStatusRow, OpenSignoff, StatusBoard
from handlers.slack.clients.channel_examples import OUTSIDE, UNSEEN
from handlers.slack.jobs.examples import GUIDE, MAILER, TODAY
from handlers.slack.kit.example import Example, channel
from handlers.slack.status import report_policies_views, reports_views, status_views
from storage.words.accounts import RequestScope, RequestStatus
from storage.words.time import JobStatus

LAYOUT = OpenSignoff(
    title="Mailer layout <A&B>",
    version=2,
    due_on=date(2026, 3, 10),
    waits_on=["Omar Haddad", "Dana Fox"],
    is_overdue=True,
)
LATE = JobStatusRow(
    job=MAILER,
    status=JobStatus.WITH_CLIENT,
    lead="Grace Lindqvist",
    next_step="send <proofs> to Dana",
    waits_on="Dana",
    due_on=date(2026, 3, 10),
    stalled_days=4,
    minutes=1_230,
    budget_minutes=1_200,
    used_percent=96,
    budget_missing=False,
    signoffs=[LAYOUT],
    reasons=["overdue since Tuesday", "96 % of budget used"],
)
CALM = JobStatusRow(
    job=GUIDE,
    status=JobStatus.IN_PROGRESS,
    lead="",
    next_step="",
    waits_on="",
    due_on=None,
    stalled_days=1,
    minutes=480,
    budget_minutes=None,
    used_percent=None,
    budget_missing=False,
    signoffs=[],
    reasons=[],
)
BUSY = CALM.model_copy(
    update={
        "due_on": date(2026, 3, 20),
        "lead": "Sam Okafor",
        "budget_minutes": 1_200,
        "signoffs": [LAYOUT.model_copy(update={"due_on": None, "waits_on": [], "is_overdue": False})] * 5,
    }
)

OWN = StatusBoard(
    question=StatusQuestion(whose=Whose.OWN),
    about="",
    today=TODAY,
    jobs=[LATE, CALM, BUSY],
    total=3,
    pressing=1,
    page=0,
    pages=1,
)
ACME = OWN.model_copy(update={"question": StatusQuestion(whose=Whose.CLIENT, of="acme"), "about": "Acme <Outdoor>"})
OVERDUE = OWN.model_copy(
    update={
        "question": StatusQuestion(whose=Whose.ALL, filters=frozenset([StatusFilter.OVERDUE])),
        "jobs": [LATE],
        "total": 1,
    }
)
WITHOUT_MONEY = ACME.model_copy(
    update={
        "jobs": [LATE.model_copy(update={"used_percent": None, "reasons": ["overdue since Tuesday"]}), CALM],
        "total": 2,
    }
)
NOTHING = {"jobs": [], "total": 0, "pressing": 0}
SECOND_PAGE = ACME.model_copy(update={"total": 23, "pressing": 12, "page": 1, "pages": 3})

THEIRS = ClientBoard(
    client="Acme Outdoor",
    today=TODAY,
    jobs=[
        ClientJob(
            job=MAILER,
            status=JobStatus.WITH_CLIENT,
            due_on=date(2026, 3, 20),
            signoffs=[
                ClientSignoff(
                    title="Mailer layout <A&B>", version=2, due_on=date(2026, 3, 13), waits_on=["Omar Haddad"]
                )
            ],
        ),
        ClientJob(job=GUIDE, status=JobStatus.OPENED, due_on=None, signoffs=[]),
    ],
)
MANY = THEIRS.model_copy(update={"jobs": [*THEIRS.jobs] * 12})
NONE_OF_THEIRS = THEIRS.model_copy(update={"client": "R&D <x>", "jobs": []})

ASKED = RequestReported(
    text="Could we get a second <A&B> banner | poster?",
    link="https://harbourvale.example/archives/C0SHARED/p1",
    owner="Maya Torres",
    due_on=date(2026, 3, 11),
    overdue=True,
    scope=RequestScope.OUT,
    status=RequestStatus.OPEN,
    outcome="",
    job="ACME-101",
)
DROPPED = ASKED.model_copy(
    update={"link": "", "overdue": False, "status": RequestStatus.DROPPED, "outcome": "no money"}
)
REPORT = StatusReport(
    client_id="acme",
    client="Acme <Outdoor>",
    today=TODAY,
    since=date(2026, 3, 5),
    for_client=False,
    channel=channel("C0DESK"),
    held_back=None,
    jobs=[LATE, CALM],
    board=None,
    moved=[JobMoved(number="ACME-101", title="Spring mailer <A&B>", changes=["with client", "next: send <proofs>"])],
    requests=[ASKED, DROPPED],
)
FOR_CLIENT = REPORT.model_copy(
    update={
        "for_client": True,
        "channel": channel("C0SHARED"),
        "jobs": [],
        "board": THEIRS,
        "moved": [JobMoved(number="ACME-101", title="Spring mailer <A&B>", changes=["with client"])],
        "requests": [],
        "asked": [
            ClientRequestReported(text="A second <A&B> banner", asked_on=date(2026, 3, 9), is_done=False),
            ClientRequestReported(text="The logo files", asked_on=date(2026, 3, 2), is_done=True),
        ],
    }
)
QUIET = REPORT.model_copy(update={"jobs": [], "moved": [], "requests": []})

NEW_YORK, LONDON = OfficeShown(id="new-york", name="New York <A&B>"), OfficeShown(id="london", name="London")
POLICY = OfficePolicy(
    reports=ReportPolicy(
        status_weekday=4, status_at=time(15, 30), leadership_channel=channel("C0LEADS"), currency="GBP"
    )
)
UNSET = OfficePolicy(reports=ReportPolicy(status_weekday=None))

EXAMPLES = [
    Example(status_views.board, (OWN,), "own"),
    Example(status_views.board, (ACME,), "a client's"),
    Example(status_views.board, (OVERDUE,), "all overdue"),
    Example(status_views.board, (SECOND_PAGE,), "second page"),
    Example(status_views.board, (OWN.model_copy(update=NOTHING),), "none"),
    Example(status_views.board, (OVERDUE.model_copy(update=NOTHING),), "none overdue"),
    Example(status_views.shared, (WITHOUT_MONEY, "Maya <Torres>")),
    Example(
        status_views.shared,
        (WITHOUT_MONEY.model_copy(update={"total": 12, "page": 1, "pages": 2}), "Maya Torres"),
        "second page",
    ),
    Example(status_views.posted, (StatusPosted(channel=channel("C0STUDIO"), for_client=False),)),
    Example(status_views.posted, (StatusPosted(channel=channel("C0SHARED"), for_client=True),), "for the client"),
    Example(status_views.of_client, ([THEIRS],)),
    Example(status_views.of_client, ([MANY, NONE_OF_THEIRS],), "two clients, more than fit"),
    Example(status_views.help_message, ("",)),
    Example(reports_views.posted, (REPORT,)),
    Example(reports_views.posted, (FOR_CLIENT,), "for the client"),
    Example(reports_views.posted, (QUIET,), "nothing changed, no jobs"),
    Example(reports_views.preview, (REPORT,)),
    Example(reports_views.preview, (FOR_CLIENT,), "for the client"),
    Example(reports_views.preview, (QUIET.model_copy(update={"channel": None}),), "no channel"),
    Example(reports_views.preview, (REPORT.model_copy(update={"held_back": UNSEEN}),), "unseen channel"),
    Example(reports_views.preview, (REPORT.model_copy(update={"held_back": OUTSIDE}),), "where outsiders read it"),
    Example(report_policies_views.form, (PolicyForm(office=NEW_YORK, policy=POLICY, others=[LONDON]),)),
    Example(report_policies_views.form, (PolicyForm(office=NEW_YORK, policy=UNSET, others=[]),), "one office, unset"),
    Example(report_policies_views.saved, (PolicySaved(office=NEW_YORK, policy=POLICY),)),
    Example(report_policies_views.saved, (PolicySaved(office=NEW_YORK, policy=UNSET),), "unset"),
]
