"""What becomes of a sign-off by the decisions of its approvers."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from bot.errors import UsageError
from bot.rules.people.rates import format_money
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus

LONGEST_SAID = 3000
LONGEST_TITLE = 200
LONGEST_NOTE = 2000
LONGEST_LINK = 2000
LARGEST_FILE = 25 * 1024 * 1024
MOST_APPROVERS = 10

APPROVALS = (SignoffDecision.APPROVED, SignoffDecision.APPROVED_WITH_CHANGES)
# A decision that is nothing without its words, and what is asked for.
MUST_SAY = {
    SignoffDecision.APPROVED_WITH_CHANGES: "Please say which changes to make: they are part of what you approve.",
    SignoffDecision.CHANGES_REQUESTED: "Please say what should change, so that the next version gets it right.",
    SignoffDecision.DECLINED: "Please say why, in a few words.",
}
# Once it is in one of these, nobody decides any more.
SETTLED = (
    SignoffStatus.APPROVED,
    SignoffStatus.APPROVED_WITH_CHANGES,
    SignoffStatus.CHANGES_REQUESTED,
    SignoffStatus.DECLINED,
)


def outcome(quorum: Quorum, decisions: Sequence[SignoffDecision | None]) -> SignoffStatus | None:
    """What the decisions (None: not yet) of all who are asked come to; None while it is still open.

    Any one: the first decision is that of the client. All: everybody approves, the first who does not settles it.
    Majority: more than half of those who are asked approve; it is settled once they do, or can no more.
    """
    approvals = [each for each in decisions if each in APPROVALS]
    against = [each for each in decisions if each and each not in APPROVALS]
    if not decisions or not (approvals or against):
        return None
    needed = {Quorum.ANY: 1, Quorum.ALL: len(decisions), Quorum.MAJORITY: len(decisions) // 2 + 1}[quorum]
    if len(approvals) >= needed:
        return _approved(approvals)
    if quorum == Quorum.ANY or len(decisions) - len(against) < needed:
        return _refused(against)
    return None


def _approved(approvals: Sequence[SignoffDecision]) -> SignoffStatus:
    plain = all(each == SignoffDecision.APPROVED for each in approvals)
    return SignoffStatus.APPROVED if plain else SignoffStatus.APPROVED_WITH_CHANGES


def _refused(against: Sequence[SignoffDecision]) -> SignoffStatus:
    """Where anybody says what to change, work goes on; declined is what all of them declined."""
    declined = all(each == SignoffDecision.DECLINED for each in against)
    return SignoffStatus.DECLINED if declined else SignoffStatus.CHANGES_REQUESTED


def check_said(decision: SignoffDecision, said: str) -> None:
    """Raise UsageError (field `said`) where a decision lacks its words, or has too many."""
    if decision in MUST_SAY and not said.strip():
        raise UsageError(MUST_SAY[decision], fields={"said": MUST_SAY[decision]})
    check_length("said", said, LONGEST_SAID)


def check_length(field: str, text: str, most: int) -> None:
    """Raise UsageError at a field whose text is longer than what is kept."""
    if len(text) > most:
        message = f"That has {len(text):,} characters; up to {most:,} are kept."
        raise UsageError(message, fields={field: message})


class Approves(Protocol):
    """Somebody at a client, and what they may approve: kinds, up to an amount in cents (None: any)."""

    name: str
    approves: list[str]
    limit_cents: int | None


def cannot_approve(contact: Approves, kind: SignoffKind, amount_cents: int | None, currency: str) -> str:
    """Why a contact may not decide on that, as a sentence; empty where they may. `amount_cents` is an estimate's."""
    if kind not in contact.approves:
        allowed = ", ".join(contact.approves) or "nothing yet"
        return f"{contact.name} may not approve this kind ({kind}); they may approve: {allowed}."
    if amount_cents is not None and contact.limit_cents is not None and amount_cents > contact.limit_cents:
        limit, amount = (format_money(cents, currency) for cents in (contact.limit_cents, amount_cents))
        return f"{contact.name} may approve up to {limit}, and this is {amount}."
    return ""


def read_link(text: str) -> str:
    """A link to what is to be signed off. Raises UsageError (field `link`) for anything but a web address."""
    link = text.strip()
    check_length("link", link, LONGEST_LINK)
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or any(map(str.isspace, link)):
        message = "That is no web address. It begins with https://, for example https://example.com/layout-v2.pdf"
        raise UsageError(message, fields={"link": message})
    return link
