"""What the account desk does with a sign-off that is open: remind, withdraw, change who is asked."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, UsageError
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import require_person
from bot.rules.kit.dates import local_date
from bot.rules.permissions import Act
from bot.rules.signoffs.signoffs import outcome
from bot.signoffs import ledger
from bot.signoffs.forms import ContactFound, contacts_found
from bot.signoffs.keys import asked_key
from bot.signoffs.notices import Reminds, SignoffReminder, SignoffWithdrawn, signoff_changed
from bot.signoffs.places import place_of_approver, thread_of
from bot.signoffs.reminders import office_of, remind
from bot.signoffs.requests import add_approver, ask, choose_approvers, facts_of_approver
from bot.signoffs.shown import SignoffShown, signoff_shown
from bot.signoffs.signoffs import asked_of, close, require_open, require_signoff
from storage.clients import contacts
from storage.clients.contacts import Contact
from storage.estimates import estimates
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffEvent, SignoffStatus
from storage.words.time import Change


class SignoffReminded(Model):
    """These approvers are reminded."""

    signoff: SignoffShown
    names: Sequence[str]


class SignoffTakenBack(Model):
    """A sign-off was withdrawn."""

    signoff: SignoffShown


class ApproversForm(Model):
    """Who is asked, who else could be, and who has decided and so stays."""

    signoff: SignoffShown
    contacts: Sequence[ContactFound]
    chosen: Sequence[str]
    decided: Sequence[str]


class ApproversChanged(Model):
    """Others are asked now: the names of who is new, and of who is asked no more."""

    signoff: SignoffShown
    added: Sequence[str]
    removed: Sequence[str]


def remind_now(bot: Bot, actor: Actor, signoff_id: str) -> SignoffReminded:
    """Remind all who have not decided, once a day. Raises Conflict, NotFound, NotAllowed, Unknown."""

    def work(session: Session) -> SignoffReminded:
        person, signoff, job = _held(bot, session, actor, signoff_id)
        today = local_date(bot.now(), office_of(session, job.client, signoff).zone)
        reminded = remind(bot, session, signoff, job, Reminds.ASKED, day=today, by_id=person.id)
        shown = signoff_shown(bot, session, signoff.id)
        if not shown.waiting:
            raise Conflict("Nobody is left to be reminded. Please change the approvers.")
        if not reminded:
            raise Conflict("They were reminded today already. Tomorrow you can remind them again.")
        return SignoffReminded(signoff=shown, names=[shown.approver(each.id).name for each in reminded])

    return once(bot, actor, SignoffReminded, work)


def withdraw(bot: Bot, actor: Actor, signoff_id: str) -> SignoffTakenBack:
    """Take a sign-off back: nobody can decide any more. Raises Conflict, NotFound, NotAllowed, Unknown."""

    def work(session: Session) -> SignoffTakenBack:
        person, signoff, _ = _held(bot, session, actor, signoff_id)
        close(bot, session, signoff, SignoffStatus.WITHDRAWN, person.id)
        for each in asked_of(session, signoff):
            _tell_by_mail(bot, session, signoff, each)
        return SignoffTakenBack(signoff=signoff_shown(bot, session, signoff.id))

    return once(bot, actor, SignoffTakenBack, work)


def approvers_form(bot: Bot, actor: Actor, signoff_id: str) -> ApproversForm:
    """What the form to change the approvers begins with. Raises Conflict, NotFound, NotAllowed, Unknown."""
    with bot.store.read() as session:
        require_person(session, actor, Act.REQUEST_SIGNOFF)
        shown = signoff_shown(bot, session, signoff_id)
        signoff = signoffs.by_id(session, signoff_id)
        if signoff:
            require_open(bot, session, signoff)
        return ApproversForm(
            signoff=shown,
            contacts=contacts_found(session, shown.client_id),
            chosen=[each.contact_id for each in shown.asked],
            decided=[each.name for each in shown.asked if each.decision],
        )


def change_approvers(bot: Bot, actor: Actor, signoff_id: str, contact_ids: Sequence[str]) -> ApproversChanged:
    """Ask just these contacts: who is new is asked, who is left out is told when they click.

    Raises UsageError (field `approvers`): who has decided stays, and a change alone never settles anything. Conflict,
    NotFound, NotAllowed, Unknown.
    """

    def work(session: Session) -> ApproversChanged:
        person, signoff, job = _held(bot, session, actor, signoff_id)
        before = {each.contact_id: each for each in signoffs.approvers_of(session, signoff.id)}
        asked = {each.contact_id: each for each in asked_of(session, signoff)}
        _require_decided_stay(session, asked, contact_ids)
        new = [each for each in _choose(bot, session, signoff, job, asked, contact_ids) if each.id not in asked]
        removed = [each for contact_id, each in asked.items() if contact_id not in contact_ids]
        for each in removed:
            each.removed_at = bot.now()
            _tell_by_mail(bot, session, signoff, each)
        added = [_ask_too(bot, session, signoff, one, before.get(one.id)) for one in new]
        session.flush()
        _require_open_still(session, signoff)
        if added or removed:
            _keep(bot, session, person, signoff, job, added, removed)
        shown = signoff_shown(bot, session, signoff.id)
        return ApproversChanged(
            signoff=shown,
            added=[shown.approver(each.id).name for each in added],
            removed=[shown.approver(each.id).name for each in removed],
        )

    return once(bot, actor, ApproversChanged, work)


def _held(bot: Bot, session: Session, actor: Actor, signoff_id: str) -> tuple[Person, Signoff, Job]:
    person = require_person(session, actor, Act.REQUEST_SIGNOFF)
    signoff = require_signoff(session, signoff_id)
    require_open(bot, session, signoff)
    job = jobs.by_id(session, signoff.job_id)
    if job is None:
        raise LookupError(f"no job {signoff.job_id}")
    return person, signoff, job


def _choose(
    bot: Bot,
    session: Session,
    signoff: Signoff,
    job: Job,
    asked: dict[str, SignoffApprover],
    contact_ids: Sequence[str],
) -> Sequence[Contact]:
    """The contacts who are to decide still. What was decided stands, whatever those contacts may decide by now."""
    undecided = [each for each in contact_ids if not (each in asked and asked[each].decision)]
    if contact_ids and not undecided:
        return []
    estimate = estimates.by_id(session, signoff.estimate_id) if signoff.estimate_id else None
    amount = estimate.total_cents if estimate else None
    return choose_approvers(bot, session, job.client, undecided, signoff.kind, amount)


def _require_decided_stay(session: Session, asked: dict[str, SignoffApprover], contact_ids: Sequence[str]) -> None:
    gone = [contact_id for contact_id, each in asked.items() if each.decision and contact_id not in contact_ids]
    names = [contact.name for contact_id in gone if (contact := contacts.by_id(session, contact_id))]
    if names:
        message = f"{', '.join(names)} decided already, and that stays on record. Ask anew with a new version instead."
        raise UsageError(message, fields={"approvers": message})


def _require_open_still(session: Session, signoff: Signoff) -> None:
    """Staff never settle for a client: not by leaving out the one who has not decided either."""
    if outcome(signoff.quorum, [each.decision for each in asked_of(session, signoff)]):
        message = (
            "With only these, what was decided so far would settle it, and that is for the client to do. "
            "Ask somebody else besides, or record the missing decision."
        )
        raise UsageError(message, fields={"approvers": message})


def _ask_too(
    bot: Bot, session: Session, signoff: Signoff, contact: Contact, before: SignoffApprover | None
) -> SignoffApprover:
    """Somebody new, or somebody who was asked `before` and then no more."""
    if before is None:
        return add_approver(bot, session, signoff, contact)
    before.removed_at, before.channel = None, contact.prefers
    return before


def _keep(
    bot: Bot,
    session: Session,
    person: Person,
    signoff: Signoff,
    job: Job,
    added: Sequence[SignoffApprover],
    removed: Sequence[SignoffApprover],
) -> None:
    facts = {"by": person.id, "added": [facts_of_approver(each) for each in added]}
    facts |= {"removed": [facts_of_approver(each) for each in removed]}
    ledger.append(bot, session, SignoffEvent.APPROVERS_CHANGED, signoff.id, facts)
    for each in (*added, *removed):
        history.record(bot, session, person.id, each, Change.EDITED if each in removed else Change.MADE)
    now = bot.now().isoformat()
    ask(bot, session, signoff, job.client, added, again=now)
    signoff_changed(session, signoff.id)
    # A mention that comes into a message by an edit notifies nobody.
    in_chat = [each.id for each in added if each.channel == ContactChannel.CHAT]
    if in_chat and (place := thread_of(session, asked_key(signoff.id))):
        notice = SignoffReminder(signoff_id=signoff.id, approver_ids=in_chat, reminds=Reminds.ADDED)
        queue(bot, session, notice, place, f"signoff-added:{signoff.id}:{now}")


def _tell_by_mail(bot: Bot, session: Session, signoff: Signoff, approver: SignoffApprover) -> None:
    if approver.channel == ContactChannel.EMAIL and approver.decision is None:
        notice = SignoffWithdrawn(signoff_id=signoff.id, approver_id=approver.id)
        key = f"signoff-withdrawn:{signoff.id}:{approver.id}:{bot.now().isoformat()}"
        queue(bot, session, notice, place_of_approver(approver), key)
