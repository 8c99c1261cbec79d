"""Deciding in chat, and recording a client's decisions made elsewhere."""

import json

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import BotError, Conflict, NotAllowed, UsageError
from bot.model import Model
from bot.people.people import require_person
from bot.rules.permissions import APPROVER, Act, require
from bot.rules.signoffs.ledger import digest
from bot.rules.signoffs.signoffs import LONGEST_SAID, check_length, check_said
from bot.signoffs import ledger
from bot.signoffs.shown import SignoffShown, signoff_shown
from bot.signoffs.signoffs import (
    Decided,
    asked_of,
    require_asked,
    require_open,
    require_signoff,
    require_valid,
    take_decision,
)
from storage.clients import contacts
from storage.people import people
from storage.people.people import Address
from storage.signoffs import ledger as kept
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.platforms import EMAIL
from storage.words.signoffs import SignoffDecision, SignoffEvent, Via
from storage.words.time import Change


class DecisionTaken(Model):
    """An approver decided."""

    signoff: SignoffShown
    decision: SignoffDecision


class DecisionRecorded(Model):
    """Staff recorded an approver's decision made elsewhere."""

    signoff: SignoffShown
    approver: str
    decision: SignoffDecision


class Record(Model):
    """A record by staff: the approver, the decision, its words, and the evidence (a link, a letter, a call)."""

    approver_id: str
    decision: SignoffDecision
    said: str = ""
    evidence: str = ""


def decide_in_chat(bot: Bot, actor: Actor, signoff_id: str, decision: SignoffDecision, said: str = "") -> DecisionTaken:
    """Decide as the approver with the actor's chat address.

    Raises UsageError and Conflict as `take_decision` does, and NotAllowed for anybody who isn't asked. Refused
    attempts go on record.
    """
    try:
        return _decide_in_chat(bot, actor, signoff_id, decision, said)
    except (NotAllowed, Conflict) as refused:
        put_attempt_on_record(bot, actor, signoff_id, decision, refused)
        raise


@once
def _decide_in_chat(work: Work, signoff_id: str, decision: SignoffDecision, said: str) -> DecisionTaken:
    signoff = require_signoff(work.session, signoff_id)
    approver = _approver(work, signoff)
    shown = take_decision(work, signoff, approver, Decided(decision=decision, said=said, via=Via.CHAT))
    return DecisionTaken(signoff=shown, decision=decision)


def decision_form(bot: Bot, actor: Actor, signoff_id: str, decision: SignoffDecision) -> SignoffShown:
    """Return the sign-off for the form with a decision's words. Raises and records attempts as `decide_in_chat`."""
    try:
        with bot.read(actor) as work:
            signoff = signoffs.by_id(work.session, signoff_id)
            if signoff:
                approver = _approver(work, signoff)
                require_open(work, signoff)
                require_asked(work, approver)
                require_valid(work, signoff, decision)
            return signoff_shown(work, signoff_id)
    except (NotAllowed, Conflict) as refused:
        put_attempt_on_record(bot, actor, signoff_id, decision, refused)
        raise


