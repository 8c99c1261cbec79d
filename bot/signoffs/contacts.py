"""Changing client contacts, and with them the sign-offs that they're asked for."""

from sqlalchemy.orm import Session

from bot.clients.contacts import put_contact, take_out_contact
from bot.core import Work, once
from bot.model import Model
from bot.people.people import Profile, require_person
from bot.rules.clients.contacts import ContactRequest
from bot.rules.permissions import Act
from bot.signoffs.links import follow_address
from bot.signoffs.notices import signoff_changed
from storage.clients.contacts import Contact
from storage.signoffs import signoffs


class ContactKept(Model):
    """A contact was added, changed or removed. Has no name, as the results of deliveries are kept for some days."""

    client_id: str
    contact_id: str


@once
def keep_contact(
    work: Work, client_id: str, contact_id: str, request: ContactRequest, chat: Profile | None
) -> ContactKept:
    """Add a contact (`contact_id` is empty), or change that one; `chat` is the platform's profile of their account.

    If their e-mail address changes, links sent to the old one are revoked, and new ones sent. Staff are never
    contacts, whatever a form says. Raises UsageError and Conflict by field, NotFound, NotAllowed, Unknown.
    """
    person = require_person(work, Act.KEEP_CONTACTS)
    put = put_contact(work, person.id, client_id, contact_id, request, chat)
    if put.has_new_email:
        follow_address(work, put.contact, person.id)
    return _kept(work.session, put.contact)


@once
def remove_contact(work: Work, contact_id: str) -> ContactKept:
    """Remove a contact from future sign-offs; keep their decisions. Raises NotFound, NotAllowed, Unknown."""
    person = require_person(work, Act.KEEP_CONTACTS)
    return _kept(work.session, take_out_contact(work, person.id, contact_id))


def _kept(session: Session, contact: Contact) -> ContactKept:
    """Have the messages that ask this contact show their current details."""
    for signoff in signoffs.open_for(session, contact.id):
        signoff_changed(session, signoff.id)
    return ContactKept(client_id=contact.client_id, contact_id=contact.id)
