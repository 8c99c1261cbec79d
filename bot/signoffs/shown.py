"""A sign-off for display, with everything that any door needs to show it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.core import Bot, Work
from bot.errors import NotFound
from bot.jobs.jobs import JobFound, found
from bot.messaging.notices import address_for
from bot.model import Model
from bot.people.people import zone_of
from bot.rules.kit.dates import local_date
from bot.rules.people.rates import format_money
from bot.rules.signoffs.signoffs import SETTLED
from bot.signoffs.keys import asked_key
from bot.signoffs.since import SinceApproved, since_approved, version_of
from storage.clients import contacts
from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.kit import files
from storage.messaging import notices
from storage.people import people
from storage.people.people import Address
from storage.signoffs import links as signoff_links
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus, Via


class ArtefactKind(StrEnum):
    """The kind of thing that a sign-off is about."""

    FILE = "file"
    LINK = "link"
    ESTIMATE = "estimate"


class ArtefactShown(Model):
    """The exact thing: a stored file, a link, or our estimate with its document (`file_id`) and its total.

    `size` is in bytes, `total` a formatted amount.
    """

    kind: ArtefactKind
    name: str
    file_id: str | None = None
    media_type: str = ""
    size: int = 0
    link: str = ""
    estimate_id: str | None = None
    total: str = ""


class ApproverShown(Model):
    """Somebody who is or was asked, and their decision. `address` is their chat address.

    `opened_at` is when a link sent to them was first opened, maybe by a mail scanner.
    """

    id: str
    contact_id: str
    name: str
    email: str
    address: Address | None
    channel: ContactChannel
    decision: SignoffDecision | None
    decided_at: datetime | None
    said: str
    via: Via | None
    confirmed_name: str
    recorded_by: str
    evidence: str
    removed: bool
    opened_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Return whether they still have to decide."""
        return self.decision is None and not self.removed


class NewerShown(Model):
    """The next version, and the destination of its message in chat, if it has one."""

    id: str
    version: int
    workspace: str = ""
    channel: str = ""
    message: str = ""


class SignoffShown(Model):
    """A sign-off as it is now. `version` is the thing's own; `today` is the date in `zone`, the client's office's.

    `asker_address` is the requester's chat address. `colour` (#rrggbb), `logo_id` and `branding_notes` are the
    client's branding.
    """

    id: str
    series_id: str
    version: int
    job: JobFound
    client_id: str
    colour: str | None
    logo_id: str | None
    branding_notes: str
    kind: SignoffKind
    title: str
    note: str
    content_hash: str
    artefact: ArtefactShown
    quorum: Quorum
    approvers: Sequence[ApproverShown]
    status: SignoffStatus
    due_on: date | None
    requested_by: str
    asker_address: Address | None
    requested_at: datetime
    settled_at: datetime | None
    certificate_id: str | None
    today: date
    zone: str
    newer: NewerShown | None = None
    since: SinceApproved | None = None

    @property
    def named(self) -> str:
        """Return the exact version in words."""
        return f"{self.title}, version {self.version}"

    @property
    def asked(self) -> Sequence[ApproverShown]:
        """Return the current approvers, whether they've decided or not."""
        return [each for each in self.approvers if not each.removed]

    @property
    def waiting(self) -> Sequence[ApproverShown]:
        """Return the approvers who still have to decide; nobody once it's closed."""
        return [each for each in self.approvers if each.waits] if self.is_open else []

    @property
    def is_open(self) -> bool:
        """Return whether it can still be decided."""
        return self.status == SignoffStatus.OPEN

    @property
    def is_settled(self) -> bool:
        """Return whether its approvers have settled it."""
        return self.status in SETTLED

    @property
    def is_overdue(self) -> bool:
        """Return whether it's open past its due date."""
        return self.is_open and self.due_on is not None and self.due_on < self.today

    def approver(self, approver_id: str) -> ApproverShown:
        """Return the approver with that id. Raises LookupError."""
        return next(each for each in self.approvers if each.id == approver_id)


