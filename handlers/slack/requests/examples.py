"""Examples of the views of clients' requests."""

from datetime import date

from bot.clients.clients import Chosen
from bot.requests.forms import RequestForm
from bot.requests.lists import RequestsListed
from bot.requests.requests import RequestShown
from bot.rules.requests.requests import RequestsAsked
from handlers.slack.jobs.examples import MAILER, MAYA, TODAY
from handlers.slack.kit.example import Example
from handlers.slack.requests import requests_views as views
from storage.words.accounts import RequestScope, RequestStatus

LINK = "https://harbourvale.example/archives/C0SHARED/p1?thread_ts=1.1&cid=C0SHARED"
ACME = Chosen(id="acme", name="ACME Acme Outdoor")

OPEN = RequestShown(
    id="request-1",
    client_id="acme",
    client="Acme Outdoor",
    text="Could we get a second <A&B> banner?\nBy Friday, please.",
    owner_id="maya",
    owner="Maya Torres",
    made_by="Sam Okafor",
    made_on=date(2026, 3, 10),
    due_on=date(2026, 3, 13),
    overdue=False,
    scope=RequestScope.OUT,
    status=RequestStatus.OPEN,
    outcome="",
    closed_by="",
    closed_on=None,
    link=LINK,
    estimate="",
    job=MAILER,
    job_billable=True,
    may_estimate=True,
    today=TODAY,
)
BY_PHONE = OPEN.model_copy(
    update={"id": "request-2", "scope": RequestScope.OPEN, "due_on": None, "link": "", "job": None}
)
LATE = OPEN.model_copy(update={"due_on": date(2026, 3, 9), "overdue": True, "scope": RequestScope.IN})
ESTIMATED = OPEN.model_copy(update={"estimate": "Revised Estimate (version 2): draft"})
NO_JOB = OPEN.model_copy(update={"job": None, "job_billable": False})
NOT_THEIRS = OPEN.model_copy(update={"may_estimate": False})
CLOSED = {"overdue": False, "closed_by": "Grace Lindqvist", "closed_on": TODAY}
DONE = LATE.model_copy(update=CLOSED | {"status": RequestStatus.DONE})
DROPPED = OPEN.model_copy(update=CLOSED | {"status": RequestStatus.DROPPED, "outcome": "No money <this year>"})

NEW = RequestForm(client=ACME, owner=MAYA, job=None, text=OPEN.text, link=LINK)
BLANK = RequestForm(client=None, owner=MAYA, job=None, text="", link="")
LISTED = RequestsListed(
    about="", asked=RequestsAsked(), said="", requests=[OPEN, LATE, BY_PHONE], total=3, page=0, pages=1
)


def _listed(about: str, asked: RequestsAsked, said: str, *requests: RequestShown) -> RequestsListed:
    found = {"about": about, "asked": asked, "said": said, "requests": requests, "total": len(requests)}
    return LISTED.model_copy(update=found)


EXAMPLES = [
    Example(views.form, (BLANK,), "new"),
    Example(views.form, (NEW,), "from a message"),
    Example(views.form, (NEW.model_copy(update={"tracked": DONE}),), "tracked before"),
    Example(views.form, (NEW.model_copy(update={"request": OPEN, "job": MAILER}),), "edited"),
    Example(views.saved, (BY_PHONE, "")),
    Example(views.saved, (OPEN, ""), "out of scope"),
    Example(views.saved, (ESTIMATED, ""), "out of scope, estimated"),
    Example(views.saved, (NO_JOB, ""), "out of scope, no job"),
    Example(views.saved, (NOT_THEIRS, ""), "out of scope, may not draft"),
    Example(
        views.saved,
        (ESTIMATED.model_copy(update={"may_estimate": False}), ""),
        "out of scope, estimated, may not draft",
    ),
    Example(views.listed, (LISTED, "")),
    Example(views.listed, (_listed("", RequestsAsked(), ""), ""), "none"),
    Example(
        views.listed,
        (_listed("all clients", RequestsAsked(overdue=True), "overdue", LATE), ""),
        "overdue",
    ),
    Example(
        views.listed,
        (_listed("Acme Outdoor", RequestsAsked("ACME", closed=True, is_own=True), "my closed ACME", DONE, DROPPED), ""),
        "closed, a client's, own",
    ),
    Example(
        views.listed,
        (LISTED.model_copy(update={"said": 'ACME "A&B"', "total": 23, "page": 1, "pages": 3}), ""),
        "second page",
    ),
    Example(views.overdue, (LATE,)),
    Example(views.overdue, (DONE,), "closed"),
    Example(views.close_form, (OPEN,)),
    Example(views.closed, (DONE,)),
    Example(views.closed, (DROPPED,), "dropped"),
    Example(views.help_message, ("",)),
]
