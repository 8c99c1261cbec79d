"""Examples of the views of sign-offs."""

from datetime import UTC, date, datetime

from bot.signoffs.changes import ApproversChanged, ApproversForm, SignoffReminded, SignoffTakenBack
from bot.signoffs.decisions import DecisionRecorded, DecisionTaken
from bot.signoffs.forms import ContactFound, EarlierFound, EstimateFound, SignoffForm, SignoffLine, SignoffsListed
from bot.signoffs.notices import Reminds, SignoffReminder
from bot.signoffs.requests import SignoffRequested
from bot.signoffs.shown import ApproverShown, ArtefactKind, ArtefactShown, NewerShown, SignoffShown
from bot.signoffs.since import SinceApproved
from handlers.slack.clients.channel_examples import OUTSIDE
from handlers.slack.jobs.examples import MAILER, TODAY
from handlers.slack.kit.example import Example
from handlers.slack.kit.platform import SLACK
from handlers.slack.signoffs import answers_views, desk_views, forms_views, links_views, signoffs_views
from handlers.slack.signoffs.forms_views import Thing
from storage.people.people import Address
from storage.words.accounts import ContactChannel
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus, Via

AT = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)
LINK = "https://harbourvale.example/archives/C0SHARED/p1"

OMAR = ApproverShown(
    id="approver-1",
    contact_id="omar",
    name="Omar Haddad",
    email="omar@acme.example",
    address=Address(SLACK, "T0ACME", "U0OMAR"),
    channel=ContactChannel.CHAT,
    decision=None,
    decided_at=None,
    said="",
    via=None,
    confirmed_name="",
    recorded_by="",
    evidence="",
    removed=False,
)
DANA = OMAR.model_copy(
    update={
        "id": "approver-2",
        "contact_id": "dana",
        "name": "Dana <Fox>",
        "email": "dana@acme.example",
        "address": None,
        "channel": ContactChannel.EMAIL,
    }
)
APPROVED = OMAR.model_copy(update={"decision": SignoffDecision.APPROVED, "decided_at": AT, "via": Via.CHAT})
CHANGED = DANA.model_copy(
    update={
        "decision": SignoffDecision.CHANGES_REQUESTED,
        "decided_at": AT,
        "said": "Logo <bigger> & bluer",
        "via": Via.PAGE,
    }
)
RECORDED = OMAR.model_copy(
    update={
        "decision": SignoffDecision.DECLINED,
        "decided_at": AT,
        "said": "Too late",
        "via": Via.RECORDED,
        "recorded_by": "Maya Torres",
        "evidence": "By phone, <12 March>, 10:15",
    }
)

