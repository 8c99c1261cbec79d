"""The certificate of a settled sign-off: made once, and kept under the hash of its bytes."""

import hashlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core import Bot
from bot.errors import NotFound
from bot.kit.documents import Branding
from bot.rules.kit.media import PDF
from bot.signoffs.certificate_document import Certificate, Decided, Logged, certificate
from bot.signoffs.pages import FileShown, file_of
from bot.signoffs.shown import ApproverShown, SignoffShown, signoff_shown
from storage.clients import clients
from storage.kit import files
from storage.signoffs import ledger, signoffs
from storage.signoffs.ledger import LedgerEvent
from storage.words.signoffs import SignoffEvent, Via

HOW = {
    Via.CHAT: "In chat, from their own account",
    Via.PAGE: "On the sign-off page, by a link sent to {email}",
    Via.RECORDED: "Recorded by the agency",
}


def certificate_of(bot: Bot, signoff_id: str) -> FileShown:
    """Return the certificate of a sign-off that its approvers have settled. Raises NotFound before that.

    It covers the log up to the event that settled it, so it's the same whenever it's made.
    """
    with bot.read() as work:
        shown = signoff_shown(work, signoff_id)
        made = None if shown.certificate_id else certificate(_told(work.session, shown))
    if made is None:
        return file_of(bot, shown.certificate_id)
    name = f"Sign-off {shown.job.number} {shown.title} v{shown.version}.pdf"
    digest = hashlib.sha256(made).hexdigest()
    with bot.store.begin() as session:
        files.keep(session, digest, name, PDF, made)
        signoff = signoffs.by_id(session, signoff_id, locked=True)
        if signoff and signoff.certificate_id is None:
            signoff.certificate_id = digest
    return FileShown(name=name, media_type=PDF, content=made)


def _told(session: Session, shown: SignoffShown) -> Certificate:
    log = _log_to_settling(ledger.of_signoff(session, shown.id))
    if shown.settled_at is None or not log:
        raise NotFound(f"{shown.named} isn't settled, so there's no certificate yet.")
    client = clients.by_id(session, shown.client_id)
    logo = files.by_id(session, shown.logo_id) if shown.logo_id else None
    return Certificate(
        branding=Branding(shown.job.client, shown.colour, logo.content if logo else None, shown.branding_notes),
        client=f"{shown.job.client} ({client.code})" if client else shown.job.client,
        job=f"{shown.job.number} {shown.job.title}",
        title=shown.title,
        version=shown.version,
        kind=shown.kind,
        outcome=shown.status,
        asked_by=shown.requested_by,
        asked_at=shown.requested_at,
        settled_at=shown.settled_at,
        quorum=shown.quorum,
        artefact=shown.artefact.name,
        artefact_kind=shown.artefact.kind,
        content_hash=shown.content_hash,
        zone=shown.zone,
        decisions=[decided for each in shown.approvers if (decided := _decided(each))],
        log=[Logged(each.position, each.event, each.at, each.hash) for each in log],
    )


def _log_to_settling(events: Sequence[LedgerEvent]) -> Sequence[LedgerEvent]:
    end = next((each.position for each in events if each.event == SignoffEvent.SETTLED), 0)
    return [each for each in events if each.position <= end]


def _decided(approver: ApproverShown) -> Decided | None:
    if approver.decision is None or approver.decided_at is None or approver.via is None:
        return None
    is_recorded = approver.via == Via.RECORDED
    return Decided(
        name=approver.name,
        decision=approver.decision,
        at=approver.decided_at,
        how=HOW[approver.via].format(email=approver.email or "them"),
        confirmed_name=approver.confirmed_name,
        said=approver.said,
        recorded=f"recorded by {approver.recorded_by}. Evidence: {approver.evidence}" if is_recorded else "",
    )
