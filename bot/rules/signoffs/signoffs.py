"""The outcome of a sign-off from its approvers' decisions."""

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
# The decisions that need words, with the question for them.
MUST_SAY = {
    SignoffDecision.APPROVED_WITH_CHANGES: "Please say which changes to make. They're part of what you approve.",
    SignoffDecision.CHANGES_REQUESTED: "Please say what should change, so that the next version gets it right.",
    SignoffDecision.DECLINED: "Please say why, in a few words.",
}
# Once it's in one of these, nobody can decide.
SETTLED = (
    SignoffStatus.APPROVED,
    SignoffStatus.APPROVED_WITH_CHANGES,
    SignoffStatus.CHANGES_REQUESTED,
    SignoffStatus.DECLINED,
)


def outcome(quorum: Quorum, decisions: Sequence[SignoffDecision | None]) -> SignoffStatus | None:
    """Return the outcome of all approvers' decisions (None: not yet); None while it's still open.

    Any one: the first decision counts as the client's. All: everybody has to approve; the first who doesn't settles it.
    Majority: more than half of the approvers have to approve; it's settled once they have, or no longer can.
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
    """Return the outcome of a refusal: changes requested if anybody asks for changes, declined if all decline."""
    declined = all(each == SignoffDecision.DECLINED for each in against)
    return SignoffStatus.DECLINED if declined else SignoffStatus.CHANGES_REQUESTED


def check_said(decision: SignoffDecision, said: str) -> None:
    """Raise UsageError (field `said`) if a decision lacks its words, or has too many."""
    if decision in MUST_SAY and not said.strip():
        raise UsageError(MUST_SAY[decision], fields={"said": MUST_SAY[decision]})
    check_length("said", said, LONGEST_SAID)


def check_length(field: str, text: str, most: int) -> None:
    """Raise UsageError at a field whose text is too long."""
    if len(text) > most:
        message = f"That's {len(text):,} characters; the limit is {most:,}."
        raise UsageError(message, fields={field: message})


class Approves(Protocol):
    """Somebody at a client with the kinds they may approve, up to an amount in cents (None: any)."""

    name: str
    approves: list[str]
    limit_cents: int | None


def cannot_approve(contact: Approves, kind: SignoffKind, amount_cents: int | None, currency: str) -> str:
    """Return why a contact can't decide on that, as a sentence; empty if they can. `amount_cents` is an estimate's."""
    if kind not in contact.approves:
        allowed = ", ".join(contact.approves) or "nothing yet"
        return f"{contact.name} can't approve this kind ({kind}). They can approve: {allowed}."
    if amount_cents is not None and contact.limit_cents is not None and amount_cents > contact.limit_cents:
        limit, amount = (format_money(cents, currency) for cents in (contact.limit_cents, amount_cents))
        return f"{contact.name} can approve up to {limit}, but this is {amount}."
    return ""


def read_link(text: str) -> str:
    """Return a link to the thing to sign off. Raises UsageError (field `link`) for anything but a web address."""
    link = text.strip()
    check_length("link", link, LONGEST_LINK)
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or any(map(str.isspace, link)):
        message = "That isn't a web address. Use one that begins with https://, e.g. https://example.com/layout-v2.pdf"
        raise UsageError(message, fields={"link": message})
    return link
