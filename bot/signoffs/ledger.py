"""The log of sign-offs: adding events, and checking that nothing in it was ever changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, Work
from bot.kit.operators import require_operator
from bot.model import Model
from bot.rules.permissions import Act
from bot.rules.signoffs.ledger import ENVELOPE, GENESIS, Break, Chain, Link, canonical, digest, sealed, written
from storage.kit import files
from storage.signoffs import ledger, signoffs
from storage.signoffs.ledger import LedgerEvent
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.signoffs import SignoffEvent

# The events that change a sign-off's status; each carries the new one.
CHANGES_STATUS = (SignoffEvent.SETTLED, SignoffEvent.WITHDRAWN, SignoffEvent.SUPERSEDED)


class LogVerified(Model):
    """The result of checking the log: the number of events in order, its head, and the problem, if any.

    `broken_at` is the position of the first broken event; `problem` is empty if all is in order. `head_position` is
    the position of the requested head.
    """

    events: int
    head: str
    problem: str = ""
    broken_at: int | None = None
    head_position: int | None = None


def append(work: Work, event: SignoffEvent, signoff_id: str, body: Mapping[str, Any] | None = None) -> LedgerEvent:
    """Add an event to the end of the log, in the transaction of the change it logs, which locks the log until it ends.

    `body` has the event's own facts: people by id, texts by their hash, no floats. Raises ValueError.
    """
    end = ledger.hold_head(work.session, GENESIS)
    facts = dict(body or {})
    if taken := set(facts) & set(ENVELOPE):
        raise ValueError(f"every event sets these itself: {', '.join(sorted(taken))}")
    at = work.now()
    text = canonical(facts | {"at": written(at), "event": event.value, "signoff": signoff_id})
    row = LedgerEvent(
        position=end.position + 1,
        at=at,
        event=event,
        signoff_id=signoff_id,
        body=text,
        previous=end.hash,
        hash=sealed(end.hash, end.position + 1, text),
    )
    work.session.add(row)
    end.position, end.hash = row.position, row.hash
    work.session.flush()
    return row


def verify(bot: Bot, actor: Actor, head: str | None = None) -> LogVerified:
    """Check the whole chain, that it has `head`, and that the tables and files match it. Raises NotAllowed.

    That covers sign-offs, decisions, and every stored file to the byte. A head that was written down earlier (each
    receipt names one) proves that nothing up to it was rewritten or cut off.
    """
    require_operator(actor, Act.VERIFY)
    chain, logged = Chain(head.strip().lower() if head else None), LoggedState()
    with bot.store.read() as session:
        for event in ledger.events(session):
            if not chain.take(_link(event)):
                break
            logged.take(json.loads(event.body))
        wrong = chain.broken or _wrong_end(session, chain)
        wrong = wrong or next(logged.disagreements(session), None) or next(_changed_files(session), None)
    return LogVerified(
        events=chain.position,
        head=chain.hash,
        problem=wrong.problem if wrong else "",
        broken_at=(wrong.position or None) if wrong else None,
        head_position=chain.head_position,
    )


def facts_of_decision(approver: SignoffApprover) -> dict[str, Any]:
    """Return the log's facts of a decision: words as hashes and no names, so that both can be erased."""
    return {
        "approver": approver.id,
        "contact": approver.contact_id,
        "decision": approver.decision.value if approver.decision else None,
        "decided_at": written(approver.decided_at) if approver.decided_at else None,
        "via": approver.via.value if approver.via else None,
        "recorded_by": approver.recorded_by_id,
        "said_sha256": digest(approver.said),
        "evidence_sha256": digest(approver.evidence),
    }


def facts_of_request(signoff: Signoff) -> dict[str, Any]:
    """Return the log's facts of a request, with its words as hashes."""
    return {
        "content": signoff.content_hash,
        "series": signoff.series_id,
        "version": signoff.version,
        "job": signoff.job_id,
        "kind": signoff.kind.value,
        "quorum": signoff.quorum.value,
        "file": signoff.file_id,
        "estimate": signoff.estimate_id,
        "due_on": signoff.due_on.isoformat() if signoff.due_on else None,
        "by": signoff.requested_by_id,
        "title_sha256": digest(signoff.title),
        "note_sha256": digest(signoff.note),
        "link_sha256": digest(signoff.link) if signoff.link else None,
    }


class LoggedState:
    """The state according to the log, by sign-off and by approver, to compare with the tables."""

    def __init__(self) -> None:
        self._requests: dict[str, dict[str, Any]] = {}
        self._status: dict[str, str] = {}
        self._decisions: dict[str, dict[str, Any]] = {}

    def take(self, body: dict[str, Any]) -> None:
        """Take in one event."""
        match body["event"]:
            case SignoffEvent.REQUESTED:
                self._requests[body["signoff"]] = body
                self._status[body["signoff"]] = "open"
            case SignoffEvent.DECIDED:
                self._decisions[body["approver"]] = body
            case event if event in CHANGES_STATUS:
                self._status[body["signoff"]] = body["status"]

    def disagreements(self, session: Session) -> Iterator[Break]:
        """Yield where the tables disagree with the log, as breaks at position 0, since no event is broken."""
        for signoff in signoffs.every_signoff(session):
            told = self._requests.pop(signoff.id, None)
            if told is None or not facts_of_request(signoff).items() <= told.items():
                yield Break(0, f"the request of sign-off {signoff.id} isn't what the log says")
            elif self._status[signoff.id] != signoff.status:
                said = self._status[signoff.id]
                yield Break(0, f"sign-off {signoff.id} is marked “{signoff.status}”, but the log says “{said}”")
        for approver in signoffs.every_decision(session):
            told = self._decisions.pop(approver.id, None)
            if told is None or not facts_of_decision(approver).items() <= told.items():
                yield Break(0, f"the decision of approver {approver.id} isn't what the log says")
        for gone in (*self._requests, *self._decisions):
            yield Break(0, f"{gone} is in the log, but gone from its table")


def _wrong_end(session: Session, chain: Chain) -> Break | None:
    end = ledger.head(session)
    kept = (end.position, end.hash) if end else (0, GENESIS)
    if kept != (chain.position, chain.hash):
        return Break(chain.position + 1, f"the end is cut off: {kept[0]} events were written")
    if chain.head and chain.head_position is None:
        return Break(0, "that head is nowhere in the log: the events up to it were rewritten or cut off")
    return None


def _changed_files(session: Session) -> Iterator[Break]:
    """Yield artefacts, documents and certificates whose bytes have changed."""
    for file_id in files.every_id(session):
        found = hashlib.sha256()
        for piece in files.pieces(session, file_id):
            found.update(piece)
        if found.hexdigest() != file_id:
            yield Break(0, f"the stored file {file_id} has changed: its bytes don't match its hash")


def _link(event: LedgerEvent) -> Link:
    return Link(event.position, event.at, event.event, event.signoff_id, event.body, event.previous, event.hash)
