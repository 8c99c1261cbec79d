"""The account desk's changes to an open sign-off: reminding, withdrawing, changing its approvers."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, UsageError
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff
from bot.rules.kit.dates import local_date
from bot.rules.permissions import Act
from bot.rules.signoffs.signoffs import outcome
from bot.signoffs import ledger
from bot.signoffs.destinations import destination_of_approver, thread_of
from bot.signoffs.forms import ContactFound, contacts_found
from bot.signoffs.keys import asked_key
from bot.signoffs.notices import Reminds, SignoffReminder, SignoffWithdrawn, signoff_changed
from bot.signoffs.reminders import office_of, remind
from bot.signoffs.requests import add_approver, ask, choose_approvers, facts_of_approver
from bot.signoffs.shown import SignoffShown, signoff_shown
from bot.signoffs.signoffs import asked_of, close, require_open, require_signoff
from storage.clients import contacts
from storage.clients.contacts import Contact
from storage.estimates import estimates
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffEvent, SignoffStatus
from storage.words.time import Change


class SignoffReminded(Model):
    """These approvers get a reminder."""

    signoff: SignoffShown
    names: Sequence[str]


class SignoffTakenBack(Model):
    """A sign-off was withdrawn."""

    signoff: SignoffShown


class ApproversForm(Model):
    """The approvers of a sign-off, the contacts who could be added, and those who have decided and so stay."""

    signoff: SignoffShown
    contacts: Sequence[ContactFound]
    chosen: Sequence[str]
    decided: Sequence[str]


class ApproversChanged(Model):
    """The approvers have changed: the names of those added and those removed."""

    signoff: SignoffShown
    added: Sequence[str]
    removed: Sequence[str]


@once
def remind_now(work: Work, signoff_id: str) -> SignoffReminded:
    """Remind everyone who hasn't decided, once a day. Raises Conflict, NotFound, NotAllowed, Unknown."""
    staff, signoff, job = _held(work, signoff_id)
    today = local_date(staff.now(), office_of(staff.session, job.client, signoff).zone)
    reminded = remind(staff, signoff, job, Reminds.ASKED, day=today, by_id=staff.id)
    shown = signoff_shown(staff, signoff.id)
    if not shown.waiting:
        raise Conflict("There's nobody left to remind. Please change the approvers.")
    if not reminded:
        raise Conflict("They've had a reminder today. You can remind them again tomorrow.")
    return SignoffReminded(signoff=shown, names=[shown.approver(each.id).name for each in reminded])


@once
def withdraw(work: Work, signoff_id: str) -> SignoffTakenBack:
    """Withdraw a sign-off, so that nobody can decide on it. Raises Conflict, NotFound, NotAllowed, Unknown."""
    staff, signoff, _ = _held(work, signoff_id)
    close(staff, signoff, SignoffStatus.WITHDRAWN, staff.id)
    for each in asked_of(staff.session, signoff):
        _tell_by_mail(staff, signoff, each)
    return SignoffTakenBack(signoff=signoff_shown(staff, signoff.id))


