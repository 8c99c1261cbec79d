"""Sign-offs: the only place that takes a client's decision, and its consequences."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import history
from bot.core import Work
from bot.errors import Conflict, NotAllowed, NotFound
from bot.estimates.estimates import client_decided
from bot.messaging.notices import queue
from bot.model import Model
from bot.rules.kit.dates import describe_day
from bot.rules.signoffs.signoffs import check_said, outcome
from bot.signoffs import ledger
from bot.signoffs.destinations import desk_destination, destination_of_approver, shared_destination
from bot.signoffs.notices import Side, SignoffReceipt, signoff_changed
from bot.signoffs.shown import SignoffShown, is_asked, signoff_shown
from storage.clients import contacts
from storage.clients.clients import Client
from storage.estimates import estimates
from storage.jobs import jobs
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffDecision, SignoffEvent, SignoffStatus, Via
from storage.words.time import Change

APPROVING = (SignoffDecision.APPROVED, SignoffDecision.APPROVED_WITH_CHANGES)
DONE = {
    SignoffDecision.APPROVED: "approved",
    SignoffDecision.APPROVED_WITH_CHANGES: "approved with changes",
    SignoffDecision.CHANGES_REQUESTED: "requested changes",
    SignoffDecision.DECLINED: "declined",
}


class Decided(Model):
    """An approver's decision, and how it reached the bot.

    `said` is the change they want, or their reason; `name` the name that they typed to confirm. A decision recorded
    by staff has the recorder's id and the evidence.
    """

    decision: SignoffDecision
    said: str = ""
    via: Via
    name: str = ""
    recorded_by_id: str | None = None
    evidence: str = ""


def require_signoff(session: Session, signoff_id: str) -> Signoff:
    """Return the sign-off with that id, locked until the transaction ends, so one person decides at a time.

    Raises NotFound.
    """
    signoff = signoffs.by_id(session, signoff_id, locked=True)
    if signoff is None:
        raise NotFound("I can't find that sign-off.")
    return signoff


def take_decision(work: Work, signoff: Signoff, approver: SignoffApprover, decided: Decided) -> SignoffShown:
    """Take one approver's decision on a locked sign-off, with the log, the outcome, and the messages.

    Raises Conflict if it can no longer be decided (says who decided what, or that the estimate lapsed), NotAllowed
    for a removed approver, UsageError (field `said`) if the words are missing.
    """
    require_open(work, signoff)
    require_asked(work, approver)
    if decided.via != Via.RECORDED:
        require_valid(work, signoff, decided.decision)
    check_said(decided.decision, decided.said)
    approver.decision, approver.decided_at, approver.via = decided.decision, work.now(), decided.via
    approver.said, approver.confirmed_name = decided.said.strip(), decided.name.strip()
    approver.recorded_by_id, approver.evidence = decided.recorded_by_id, decided.evidence.strip()
    work.session.flush()
    facts = ledger.facts_of_decision(approver)
    ledger.append(work, SignoffEvent.DECIDED, signoff.id, facts | {"content": signoff.content_hash})
    if status := outcome(signoff.quorum, [each.decision for each in asked_of(work.session, signoff)]):
        _settle(work, signoff, status)
    signoff_changed(work.session, signoff.id)
    return signoff_shown(work, signoff.id)


def asked_of(session: Session, signoff: Signoff) -> Sequence[SignoffApprover]:
    """Return the approvers who count, in the order in which they were named."""
    everyone = signoffs.approvers_of(session, signoff.id)
    return [each for each in everyone if is_asked(each, contacts.by_id(session, each.contact_id))]


def require_open(work: Work, signoff: Signoff) -> None:
    """Raise Conflict, with the current state, if a sign-off can no longer be decided."""
    if signoff.status == SignoffStatus.OPEN:
        return
    shown = signoff_shown(work, signoff.id)
    match signoff.status:
        case SignoffStatus.WITHDRAWN:
            raise Conflict(f"The agency has withdrawn {shown.named}, so there's nothing to decide.")
        case SignoffStatus.SUPERSEDED:
            newer = f"version {shown.newer.version}" if shown.newer else "a newer version"
            raise Conflict(f"{shown.named} is closed. Please decide on {newer}, which replaces it.")
        case _:
            said = [f"{each.name} {DONE[each.decision]}" for each in shown.approvers if each.decision]
            raise Conflict(f"{shown.named} is decided: {signoff.status} ({', '.join(said)}). Nothing was changed.")


def require_asked(work: Work, approver: SignoffApprover) -> None:
    """Raise NotAllowed for an approver who's no longer asked, Conflict for one who has decided."""
    if not is_asked(approver, contacts.by_id(work.session, approver.contact_id)):
        raise NotAllowed("You're no longer asked for this sign-off. The agency's account team can tell you more.")
    if approver.decision:
        raise Conflict(
            f"You {DONE[approver.decision]} this already, and that's on record. "
            "To change it, please tell the agency's account team. They can ask again with a new version."
        )