def record_form(bot: Bot, actor: Actor, signoff_id: str) -> SignoffShown:
    """Return the sign-off for the form to record a decision. Raises Conflict, NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.RECORD_DECISION)
        shown = signoff_shown(work, signoff_id)
        signoff = signoffs.by_id(work.session, signoff_id)
        if signoff:
            require_open(work, signoff)
        if not shown.waiting:
            raise Conflict(f"There's nobody left to decide on {shown.named}. Please change the approvers first.")
        return shown


@once
def record_decision(work: Work, signoff_id: str, record: Record) -> DecisionRecorded:
    """Record an approver's decision made elsewhere; it's marked as recorded wherever it's shown.

    Raises UsageError by field (approver, said, evidence), Conflict, NotFound, NotAllowed, Unknown.
    """
    person = require_person(work, Act.RECORD_DECISION)
    signoff = require_signoff(work.session, signoff_id)
    require_open(work, signoff)
    approver = next((each for each in asked_of(work.session, signoff) if each.id == record.approver_id), None)
    if approver is None or approver.decision:
        message = "They've decided by now, or are no longer asked. Please look at the card again."
        raise UsageError(message, fields={"approver": message})
    _check_record(record)
    before = history.state_of(approver)
    decided = Decided(
        decision=record.decision,
        said=record.said,
        via=Via.RECORDED,
        recorded_by_id=person.id,
        evidence=record.evidence,
    )
    shown = take_decision(work, signoff, approver, decided)
    history.record(work, person.id, approver, Change.EDITED, before)
    return DecisionRecorded(signoff=shown, approver=shown.approver(approver.id).name, decision=record.decision)


def _check_record(record: Record) -> None:
    check_said(record.decision, record.said)
    if not record.evidence.strip():
        message = "Please say how you know: a link to the message or the letter, or who told who and when."
        raise UsageError(message, fields={"evidence": message})
    check_length("evidence", record.evidence, LONGEST_SAID)


def _approver(work: Work, signoff: Signoff) -> SignoffApprover:
    """Return the approver with the actor's chat address. Raises NotAllowed for staff and strangers."""
    if work.actor.address and _is_staff(work.session, work.actor.address):
        raise NotAllowed(
            "Only the client can decide on this. If they told you their decision, use *Record a decision* on the card "
            "in your own channel. It will be marked as recorded by you."
        )
    for approver in signoffs.approvers_of(work.session, signoff.id):
        contact = contacts.by_id(work.session, approver.contact_id)
        if contact and contact.address == work.actor.address:
            require(Act.DECIDE_SIGNOFF, [APPROVER])
            return approver
    raise NotAllowed(f"You aren't asked for this sign-off, so nothing was changed.{_who_is(work, signoff)}")


def _who_is(work: Work, signoff: Signoff) -> str:
    """Return the names of the approvers, in words; empty unless the actor is from the same client."""
    asked = [
        found for each in asked_of(work.session, signoff) if (found := contacts.by_id(work.session, each.contact_id))
    ]
    clients = {
        each.client_id for each in (contacts.at_address(work.session, work.actor.address) if work.actor.address else ())
    }
    names = [each.name for each in asked if each.client_id in clients]
    return f" It's for {', '.join(names)}." if names else ""


def _is_staff(session: Session, address: Address) -> bool:
    person = people.at_address(session, address)
    return person is not None and person.left_at is None


def put_attempt_on_record(
    bot: Bot, actor: Actor, signoff_id: str, decision: SignoffDecision, refused: BotError
) -> None:
    """Note a refused attempt, once per person and sign-off. A stranger's address is kept in the history only."""
    if actor.address is None:
        return
    why = "not allowed" if isinstance(refused, NotAllowed) else "too late"
    try:
        with bot.begin(actor) as work:
            signoff = require_signoff(work.session, signoff_id)
            known = _known_id(work.session, actor.address)
            who = known or digest(":".join(actor.address))
            before = [each for each in kept.of_signoff(work.session, signoff_id) if each.event == SignoffEvent.REFUSED]
            if any(json.loads(each.body)["who"] == who for each in before):
                return
            facts = {"who": who, "wanted": decision.value, "why": why}
            ledger.append(work, SignoffEvent.REFUSED, signoff_id, facts)
            attempt = {"who": known or list(actor.address), "wanted": decision.value, "why": why}
            history.record_attempt(work, None, signoff, attempt)
    except BotError:
        return  # there's no such sign-off, so nothing to put on record


def _known_id(session: Session, address: Address) -> str | None:
    """Return the id of the person or contact behind an address; None for a stranger. A mail address contains it."""
    if address.platform == EMAIL:
        return address.user
    found = people.at_address(session, address) or next(iter(contacts.at_address(session, address)), None)
    return found.id if found else None
