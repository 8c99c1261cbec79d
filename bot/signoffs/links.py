"""Links to the sign-off page: each is for one approver and one sign-off, to look at it and decide once."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.core import Bot, Work, once
from bot.errors import Conflict, NotFound
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import require_person
from bot.people.policies import policy_of
from bot.rules.kit.link_tokens import kept_of, new_token
from bot.rules.permissions import Act
from bot.signoffs import ledger
from bot.signoffs.destinations import destination_of_approver
from bot.signoffs.keys import asked_key
from bot.signoffs.notices import SignoffAsked, signoff_changed
from bot.signoffs.shown import SignoffShown, is_asked, signoff_shown
from bot.signoffs.signoffs import asked_of, require_asked, require_open, require_signoff
from storage.clients import contacts
from storage.clients.contacts import Contact
from storage.jobs import jobs
from storage.people import people
from storage.signoffs import links as signoff_links
from storage.signoffs import signoffs
from storage.signoffs.links import SignoffLink
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffEvent


class Gone(StrEnum):
    """The reason a link doesn't work."""

    WRONG = "This link is not complete, or not one of ours"
    USED = "This link has been used"
    EXPIRED = "This link has expired"
    REVOKED = "This link has been taken back"


class NewLink(Model):
    """A new link: its token, which isn't stored anywhere, and when it expires (aware UTC)."""

    token: str
    expires_at: datetime


class DeadLink(NotFound):
    """A link that doesn't work; the message says why, and nothing else."""

    def __init__(self, why: Gone) -> None:
        super().__init__(f"{why}.")
        self.why = why


def new_link(bot: Bot, approver_id: str) -> NewLink:
    """Make a link for an approver; only the returned value has its token. Earlier links stay valid."""
    token = new_token()
    with bot.store.begin() as session:
        approver = _approver(session, approver_id)
        made = made_link(bot, approver, token, timedelta(days=_link_days(session, approver)))
        session.add(made)
        return NewLink(token=token, expires_at=made.expires_at)


def link_sent(bot: Bot, approver_id: str) -> None:
    """Log that an approver was sent a link."""
    with bot.begin() as work:
        approver = _approver(work.session, approver_id)
        ledger.append(work, SignoffEvent.LINK_SENT, approver.signoff_id, facts_of_approver(approver))


def require_link(
    work: Work, token: str, *, shows_receipt: bool = False, locked: bool = False
) -> tuple[SignoffLink, SignoffApprover]:
    """Return the token's link and its approver; `locked` as in storage. Raises DeadLink."""
    link = signoff_links.by_hash(work.session, kept_of(token), locked=locked)
    if link is None or link.shows_receipt != shows_receipt:
        raise DeadLink(Gone.WRONG)
    approver = _approver(work.session, link.approver_id)
    if link.revoked_at or not is_asked(approver, contacts.by_id(work.session, approver.contact_id)):
        raise DeadLink(Gone.REVOKED)
    if link.used_at:
        raise DeadLink(Gone.USED)
    if link.expires_at <= work.now():
        raise DeadLink(Gone.EXPIRED)
    return link, approver


def made_link(
    bot: Bot, approver: SignoffApprover, token: str, lasts: timedelta, *, shows_receipt: bool = False
) -> SignoffLink:
    """Return a link for an approver's token, valid from now for `lasts`."""
    return SignoffLink(
        id=bot.new_id(),
        approver_id=approver.id,
        token_hash=kept_of(token),
        made_at=bot.now(),
        expires_at=bot.now() + lasts,
        shows_receipt=shows_receipt,
    )


@once
def send_link_anew(work: Work, approver_id: str) -> SignoffShown:
    """Send a new link to an approver asked by mail; old ones stay valid. Raises Conflict, NotAllowed, NotFound."""
    require_person(work, Act.REQUEST_SIGNOFF)
    signoff, approver = _held(work.session, approver_id)
    require_open(work, signoff)
    require_asked(work, approver)
    if approver.channel != ContactChannel.EMAIL:
        raise Conflict("They're asked in chat, so they don't need a link.")
    _queue_anew(work, approver)
    return signoff_shown(work, signoff.id)


def _queue_anew(work: Work, approver: SignoffApprover) -> None:
    again = SignoffAsked(signoff_id=approver.signoff_id, approver_id=approver.id)
    key = asked_key(approver.signoff_id, approver.id, again=work.new_id())
    queue(work, again, destination_of_approver(approver), key)


@once
def revoke_links(work: Work, approver_id: str) -> SignoffShown:
    """Revoke every valid link of an approver. Raises Conflict if there's none, NotAllowed, NotFound."""
    person = require_person(work, Act.REQUEST_SIGNOFF)
    signoff, approver = _held(work.session, approver_id)
    if not _take_back(work, approver, person.id):
        raise Conflict("They have no working link left, so there's nothing to take back.")
    signoff_changed(work.session, signoff.id)
    return signoff_shown(work, signoff.id)


def _take_back(work: Work, approver: SignoffApprover, by_id: str) -> int:
    """Revoke and log each valid link; return the number of them."""
    revoked = signoff_links.revoke(work.session, approver.id, work.now())
    if revoked:
        facts = {**facts_of_approver(approver), "by": by_id, "links": revoked}
        ledger.append(work, SignoffEvent.LINK_REVOKED, approver.signoff_id, facts)
    return revoked


def follow_address(work: Work, contact: Contact, by_id: str) -> None:
    """After a change of a contact's e-mail address, revoke links sent to the old one and send new ones."""
    for signoff in signoffs.open_for(work.session, contact.id):
        for approver in asked_of(work.session, signoff):
            if approver.contact_id != contact.id or approver.decision or approver.channel != ContactChannel.EMAIL:
                continue
            _take_back(work, approver, by_id)
            if contact.email:
                _queue_anew(work, approver)


def _held(session: Session, approver_id: str) -> tuple[Signoff, SignoffApprover]:
    approver = _approver(session, approver_id)
    signoff = require_signoff(session, approver.signoff_id)
    session.refresh(approver)  # it may have changed while we waited
    return signoff, approver


def _approver(session: Session, approver_id: str) -> SignoffApprover:
    approver = signoffs.approver_by_id(session, approver_id)
    if approver is None:
        raise NotFound("I can't find that approver.")
    return approver


def _link_days(session: Session, approver: SignoffApprover) -> int:
    """Return a link's lifetime in days: the client's office's, else the requester's office's."""
    signoff = signoffs.by_id(session, approver.signoff_id)
    job = jobs.by_id(session, signoff.job_id) if signoff else None
    if signoff is None or job is None:
        raise NotFound("I can't find that sign-off.")
    office_id = job.client.office_id
    office = people.office(session, office_id) if office_id else people.by_id(session, signoff.requested_by_id).office
    return policy_of(session, office).accounts.link_days


def facts_of_approver(approver: SignoffApprover) -> dict[str, str]:
    """Return the log's facts that name an event's approver."""
    return {"approver": approver.id, "contact": approver.contact_id}