def require_valid(work: Work, signoff: Signoff, decision: SignoffDecision) -> None:
    """Raise Conflict if a client approves an estimate after its last valid day; the agency has to agree again."""
    estimate = estimates.by_id(work.session, signoff.estimate_id) if signoff.estimate_id else None
    if estimate is None or estimate.valid_until is None or decision not in APPROVING:
        return
    today = signoff_shown(work, signoff.id).today
    if estimate.valid_until < today:
        raise Conflict(
            f"This estimate was valid until {describe_day(estimate.valid_until, today)}, so you can't approve it "
            "now, and nothing was changed. Please tell the agency's account team that you'd like to. They can agree "
            "to it, or send you a new version."
        )


def close(work: Work, signoff: Signoff, status: SignoffStatus, by_id: str) -> None:
    """Close an open sign-off without a decision: withdrawn, or superseded by a newer version."""
    before = history.state_of(signoff)
    signoff.status = status
    event = SignoffEvent.WITHDRAWN if status == SignoffStatus.WITHDRAWN else SignoffEvent.SUPERSEDED
    ledger.append(work, event, signoff.id, {"by": by_id, "status": status.value})
    history.record(work, by_id, signoff, Change.ENDED, before)
    _tell_estimate(work, signoff)
    signoff_changed(work.session, signoff.id)


def _settle(work: Work, signoff: Signoff, status: SignoffStatus) -> None:
    signoff.status, signoff.settled_at = status, work.now()
    work.session.flush()
    facts = {"status": status.value, "content": signoff.content_hash}
    ledger.append(work, SignoffEvent.SETTLED, signoff.id, facts)
    _tell_estimate(work, signoff)
    job = jobs.by_id(work.session, signoff.job_id)
    if job:
        _send_receipts(work, signoff, job.client)


def _tell_estimate(work: Work, signoff: Signoff) -> None:
    """Pass a sign-off's status on to its estimate."""
    if signoff.estimate_id:
        client_decided(work, signoff.estimate_id, signoff.status, work.now())


def _send_receipts(work: Work, signoff: Signoff, client: Client) -> None:
    """Send both sides a receipt: the shared channel's thread, each approver by mail, and the agency's own channel."""
    asked = asked_of(work.session, signoff)
    if any(each.channel == ContactChannel.CHAT for each in asked) and (
        destination := shared_destination(work.session, signoff, client)
    ):
        notice = SignoffReceipt(signoff_id=signoff.id, side=Side.CLIENT)
        queue(work, notice, destination, f"signoff-receipt:{signoff.id}:chat")
    for approver in asked:
        if approver.channel == ContactChannel.EMAIL:
            mail = SignoffReceipt(signoff_id=signoff.id, side=Side.CLIENT, approver_id=approver.id)
            destination = destination_of_approver(approver)
            queue(work, mail, destination, f"signoff-receipt:{signoff.id}:{approver.id}")
    if desk := desk_destination(work.session, signoff, client):
        notice = SignoffReceipt(signoff_id=signoff.id, side=Side.AGENCY)
        queue(work, notice, desk, f"signoff-receipt:{signoff.id}:agency")