OPEN = SignoffShown(
    id="signoff-1",
    series_id="signoff-1",
    version=1,
    job=MAILER,
    client_id="acme",
    colour=None,
    logo_id=None,
    branding_notes="",
    kind=SignoffKind.LAYOUT,
    title="Mailer layout <A&B>",
    note="Front & back, please.\nThe print date is fixed.",
    content_hash="4f9c2e71a0b35d8846e1c09f7ab2d3564f9c2e71a0b35d8846e1c09f7ab2d356",
    artefact=ArtefactShown(kind=ArtefactKind.FILE, name="layout <1>.pdf", file_id="file-1", size=2_400_000),
    quorum=Quorum.ANY,
    approvers=[OMAR],
    status=SignoffStatus.OPEN,
    due_on=date(2026, 3, 20),
    requested_by="Maya Torres",
    asker_address=Address(SLACK, "T0HARBOUR", "U0MAYA"),
    requested_at=AT,
    settled_at=None,
    certificate_id=None,
    today=TODAY,
    zone="America/New_York",
)
BOTH = OPEN.model_copy(update={"quorum": Quorum.ALL, "approvers": [OMAR, DANA]})
HALF = BOTH.model_copy(update={"approvers": [APPROVED, DANA.model_copy(update={"opened_at": AT})]})
LATE = OPEN.model_copy(update={"due_on": date(2026, 3, 10)})
NO_DATE = OPEN.model_copy(update={"due_on": None, "note": ""})
ASKED_LINK = NO_DATE.model_copy(
    update={"artefact": ArtefactShown(kind=ArtefactKind.LINK, name="", link="https://acme.example/v1?a=1&b=2|3")}
)
ESTIMATE = OPEN.model_copy(
    update={
        "kind": SignoffKind.ESTIMATE,
        "title": "Revised Estimate",
        "version": 2,
        "artefact": ArtefactShown(
            kind=ArtefactKind.ESTIMATE, name="ACME-101-estimate-v2.pdf", size=48_000, total="USD 5,910.28"
        ),
        "since": SinceApproved(
            version=1, approved_on=date(2026, 3, 2), lines=["Taken out: Copy, web texts <all>", "Total: −USD 628.75"]
        ),
    }
)
SETTLED = OPEN.model_copy(update={"status": SignoffStatus.APPROVED, "approvers": [APPROVED]})
ASKED_CHANGES = BOTH.model_copy(update={"status": SignoffStatus.CHANGES_REQUESTED, "approvers": [APPROVED, CHANGED]})
DECLINED = OPEN.model_copy(update={"status": SignoffStatus.DECLINED, "approvers": [RECORDED]})
WITHDRAWN = OPEN.model_copy(update={"status": SignoffStatus.WITHDRAWN})
SUPERSEDED = OPEN.model_copy(
    update={"status": SignoffStatus.SUPERSEDED, "newer": NewerShown(id="signoff-2", version=2, channel="C0SHARED")}
)

CONTACTS = [
    ContactFound(id="omar", name="Omar Haddad", can="anything, in Slack"),
    ContactFound(id="dana", name="Dana <Fox>", can="layouts, by e-mail"),
]
FORM = SignoffForm(job=MAILER, contacts=CONTACTS, estimates=[], versions=[])
ESTIMATE_FOUND = EstimateFound(id="estimate-2", label="Revised Estimate, version 2, USD 5,910.28")
EARLIER = EarlierFound(
    series_id="signoff-1",
    label="Mailer layout <A&B>, version 1",
    title="Mailer layout <A&B>",
    kind=SignoffKind.LAYOUT,
    quorum=Quorum.ALL,
    contact_ids=["omar", "dana"],
)
FULL_FORM = FORM.model_copy(update={"estimates": [ESTIMATE_FOUND], "versions": [EARLIER]})
FILE, WEB = Thing(file="F0LAYOUT", name="layout <1>.pdf"), Thing(link="https://acme.example/v1?a=1&b=2")
LISTED = SignoffsListed(
    lines=[
        SignoffLine(
            id="signoff-1",
            job="ACME-101 Spring mailer <A&B>",
            named="Mailer layout <A&B>, version 1",
            waiting=["Omar Haddad", "Dana <Fox>"],
            due_on=date(2026, 3, 10),
            is_overdue=True,
        ),
        SignoffLine(
            id="signoff-3",
            job="ACME-102 Trail guide",
            named="Copy, version 2",
            waiting=[],
            due_on=None,
            is_overdue=False,
        ),
    ],
    more=0,
)


def _reminder(why: Reminds) -> SignoffReminder:
    return SignoffReminder(signoff_id=OPEN.id, approver_ids=[OMAR.id, DANA.id], reminds=why)


