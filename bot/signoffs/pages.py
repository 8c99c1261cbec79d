"""The sign-off page: its contents for somebody with a link, and the decision that they make there."""

from datetime import timedelta

from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.model import Model
from bot.rules.kit.link_tokens import derived, kept_of
from bot.rules.kit.media import TELLING, shown_as
from bot.rules.signoffs.signoffs import check_length
from bot.signoffs import ledger
from bot.signoffs.decisions import put_attempt_on_record
from bot.signoffs.links import facts_of_approver, made_link, require_link
from bot.signoffs.notices import signoff_changed
from bot.signoffs.shown import SignoffShown, signoff_shown
from bot.signoffs.signoffs import Decided, require_signoff, take_decision
from storage.kit import files
from storage.people.people import Address
from storage.signoffs import links as signoff_links
from storage.signoffs.signoffs import SignoffApprover
from storage.words.platforms import EMAIL
from storage.words.signoffs import SignoffDecision, SignoffEvent, Via

LONGEST_NAME = 200
# Long enough to read and save the receipt, which also comes by mail.
RECEIPT_SHOWN_FOR = timedelta(hours=24)


class PageShown(Model):
    """The contents of the sign-off page: the sign-off as it is now, and the link's approver.

    `preview` is the media type that a browser may show the file as, if it may.
    """

    signoff: SignoffShown
    approver_id: str
    preview: str | None = None

    @property
    def can_decide(self) -> bool:
        """Return whether this approver can still decide."""
        return self.signoff.is_open and self.signoff.approver(self.approver_id).waits


class FileShown(Model):
    """A file as it was uploaded; its name and type come from the uploader."""

    name: str
    media_type: str
    content: bytes


class PageDecision(Model):
    """The choice made on the page; `form` is the id of the page shown, so that a second click counts as the first."""

    form: str
    decision: SignoffDecision
    name: str
    said: str = ""


class DecidedByLink(Model):
    """A decision was taken from the page."""


def page_of(bot: Bot, token: str, *, opens: bool = False) -> PageShown:
    """Return the page of a link. With `opens`, log its first opening. Raises DeadLink.

    Opening a link proves nothing, as mail scanners do it too, and it decides nothing.
    """
    with bot.read() as work:
        link, approver = require_link(work, token)
        signoff = signoff_shown(work, approver.signoff_id)
        preview = shown_as(files.beginning(work.session, signoff.artefact.file_id or "", TELLING))
    if opens and link.opened_at is None:
        _note_opening(bot, link.id, approver)
    return PageShown(signoff=signoff, approver_id=approver.id, preview=preview)


def receipt_of(bot: Bot, token: str) -> PageShown:
    """Return the page of a receipt link, made when its approver decided. Raises DeadLink."""
    with bot.read() as work:
        _, approver = require_link(work, token, shows_receipt=True)
        return PageShown(signoff=signoff_shown(work, approver.signoff_id), approver_id=approver.id)


def decide_by_link(bot: Bot, token: str, chosen: PageDecision) -> str:
    """Take the decision of the link's approver, and use the link up; return the token of a link to the receipt.

    The same form sent twice is one decision, with the same answer. Raises DeadLink, Conflict if it can no longer be
    decided (the attempt goes on record), UsageError (fields name, said).
    """
    receipt = derived(token, f"receipt:{chosen.form}")
    sender = Actor(Address(EMAIL, "link", kept_of(token)), f"page:{kept_of(f'{token}:{chosen.form}')}")
    try:
        _decide(bot, sender, token, chosen, receipt)
    except Conflict as refused:
        shown = page_of(bot, token)
        contact = Actor(Address(EMAIL, "mail", shown.signoff.approver(shown.approver_id).contact_id))
        put_attempt_on_record(bot, contact, shown.signoff.id, chosen.decision, refused)
        raise
    return receipt


@once
def _decide(work: Work, token: str, chosen: PageDecision, receipt: str) -> DecidedByLink:
    _, approver = require_link(work, token)
    signoff = require_signoff(work.session, approver.signoff_id)
    work.session.expire_all()  # while we waited it may have been used or revoked
    _, approver = require_link(work, token, locked=True)
    decided = Decided(decision=chosen.decision, said=chosen.said, via=Via.PAGE, name=_confirmed(chosen.name))
    take_decision(work, signoff, approver, decided)
    signoff_links.use(work.session, approver.id, work.now())
    work.session.add(made_link(work.bot, approver, receipt, RECEIPT_SHOWN_FOR, shows_receipt=True))
    return DecidedByLink()


def _confirmed(name: str) -> str:
    """Return the name that confirms a decision. Raises UsageError (field `name`)."""
    words = " ".join(name.split())
    if not words:
        message = "Please type your name: it goes on record with your decision."
        raise UsageError(message, fields={"name": message})
    check_length("name", words, LONGEST_NAME)
    return words


def file_of(bot: Bot, file_id: str | None) -> FileShown:
    """Return a file that a page shows, with its bytes. Raises NotFound."""
    with bot.store.read() as session:
        file = files.by_id(session, file_id) if file_id else None
        if file is None:
            raise NotFound("I can't find that file.")
        return FileShown(name=file.name, media_type=file.media_type, content=file.content)


def _note_opening(bot: Bot, link_id: str, approver: SignoffApprover) -> None:
    with bot.begin() as work:
        if signoff_links.open_first(work.session, link_id, bot.now()):
            ledger.append(
                work, SignoffEvent.VIEWED, approver.signoff_id, {**facts_of_approver(approver), "link": link_id}
            )
            signoff_changed(work.session, approver.signoff_id)
