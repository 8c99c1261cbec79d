"""Changing client contacts: the sign-offs that they are asked for follow."""

from sqlalchemy.orm import Session

from bot.clients.contacts import put_contact, take_out_contact
from bot.core import Actor, Bot, once
from bot.model import Model
from bot.people.people import Profile, require_person
from bot.rules.clients.contacts import ContactRequest
from bot.rules.permissions import Act
from bot.signoffs.links import follow_address
from bot.signoffs.notices import signoff_changed
from storage.clients.contacts import Contact
from storage.signoffs import signoffs


class ContactKept(Model):
    """A contact was added, changed or removed. It has no name: the results of deliveries are kept for some days."""

    client_id: str
    contact_id: str


def keep_contact(
    bot: Bot, actor: Actor, client_id: str, contact_id: str, request: ContactRequest, chat: Profile | None
) -> ContactKept:
    """Add a contact (`contact_id` is empty), or change that one; `chat` is what the platform says of their account.

    Where their e-mail address changes, links that went to the one before are taken back, and new ones sent. Whoever is
    staff is never a contact, whatever a form says. Raises UsageError and Conflict by field, NotFound, NotAllowed,
    Unknown.
    """

    def work(session: Session) -> ContactKept:
        person = require_person(session, actor, Act.KEEP_CONTACTS)
        put = put_contact(bot, session, person.id, client_id, contact_id, request, chat)
        if put.has_new_email:
            follow_address(bot, session, put.contact, person.id)
        return _kept(session, put.contact)

    return once(bot, actor, ContactKept, work)


def remove_contact(bot: Bot, actor: Actor, contact_id: str) -> ContactKept:
    """Remove a contact from sign-offs; what they decided stays. Raises NotFound, NotAllowed, Unknown."""

    def work(session: Session) -> ContactKept:
        person = require_person(session, actor, Act.KEEP_CONTACTS)
        return _kept(session, take_out_contact(bot, session, person.id, contact_id))

    return once(bot, actor, ContactKept, work)


def _kept(session: Session, contact: Contact) -> ContactKept:
    """What asks them says who they are by now."""
    for signoff in signoffs.open_for(session, contact.id):
        signoff_changed(session, signoff.id)
    return ContactKept(client_id=contact.client_id, contact_id=contact.id)
