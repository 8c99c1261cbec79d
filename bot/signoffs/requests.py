"""Asking a client for sign-off of something by a date, which supersedes the version before."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.clients.internal_channels import HeldBack, held_back
from bot.core import Work, once
from bot.errors import NotFound, UsageError
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.kit.dates import local_date
from bot.rules.permissions import Act
from bot.rules.signoffs.signoffs import LONGEST_NOTE, LONGEST_TITLE, MOST_APPROVERS, cannot_approve, check_length
from bot.signoffs import ledger
from bot.signoffs.artefacts import Artefact, FileGiven, read_artefact
from bot.signoffs.destinations import desk_channel, destination_of_approver, shared_channel
from bot.signoffs.keys import asked_key, desk_key
from bot.signoffs.notices import SignoffAsked, SignoffDesk, SignoffFile, signoff_changed
from bot.signoffs.shown import SignoffShown, signoff_shown, zone_of_client
from bot.signoffs.signoffs import close
from storage.clients import contacts
from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.kit import channels
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import Quorum, SignoffEvent, SignoffKind, SignoffStatus
from storage.words.time import TAKES_NO_TIME, Change


class SignoffRequest(Model):
    """A request for sign-off of a file, a link or an estimate. `series_id` makes it a new version of that series."""

    job_id: str
    kind: SignoffKind
    title: str
    contact_ids: Sequence[str]
    quorum: Quorum = Quorum.ANY
    due_on: date | None = None
    note: str = ""
    file: FileGiven | None = None
    link: str = ""
    estimate_id: str | None = None
    series_id: str | None = None


class SignoffRequested(Model):
    """A client was asked; `closed_version` is the open version that this one replaced.

    `held_back` has the client's internal channel if the requester gets its news instead.
    """

    signoff: SignoffShown
    closed_version: int | None = None
    held_back: Sequence[HeldBack] = ()


@once
def request_signoff(work: Work, request: SignoffRequest) -> SignoffRequested:
    """Ask a client's approvers, each by the channel they prefer; an open earlier version is superseded.

    Raises UsageError by field (job, kind, title, file, link, estimate, approvers, due_on, note, series), Conflict,
    NotFound, NotAllowed, Unknown.
    """
    staff = require_staff(work, Act.REQUEST_SIGNOFF)
    job = require_open_job(staff.session, request.job_id)
    artefact = read_artefact(staff, job, request.kind, request.file, request.link, request.estimate_id)
    series = _series(staff.session, job, request, artefact)
    _check_words(staff, job, request)
    asked = choose_approvers(staff, job.client, request.contact_ids, request.kind, artefact.amount_cents)
    closed = _supersede(staff, series)
    signoff = _add(staff, job, request, artefact, series)
    approvers = [add_approver(staff, signoff, contact) for contact in asked]
    facts = ledger.facts_of_request(signoff) | {"approvers": [facts_of_approver(each) for each in approvers]}
    ledger.append(staff, SignoffEvent.REQUESTED, signoff.id, facts)
    history.record(staff, staff.id, signoff, Change.MADE)
    ask(staff, signoff, job.client, approvers)
    if desk := desk_channel(staff.session, signoff, job.client):
        queue(staff, SignoffDesk(signoff_id=signoff.id), desk, desk_key(signoff.id))
    internal = channels.ref_of(staff.session, job.client.internal_channel_id)
    held = held_back(staff.session, [internal] if internal else [])
    return SignoffRequested(signoff=signoff_shown(staff, signoff.id), closed_version=closed, held_back=held)


def require_open_job(session: Session, job_id: str) -> Job:
    """Return the job with that id. Raises NotFound, or UsageError (field `job`) for a closed one."""
    job = jobs.by_id(session, job_id)
    if job is None:
        raise NotFound("I can't find that job.")
    if job.status in TAKES_NO_TIME:
        message = f"{job.number} is {job.status}. Reopen it first, then ask for sign-off."
        raise UsageError(message, fields={"job": message})
    return job


def choose_approvers(
    work: Work,
    client: Client,
    contact_ids: Sequence[str],
    kind: SignoffKind,
    amount_cents: int | None,
) -> list[Contact]:
    """Return the contacts to ask, in that order. Raises UsageError (field `approvers`) if any of them can't be."""
    known = {contact.id: contact for contact in contacts.of_client(work.session, client.id)}
    chosen = list(dict.fromkeys(contact_ids))
    problems = []
    if not chosen:
        problems.append(f"Please choose who at {client.name} decides.")
    if len(chosen) > MOST_APPROVERS:
        problems.append(f"You can ask up to {MOST_APPROVERS} people at once.")
    for contact_id in chosen:
        if contact := known.get(contact_id):
            problems.append(
                cannot_approve(contact, kind, amount_cents, client.currency) or _unreachable(work, client, contact)
            )
        else:
            problems.append(f"One of these is no longer a contact of {client.name}.")
    if message := " ".join(filter(None, problems)):
        raise UsageError(message, fields={"approvers": message})
    return [known[contact_id] for contact_id in chosen]