CLIENT = [
    Example(signoffs_views.asked, (OPEN, "")),
    Example(signoffs_views.asked, (BOTH, ""), "all of two"),
    Example(signoffs_views.asked, (HALF, ""), "one decided"),
    Example(signoffs_views.asked, (ASKED_LINK, ""), "a link, no date"),
    Example(signoffs_views.asked, (ESTIMATE, ""), "an estimate"),
    Example(signoffs_views.asked, (SETTLED, ""), "approved"),
    Example(signoffs_views.asked, (ASKED_CHANGES, ""), "changes requested"),
    Example(signoffs_views.asked, (DECLINED, ""), "declined, recorded"),
    Example(signoffs_views.asked, (WITHDRAWN, ""), "withdrawn"),
    Example(signoffs_views.asked, (SUPERSEDED, LINK), "superseded"),
    *(Example(signoffs_views.reminder, (BOTH, _reminder(why)), why) for why in Reminds),
    *(Example(answers_views.decision_form, (OPEN, each), each) for each in answers_views.WORDS),
    Example(answers_views.decided, (DecisionTaken(signoff=SETTLED, decision=SignoffDecision.APPROVED_WITH_CHANGES),)),
    Example(
        answers_views.decided, (DecisionTaken(signoff=HALF, decision=SignoffDecision.APPROVED),), "others to decide"
    ),
]
AGENCY = [
    Example(desk_views.card, (OPEN, "")),
    Example(desk_views.card, (HALF, ""), "one decided, one by e-mail"),
    Example(desk_views.card, (LATE, ""), "overdue"),
    Example(desk_views.card, (OPEN.model_copy(update={"approvers": []}), ""), "nobody to decide"),
    Example(desk_views.card, (ESTIMATE, ""), "an estimate"),
    Example(desk_views.card, (ASKED_CHANGES, ""), "changes requested"),
    Example(desk_views.card, (SUPERSEDED, LINK), "superseded"),
    Example(desk_views.card, (SUPERSEDED, ""), "superseded, not posted yet"),
    Example(desk_views.overdue, (LATE,)),
    Example(desk_views.overdue, (SETTLED,), "decided"),
    Example(answers_views.reminded, (SignoffReminded(signoff=OPEN, names=["Omar Haddad", "Dana <Fox>"]),)),
    Example(answers_views.withdrawn, (SignoffTakenBack(signoff=WITHDRAWN),)),
    Example(
        answers_views.approvers_form,
        (ApproversForm(signoff=BOTH, contacts=CONTACTS, chosen=["omar"], decided=["Dana <Fox>"]),),
    ),
    Example(
        answers_views.approvers_changed,
        (ApproversChanged(signoff=OPEN, added=["Omar Haddad"], removed=["Dana <Fox>"]),),
    ),
    Example(answers_views.approvers_changed, (ApproversChanged(signoff=OPEN, added=[], removed=[]),), "nothing"),
    Example(answers_views.record_form, (OPEN,)),
    Example(answers_views.record_form, (BOTH,), "one of two"),
    Example(
        answers_views.recorded,
        (DecisionRecorded(signoff=DECLINED, approver="Omar Haddad", decision=SignoffDecision.DECLINED),),
    ),
    Example(links_views.sent, (DANA,)),
    Example(links_views.revoked, (DANA,)),
]
ASKING = [
    Example(forms_views.job_form),
    Example(forms_views.job_form, ([FILE, WEB],), "from a message"),
    Example(forms_views.form, (FORM.model_copy(update={"contacts": CONTACTS[:1]}),)),
    Example(forms_views.form, (FULL_FORM,), "with estimates and earlier versions"),
    Example(forms_views.form, (FORM.model_copy(update={"estimate": ESTIMATE_FOUND}),), "an estimate"),
    Example(forms_views.form, (FORM.model_copy(update={"earlier": EARLIER}),), "a new version"),
    Example(forms_views.form, (FORM, [FILE]), "a message's file"),
    Example(forms_views.form, (FORM, [FILE, WEB]), "a message's file or link"),
    Example(forms_views.requested, (SignoffRequested(signoff=BOTH),)),
    Example(forms_views.requested, (SignoffRequested(signoff=BOTH, held_back=[OUTSIDE]),), "held back"),
    Example(
        forms_views.requested,
        (SignoffRequested(signoff=NO_DATE.model_copy(update={"version": 2}), closed_version=1),),
        "a new version, no date",
    ),
    Example(forms_views.listed, (LISTED, "")),
    Example(forms_views.listed, (LISTED.model_copy(update={"more": 4}), ""), "more than fit"),
    Example(forms_views.listed, (SignoffsListed(lines=[], more=0), ""), "none"),
    Example(forms_views.help_message, ("",)),
]
EXAMPLES = [*CLIENT, *AGENCY, *ASKING]
