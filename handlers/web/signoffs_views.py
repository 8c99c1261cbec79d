"""Values for the sign-off page's templates: pure functions of the facts."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.rules.kit.media import PDF, is_picture
from bot.signoffs.pages import PageShown
from bot.signoffs.shown import ApproverShown, ArtefactKind, SignoffShown
from handlers.mail.signoffs.letters import decision_line
from storage.words.signoffs import Quorum, SignoffDecision, SignoffStatus

# Each choice's label, and its effect.
CHOICES = {
    SignoffDecision.APPROVED: ("Approve", "Go ahead with exactly this version."),
    SignoffDecision.APPROVED_WITH_CHANGES: ("Approve with changes", "Go ahead once the changes below are made."),
    SignoffDecision.CHANGES_REQUESTED: ("Request changes", "Show me a new version with the changes below."),
    SignoffDecision.DECLINED: ("Decline", "Don’t go ahead with this."),
}
PAST = {
    SignoffDecision.APPROVED: "You approved this",
    SignoffDecision.APPROVED_WITH_CHANGES: "You approved this with changes",
    SignoffDecision.CHANGES_REQUESTED: "You requested changes",
    SignoffDecision.DECLINED: "You declined this",
}
ENOUGH = {
    Quorum.ANY: "the first decision counts for all",
    Quorum.ALL: "everybody’s approval is needed",
    Quorum.MAJORITY: "more than half must approve",
}
KINDS = {ArtefactKind.FILE: "File", ArtefactKind.LINK: "Link", ArtefactKind.ESTIMATE: "Document"}


def signoff_values(
    shown: PageShown,
    agency: str,
    here: str,
    form: str,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
) -> dict[str, Any]:
    """Return the values of the page that asks; if it's closed, it says why."""
    signoff = shown.signoff
    return {
        **_common(shown, agency, here),
        "can_decide": shown.can_decide,
        "closed": "" if shown.can_decide else _why_closed(shown),
        "is_pdf": shown.preview == PDF,
        "is_picture": is_picture(shown.preview),
        "choices": [(each.value, *words) for each, words in CHOICES.items()],
        "form": form,
        "typed": {"name": "", "said": "", "decision": "", **typed},
        "problems": problems,
        "enough": ENOUGH[signoff.quorum] if len(signoff.asked) > 1 else "",
    }


def receipt_values(shown: PageShown, agency: str, here: str) -> dict[str, Any]:
    """Return the values of the page with the decision."""
    signoff, own = shown.signoff, shown.signoff.approver(shown.approver_id)
    return {
        **_common(shown, agency, here),
        "heading": PAST[own.decision] if own.decision else "",
        "own": own,
        "waits_for": _names(signoff.waiting),
    }


def _common(shown: PageShown, agency: str, here: str) -> dict[str, Any]:
    signoff = shown.signoff
    return {
        "signoff": signoff,
        "artefact_label": KINDS[signoff.artefact.kind],
        "whose": signoff.approver(shown.approver_id).name,
        "agency": agency,
        "here": here,
        "people": [(each.name, _decision(each, signoff), each.said) for each in signoff.asked],
    }


def _decision(approver: ApproverShown, signoff: SignoffShown) -> str:
    if approver.decision:
        return decision_line(approver, signoff.zone)
    return "not decided yet" if signoff.is_open else "was not needed"


def _why_closed(shown: PageShown) -> str:
    """Say why the page is closed, and what happens instead."""
    signoff, own = shown.signoff, shown.signoff.approver(shown.approver_id)
    if signoff.status == SignoffStatus.WITHDRAWN:
        return f"{signoff.requested_by} has taken this back, so there is nothing to decide."
    if signoff.newer:
        return f"Version {signoff.newer.version} has taken its place. Please decide on that one: it comes on its own."
    if own.decision and signoff.is_open:
        return f"Your decision is on record. It still waits for {_names(signoff.waiting)}."
    return f"This is decided: {signoff.status}. Nothing more is needed from you."


def _names(people: Sequence[ApproverShown]) -> str:
    return ", ".join(each.name for each in people)