def add_approver(work: Work, signoff: Signoff, contact: Contact) -> SignoffApprover:
    """Add a contact as an approver, by the channel that they prefer."""
    row = SignoffApprover(id=work.new_id(), signoff_id=signoff.id, contact_id=contact.id, channel=contact.prefers)
    work.session.add(row)
    work.session.flush()
    return row


def facts_of_approver(approver: SignoffApprover) -> dict[str, str]:
    """Return the log's facts of an approver."""
    return {"approver": approver.id, "contact": approver.contact_id, "channel": approver.channel.value}


def ask(
    work: Work,
    signoff: Signoff,
    client: Client,
    approvers: Sequence[SignoffApprover],
    again: str = "",
) -> None:
    """Queue the messages that ask these approvers: one in the shared channel after the file, and each mail.

    `again` tells the mails apart from those sent before.
    """
    shared = shared_channel(work.session, client)
    if shared and any(each.channel == ContactChannel.CHAT for each in approvers):
        if signoff.file_id:
            queue(work, SignoffFile(signoff_id=signoff.id), shared, f"signoff-file:{signoff.id}")
        queue(work, SignoffAsked(signoff_id=signoff.id), shared, asked_key(signoff.id))
    for each in approvers:
        if each.channel == ContactChannel.EMAIL:
            notice = SignoffAsked(signoff_id=signoff.id, approver_id=each.id)
            queue(work, notice, destination_of_approver(each), asked_key(signoff.id, each.id, again))


def _unreachable(work: Work, client: Client, contact: Contact) -> str:
    """Return why a contact can't be asked by the channel they prefer; empty if they can."""
    if contact.prefers == ContactChannel.CHAT:
        if shared_channel(work.session, client) is None:
            return f"{contact.name} prefers chat, but {_no_channel(work.session, client)}"
        if contact.address is None:
            return f"{contact.name} prefers chat, but I don't know who they are there. Pick them in the contact."
        return ""
    if not work.bot.can_mail:
        return (
            f"{contact.name} prefers e-mail, but e-mail is off here. "
            "Ask your operator to set SMTP_URL, MAIL_FROM and PUBLIC_URL."
        )
    return "" if contact.email else f"{contact.name} prefers e-mail, but has no e-mail address yet."


def _no_channel(session: Session, client: Client) -> str:
    """Return why we can't post to a client, and what to do."""
    if named := channels.ref_of(session, client.shared_channel_id):
        return f"I can't see #{named.name} yet. Invite me there."
    return f"{client.name} has no shared channel yet. Add one to the client."


def _series(session: Session, job: Job, request: SignoffRequest, artefact: Artefact) -> list[Signoff]:
    """Return the earlier versions, newest first; a Revised Estimate follows the estimate before it."""
    if request.series_id:
        before = list(signoffs.in_series(session, request.series_id))
        if not before or before[0].job_id != job.id:
            raise UsageError(message := f"I can't find that sign-off of {job.number}.", fields={"series": message})
        if any(bool(each.estimate_id) != bool(artefact.estimate_id) for each in before):
            message = "An estimate and something else can't be versions of one thing."
            raise UsageError(message, fields={"series": message})
        return before
    if artefact.estimate_id:
        first = next((each for each in signoffs.of_job(session, job.id) if each.estimate_id), None)
        return list(signoffs.in_series(session, first.series_id)) if first else []
    return []


def _supersede(staff: Staff, series: Sequence[Signoff]) -> int | None:
    """Supersede the open version, and have each message of the series link to the new one; return its number."""
    closed = None
    for row in series:
        held = signoffs.by_id(staff.session, row.id, locked=True)
        if held and held.status == SignoffStatus.OPEN:
            close(staff, held, SignoffStatus.SUPERSEDED, staff.id)
            closed = held.version
        signoff_changed(staff.session, row.id)
    return closed


def _check_words(staff: Staff, job: Job, request: SignoffRequest) -> None:
    check_length("title", request.title, LONGEST_TITLE)
    check_length("note", request.note, LONGEST_NOTE)
    today = local_date(staff.now(), zone_of_client(staff.session, job.client, staff.id))
    if request.due_on and request.due_on < today:
        message = f"That day has passed. Today is {today:%a} {today.day} {today:%b %Y}."
        raise UsageError(message, fields={"due_on": message})


def _add(staff: Staff, job: Job, request: SignoffRequest, artefact: Artefact, series: Sequence[Signoff]) -> Signoff:
    made = staff.new_id()
    title = artefact.title or request.title.strip()
    if not title:
        raise UsageError(message := "Please say in a few words what it is.", fields={"title": message})
    row = Signoff(
        id=made,
        series_id=series[0].series_id if series else made,
        version=series[0].version + 1 if series else 1,
        job_id=job.id,
        kind=request.kind,
        title=title,
        content_hash=artefact.content_hash,
        quorum=request.quorum,
        requested_by_id=staff.id,
        requested_at=staff.now(),
        file_id=artefact.file_id,
        link=artefact.link or None,
        estimate_id=artefact.estimate_id,
        due_on=request.due_on,
        note=request.note.strip(),
    )
    staff.session.add(row)
    staff.session.flush()
    return row