def signoff_shown(work: Work, signoff_id: str) -> SignoffShown:
    """Return a sign-off as it is now. Raises NotFound."""
    signoff = signoffs.by_id(work.session, signoff_id)
    job = jobs.by_id(work.session, signoff.job_id) if signoff else None
    if signoff is None or job is None:
        raise NotFound("I can't find that sign-off.")
    client = job.client
    estimate = estimates.by_id(work.session, signoff.estimate_id) if signoff.estimate_id else None
    zone = zone_of_client(work.session, client, signoff.requested_by_id)
    return SignoffShown(
        id=signoff.id,
        series_id=signoff.series_id,
        version=version_of(signoff, estimate),
        job=found(job),
        client_id=client.id,
        colour=client.colour,
        logo_id=client.logo_id,
        branding_notes=client.branding_notes,
        kind=signoff.kind,
        title=signoff.title,
        note=signoff.note,
        content_hash=signoff.content_hash,
        artefact=_artefact(work.session, signoff, estimate),
        quorum=signoff.quorum,
        approvers=[_approver(work.session, each) for each in signoffs.approvers_of(work.session, signoff.id)],
        status=signoff.status,
        due_on=signoff.due_on,
        requested_by=people.by_id(work.session, signoff.requested_by_id).name,
        asker_address=address_for(work.session, signoff.requested_by_id),
        requested_at=signoff.requested_at,
        settled_at=signoff.settled_at,
        certificate_id=signoff.certificate_id,
        today=local_date(work.now(), zone),
        zone=zone,
        newer=_newer(work.session, signoff),
        since=since_approved(work.session, signoff, estimate, zone),
    )


def read_signoff(bot: Bot, signoff_id: str) -> SignoffShown:
    """Return a sign-off as it is now, for a message that shows it. Only the outbox calls this. Raises NotFound."""
    with bot.read() as work:
        return signoff_shown(work, signoff_id)


def zone_of_client(session: Session, client: Client, requested_by_id: str) -> str:
    """Return the time zone of a client's dates: its office's, else the requester's."""
    if client.office_id:
        return people.office(session, client.office_id).zone
    return zone_of(people.by_id(session, requested_by_id))


def is_asked(approver: SignoffApprover, contact: Contact | None) -> bool:
    """Return whether an approver counts: they weren't removed, or left as a contact only after they decided."""
    gone = contact is None or contact.removed_at is not None
    return approver.removed_at is None and not (gone and approver.decision is None)


def _artefact(session: Session, signoff: Signoff, estimate: Estimate | None) -> ArtefactShown:
    if signoff.link:
        return ArtefactShown(kind=ArtefactKind.LINK, name=signoff.link, link=signoff.link)
    file = files.by_id(session, signoff.file_id or "")
    return ArtefactShown(
        kind=ArtefactKind.ESTIMATE if estimate else ArtefactKind.FILE,
        name=file.name if file else signoff.title,
        file_id=file.id if file else None,
        media_type=file.media_type if file else "",
        size=file.size if file else 0,
        estimate_id=signoff.estimate_id,
        total=format_money(estimate.total_cents, estimate.currency) if estimate else "",
    )


def _approver(session: Session, approver: SignoffApprover) -> ApproverShown:
    contact = contacts.by_id(session, approver.contact_id)
    return ApproverShown(
        id=approver.id,
        contact_id=approver.contact_id,
        name=(contact.name if contact else "") or "A former contact",
        email=(contact.email or "") if contact else "",
        address=contact.address if contact else None,
        channel=approver.channel,
        decision=approver.decision,
        decided_at=approver.decided_at,
        said=approver.said,
        via=approver.via,
        confirmed_name=approver.confirmed_name,
        recorded_by=people.by_id(session, approver.recorded_by_id).name if approver.recorded_by_id else "",
        evidence=approver.evidence,
        removed=not is_asked(approver, contact),
        opened_at=signoff_links.first_opened(session, approver.id),
    )


def _newer(session: Session, signoff: Signoff) -> NewerShown | None:
    latest = signoffs.in_series(session, signoff.series_id)[0]
    if latest.id == signoff.id:
        return None
    estimate = estimates.by_id(session, latest.estimate_id) if latest.estimate_id else None
    message = notices.shown_message(session, asked_key(latest.id))
    where = {"workspace": message.workspace, "channel": message.channel, "message": message.message} if message else {}
    return NewerShown(id=latest.id, version=version_of(latest, estimate), **where)
