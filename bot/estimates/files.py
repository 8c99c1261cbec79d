"""The document of an estimate: made once when its draft is finished, and kept under its hash."""

import hashlib
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.core import Bot, Work, once
from bot.errors import Conflict, UsageError
from bot.estimates import shown as estimate_shown
from bot.estimates.document import DRAFT_MARK, estimate_document
from bot.estimates.estimates import require_estimate
from bot.estimates.notices import EstimateFile
from bot.estimates.shown import EstimateShown, accounts_of
from bot.kit.documents import Branding, Paper
from bot.messaging.notices import queue_for
from bot.model import Model
from bot.people.people import Staff, require_person, today_of
from bot.people.policies import policy_of
from bot.rules.estimates.estimates import content_hash
from bot.rules.permissions import Act
from storage.clients.clients import Client
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.kit import files
from storage.people import people
from storage.people.people import Person

# Countries that use Letter paper; everywhere else it's A4.
LETTER_COUNTRIES = ("US", "CA", "MX", "PH", "CL", "CO")
PDF = "application/pdf"
# Fields about a version's progress rather than its content.
NO_CONTENT = {"id", "status", "revision", "edited_by", "reviews", "content_hash", "lines", "was_sent"}


class DocumentMade(Model):
    """A version's document: its name, and its bytes."""

    name: str
    title: str
    content: bytes


class DocumentSent(Model):
    """A version's document is on its way to the asker's direct messages."""

    name: str


def freeze(staff: Staff, estimate: Estimate, job: Job) -> None:
    """Finish a draft: set its date, its content's hash, and its document.

    Raises UsageError if something is missing, Conflict if the client's currency has changed since.
    """
    day, policy = staff.today, accounts_of(staff.session, staff.person, job)
    estimate.issued_on = day
    estimate.valid_until = estimate.valid_until or day + timedelta(days=policy.valid_days)
    shown = estimate_shown.shown(staff.session, estimate, job)
    _check(shown, job, day)
    estimate.content_hash = content_hash(_content(shown))
    content = estimate_document(shown, *_look(staff.session, staff.person, job, day))
    digest = hashlib.sha256(content).hexdigest()
    estimate.pdf_id = files.keep(staff.session, digest, file_name(shown), PDF, content)


def document_of(bot: Bot, estimate_id: str) -> DocumentMade:
    """Return the document of a version: the stored one, or for a draft a new one. Raises NotFound."""
    with bot.store.read() as session:
        estimate, job = require_estimate(session, estimate_id)
        shown = estimate_shown.shown(session, estimate, job)
        kept = files.by_id(session, estimate.pdf_id) if estimate.pdf_id else None
        if kept:
            content = kept.content
        else:
            person = people.by_id(session, estimate.made_by_id)
            content = estimate_document(shown, *_look(session, person, job, today_of(bot, person)), DRAFT_MARK)
        title = f"{job.number} {shown.title}, version {shown.version}"
        return DocumentMade(name=file_name(shown), title=title, content=content)


@once
def send_document(work: Work, estimate_id: str) -> DocumentSent:
    """Send a version's PDF to the asker's direct messages. Raises NotFound, NotAllowed, Unknown."""
    person = require_person(work, Act.SEE_MONEY)
    estimate, job = require_estimate(work.session, estimate_id)
    notice = EstimateFile(estimate_id=estimate.id, asked_at=work.now())
    queue_for(work, person.id, notice, f"estimate-file:{work.actor.delivery or work.new_id()}")
    return DocumentSent(name=file_name(estimate_shown.shown(work.session, estimate, job)))


def branding_of(session: Session, client: Client) -> Branding:
    """Return the branding of a client's documents."""
    logo = files.by_id(session, client.logo_id) if client.logo_id else None
    return Branding(client.name, client.colour, logo.content if logo else None, client.branding_notes)


def paper_of(session: Session, office_id: str) -> Paper:
    """Return the paper size that an office uses."""
    country = policy_of(session, people.office(session, office_id)).country
    return Paper.LETTER if country in LETTER_COUNTRIES else Paper.A4


def file_name(shown: EstimateShown) -> str:
    """Return the document's name: `ACME-101-estimate-v2.pdf`."""
    return f"{shown.job.number}-estimate-v{shown.version}.pdf"


def _look(session: Session, person: Person, job: Job, day: date) -> tuple[Branding, date, Paper]:
    return branding_of(session, job.client), day, paper_of(session, job.client.office_id or person.office_id)


def _check(shown: EstimateShown, job: Job, day: date) -> None:
    if not shown.lines:
        raise UsageError("This estimate has no lines yet. Add one first, e.g. design 12h 145 key visual")
    if shown.version > 1 and not shown.reason:
        raise UsageError("A Revised Estimate needs its reason: the client reads it first. Add it under Terms.")
    if shown.valid_until and shown.valid_until < day:
        raise UsageError("This estimate's last valid day has passed. Set a new one under Terms.")
    if shown.currency != job.client.currency:
        change = f"from {shown.currency} to {job.client.currency}"
        raise Conflict(f"The client's currency has changed {change}. Use this one as a model and draft another.")


def _content(shown: EstimateShown) -> dict[str, object]:
    content = shown.model_dump(mode="json", exclude=NO_CONTENT)
    lines = [each.line for each in shown.lines]
    return content | {"lines": [{**vars(line), "amount_cents": line.amount_cents} for line in lines]}