def approvers_form(bot: Bot, actor: Actor, signoff_id: str) -> ApproversForm:
    """Return the initial values of the approvers form. Raises Conflict, NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.REQUEST_SIGNOFF)
        shown = signoff_shown(work, signoff_id)
        signoff = signoffs.by_id(work.session, signoff_id)
        if signoff:
            require_open(work, signoff)
        return ApproversForm(
            signoff=shown,
            contacts=contacts_found(work.session, shown.client_id),
            chosen=[each.contact_id for each in shown.asked],
            decided=[each.name for each in shown.asked if each.decision],
        )


@once
def change_approvers(work: Work, signoff_id: str, contact_ids: Sequence[str]) -> ApproversChanged:
    """Make these contacts the approvers: new ones are asked, and those removed learn it when they click.

    Raises UsageError (field `approvers`) if it would remove somebody who has decided, or would settle the sign-off;
    Conflict, NotFound, NotAllowed, Unknown.
    """
    staff, signoff, job = _held(work, signoff_id)
    before = {each.contact_id: each for each in signoffs.approvers_of(staff.session, signoff.id)}
    asked = {each.contact_id: each for each in asked_of(staff.session, signoff)}
    _require_decided_stay(staff.session, asked, contact_ids)
    new = [each for each in _choose(staff, signoff, job, asked, contact_ids) if each.id not in asked]
    removed = [each for contact_id, each in asked.items() if contact_id not in contact_ids]
    for each in removed:
        each.removed_at = staff.now()
        _tell_by_mail(staff, signoff, each)
    added = [_ask_too(staff, signoff, one, before.get(one.id)) for one in new]
    staff.session.flush()
    _require_open_still(staff.session, signoff)
    if added or removed:
        _keep(staff, signoff, job, added, removed)
    shown = signoff_shown(staff, signoff.id)
    return ApproversChanged(
        signoff=shown,
        added=[shown.approver(each.id).name for each in added],
        removed=[shown.approver(each.id).name for each in removed],
    )


def _held(work: Work, signoff_id: str) -> tuple[Staff, Signoff, Job]:
    staff = require_staff(work, Act.REQUEST_SIGNOFF)
    signoff = require_signoff(staff.session, signoff_id)
    require_open(staff, signoff)
    job = jobs.by_id(staff.session, signoff.job_id)
    if job is None:
        raise LookupError(f"no job {signoff.job_id}")
    return staff, signoff, job


def _choose(
    work: Work,
    signoff: Signoff,
    job: Job,
    asked: dict[str, SignoffApprover],
    contact_ids: Sequence[str],
) -> Sequence[Contact]:
    """Return the contacts who still have to decide. Past decisions count, even if those contacts may not decide now."""
    undecided = [each for each in contact_ids if not (each in asked and asked[each].decision)]
    if contact_ids and not undecided:
        return []
    estimate = estimates.by_id(work.session, signoff.estimate_id) if signoff.estimate_id else None
    amount = estimate.total_cents if estimate else None
    return choose_approvers(work, job.client, undecided, signoff.kind, amount)


def _require_decided_stay(session: Session, asked: dict[str, SignoffApprover], contact_ids: Sequence[str]) -> None:
    gone = [contact_id for contact_id, each in asked.items() if each.decision and contact_id not in contact_ids]
    names = [contact.name for contact_id in gone if (contact := contacts.by_id(session, contact_id))]
    if names:
        message = f"{', '.join(names)} decided already, and that stays on record. Ask again with a new version instead."
        raise UsageError(message, fields={"approvers": message})


def _require_open_still(session: Session, signoff: Signoff) -> None:
    """Staff never settle for a client, not even by removing the one approver who hasn't decided."""
    if outcome(signoff.quorum, [each.decision for each in asked_of(session, signoff)]):
        message = (
            "With only these approvers, the decisions so far would settle it, and only the client can do that. "
            "Add somebody else, or record the missing decision."
        )
        raise UsageError(message, fields={"approvers": message})


def _ask_too(work: Work, signoff: Signoff, contact: Contact, before: SignoffApprover | None) -> SignoffApprover:
    """Return a new approver, or the one from `before` who had been removed."""
    if before is None:
        return add_approver(work, signoff, contact)
    before.removed_at, before.channel = None, contact.prefers
    return before


def _keep(
    staff: Staff,
    signoff: Signoff,
    job: Job,
    added: Sequence[SignoffApprover],
    removed: Sequence[SignoffApprover],
) -> None:
    facts = {"by": staff.id, "added": [facts_of_approver(each) for each in added]}
    facts |= {"removed": [facts_of_approver(each) for each in removed]}
    ledger.append(staff, SignoffEvent.APPROVERS_CHANGED, signoff.id, facts)
    for each in (*added, *removed):
        history.record(staff, staff.id, each, Change.EDITED if each in removed else Change.MADE)
    now = staff.now().isoformat()
    ask(staff, signoff, job.client, added, again=now)
    signoff_changed(staff.session, signoff.id)
    # Adding a mention by editing a message notifies nobody.
    in_chat = [each.id for each in added if each.channel == ContactChannel.CHAT]
    if in_chat and (destination := thread_of(staff.session, asked_key(signoff.id))):
        notice = SignoffReminder(signoff_id=signoff.id, approver_ids=in_chat, reminds=Reminds.ADDED)
        queue(staff, notice, destination, f"signoff-added:{signoff.id}:{now}")


def _tell_by_mail(work: Work, signoff: Signoff, approver: SignoffApprover) -> None:
    if approver.channel == ContactChannel.EMAIL and approver.decision is None:
        notice = SignoffWithdrawn(signoff_id=signoff.id, approver_id=approver.id)
        key = f"signoff-withdrawn:{signoff.id}:{approver.id}:{work.now().isoformat()}"
        queue(work, notice, destination_of_approver(approver), key)
