"""Letters about sign-offs: pure functions from facts to letters."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.rules.kit.colours import DARK, WHITE, branded, ink_on, readable_on
from bot.signoffs.letters import LetterFacts
from bot.signoffs.notices import Reminds
from bot.signoffs.pages import FileShown
from bot.signoffs.shown import ApproverShown, ArtefactKind, SignoffShown
from handlers.mail.letters import Attachment, Letter
from handlers.templates import file_size, moment, templates
from storage.words.signoffs import Quorum, Via

TEMPLATES = templates(Path(__file__).parent / "templates")
WHY = {
    Reminds.BEFORE: "a reminder: this is due soon, and I don’t have your decision yet.",
    Reminds.DUE: "a reminder: this is due today, and I don’t have your decision yet.",
    Reminds.ASKED: "a reminder: {name} is waiting for your decision.",
}
ENOUGH = {
    Quorum.ANY: "The first decision counts for all.",
    Quorum.ALL: "Everybody’s approval is needed.",
    Quorum.MAJORITY: "More than half must approve.",
}


def asked(facts: LetterFacts, agency: str, page: str, good_until: datetime, reminds: Reminds | None = None) -> Letter:
    """Return the letter that asks for a decision, or reminds of it; `page` is the link to the sign-off page."""
    shown = facts.signoff
    named = f"{shown.title}, version {shown.version} ({shown.job.number})"
    if reminds:
        subject, lead_in = f"Reminder: {named}", f"This is {WHY[reminds].format(name=shown.requested_by)}"
    else:
        subject, lead_in = f"Please sign off: {named}", f"{shown.requested_by} asks for your sign-off."
    values = {"lead_in": lead_in, "page": page, "good_until": good_until, "who": _who(shown, facts.approver)}
    document = (facts.document,) if facts.document and not reminds else ()
    return _letter(facts, agency, "asked", subject, values, *document)


def withdrawn(facts: LetterFacts, agency: str) -> Letter:
    """Return the letter that withdraws the request."""
    shown = facts.signoff
    gone = "has been taken back" if shown.approver(facts.approver.id).waits else "needs no decision of yours any more"
    newer = f" Version {shown.newer.version} takes its place, and is asked for on its own." if shown.newer else ""
    lead_in = f"What {shown.requested_by} asked you to sign off {gone}: there is nothing to do.{newer}"
    subject = f"No sign-off needed: {shown.title}, version {shown.version} ({shown.job.number})"
    return _letter(facts, agency, "withdrawn", subject, {"lead_in": lead_in})


def receipt(facts: LetterFacts, agency: str, certificate: FileShown) -> Letter:
    """Return the letter with the outcome and the certificate."""
    shown = facts.signoff
    subject = f"{str(shown.status).capitalize()}: {shown.title}, version {shown.version} ({shown.job.number})"
    decided = [
        {"name": each.name, "said": each.said, "told": decision_line(each, shown.zone)}
        for each in shown.asked
        if each.decision
    ]
    values = {"lead_in": f"This is on record now: {shown.status}. Thank you.", "decided": decided}
    return _letter(facts, agency, "receipt", subject, values, certificate)


def decision_line(approver: ApproverShown, zone: str) -> str:
    """Say what somebody decided, when, and how it reached us."""
    at = f" on {moment(approver.decided_at, zone)}" if approver.decided_at else ""
    how = f", recorded by {approver.recorded_by}" if approver.via == Via.RECORDED else ""
    return f"{str(approver.decision).capitalize()}{at}{how}"


def artefact_line(shown: SignoffShown) -> str:
    """Name the exact artefact, in a line."""
    thing = shown.artefact
    if thing.kind == ArtefactKind.LINK:
        return thing.link
    return f"{thing.name} ({file_size(thing.size)})" if thing.size else thing.name


def _letter(
    facts: LetterFacts, agency: str, template: str, subject: str, values: Mapping[str, Any], *documents: FileShown
) -> Letter:
    shown, colour = facts.signoff, branded(facts.signoff.colour)
    known = {
        "signoff": shown,
        "subject": subject,
        "to_name": facts.approver.name,
        "agency": agency,
        "answers_to": facts.minder[0],
        "artefact": artefact_line(shown),
        "colour": colour,
        "ink": ink_on(colour),
        "accent": readable_on(WHITE, colour),
        "accent_dark": readable_on(DARK, colour),
        "has_logo": facts.logo is not None,
        "preview": values["lead_in"],
        **values,
    }
    return Letter(
        to=(facts.approver.name, facts.approver.email),
        reply_to=facts.minder,
        thread=f"signoff:{shown.id}:{facts.approver.id}",
        subject=subject,
        html=TEMPLATES.get_template(f"{template}.html").render(known),
        text=TEMPLATES.get_template(f"{template}.txt").render(known),
        logo=Attachment("logo", facts.logo.media_type, facts.logo.content) if facts.logo else None,
        attachments=[Attachment(each.name, each.media_type, each.content) for each in documents],
    )


def _who(shown: SignoffShown, approver: ApproverShown) -> str:
    """Say who else is asked, and how many of them must agree."""
    others = [each.name for each in shown.asked if each.id != approver.id]
    return f"Also asked: {', '.join(others)}. {ENOUGH[shown.quorum]}" if others else ""
