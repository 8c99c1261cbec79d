"""Client contacts: the people at a client who sign off, and what each of them can approve."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import history
from bot.clients.clients import require_client
from bot.core import Actor, Bot, Work
from bot.errors import Conflict, NotFound, UsageError
from bot.model import Model
from bot.people.people import Profile, require_person
from bot.rules.clients.contacts import ContactRead, ContactRequest, check_contact
from bot.rules.kit.fields import read_form
from bot.rules.permissions import Act
from storage.clients import contacts
from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.kit import channels
from storage.people import people
from storage.people.people import Address
from storage.words.accounts import ContactChannel
from storage.words.platforms import ChannelRef, Platform
from storage.words.signoffs import SignoffKind
from storage.words.time import Change

REFUSED = "Please fix the fields marked below."


class ContactShown(Model):
    """A contact. `limit_cents` is in the client's currency; None for any amount, or if the reader can't see money."""

    id: str
    name: str
    email: str
    workspace: str
    user: str
    prefers: ContactChannel
    approves: Sequence[SignoffKind]
    limit_cents: int | None
    currency: str


class ContactsShown(Model):
    """A client's contacts, by name, for who may change them; `shared_channel` is where their chat addresses are."""

    client_id: str
    code: str
    currency: str
    shared_channel: ChannelRef | None
    contacts: Sequence[ContactShown]


class ContactForm(Model):
    """The initial values of a contact's form; `contact` is empty for a new one."""

    client_id: str
    code: str
    currency: str
    shared_channel: ChannelRef | None
    contact: ContactShown | None


@dataclass(frozen=True)
class ContactPut:
    """A contact was added or changed; `has_new_email` if their e-mail address changed."""

    contact: Contact
    has_new_email: bool


def contacts_of(session: Session, client: Client, *, with_limits: bool) -> Sequence[ContactShown]:
    """Return a client's current contacts, by name."""
    return [
        ContactShown(
            id=each.id,
            name=each.name,
            email=each.email or "",
            workspace=each.workspace or "",
            user=each.user or "",
            prefers=each.prefers,
            approves=[SignoffKind(kind) for kind in each.approves],
            limit_cents=each.limit_cents if with_limits else None,
            currency=client.currency,
        )
        for each in contacts.of_client(session, client.id)
    ]


def show_contacts(bot: Bot, actor: Actor, client_id: str) -> ContactsShown:
    """Return a client's contacts, for people who can change them. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.KEEP_CONTACTS)
        client = require_client(work.session, client_id)
        return ContactsShown(
            client_id=client.id,
            code=client.code,
            currency=client.currency,
            shared_channel=channels.ref_of(work.session, client.shared_channel_id),
            contacts=contacts_of(work.session, client, with_limits=True),
        )


def contact_form(bot: Bot, actor: Actor, client_id: str, contact_id: str = "") -> ContactForm:
    """Return the form for a new contact, or for that one. Raises NotFound, NotAllowed, Unknown."""
    shown = show_contacts(bot, actor, client_id)
    contact = next((each for each in shown.contacts if each.id == contact_id), None)
    if contact_id and contact is None:
        raise NotFound(f"That contact of {shown.code} no longer exists.")
    facts = shown.model_dump(exclude={"contacts"})
    return ContactForm.model_validate({**facts, "contact": contact})


def unlinked(bot: Bot, actor: Actor, platform: Platform, users: Collection[str]) -> Sequence[str]:
    """Return which of these users aren't staff by their address. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.KEEP_CONTACTS)
        staff = people.users_linked(work.session, platform, users)
        return [user for user in users if user not in staff]


def put_contact(
    work: Work, by_id: str, client_id: str, contact_id: str, request: ContactRequest, chat: Profile | None
) -> ContactPut:
    """Add a contact (`contact_id` is empty), or change that one; `chat` is what the platform says of their account.

    Staff are never contacts, whatever a form says. Raises UsageError and Conflict by field, NotFound.
    """
    client = require_client(work.session, client_id)
    read = read_form(ContactRead, request.model_dump(), REFUSED)
    others = contacts.of_client(work.session, client.id)
    row = next((each for each in others if each.id == contact_id), None)
    if contact_id and row is None:
        raise NotFound(f"That contact of {client.code} no longer exists.")
    check_contact(read, chats=chat is not None)
    _check_is_outsider(work.session, read.email, chat)
    _check_is_new(read, chat, [each for each in others if each is not row])
    before = history.state_of(row) if row else None
    if row is None:
        row = Contact(id=work.new_id(), client_id=client.id, name=read.name)
        work.session.add(row)
    _fill(row, read, chat.address if chat else None)
    try:
        work.session.flush()
    except IntegrityError:
        raise Conflict(REFUSED, fields={"chat": "Somebody just added them."}) from None
    history.record_kept(work, by_id, row, before)
    return ContactPut(row, has_new_email=before is not None and before["email"] != row.email)


def take_out_contact(work: Work, by_id: str, contact_id: str) -> Contact:
    """Remove a contact, once; their decisions stay. Raises NotFound."""
    row = contacts.by_id(work.session, contact_id)
    if row is None:
        raise NotFound("That contact no longer exists.")
    if row.removed_at is None:
        before = history.state_of(row)
        row.removed_at = work.now()
        # An account is one contact of a client. Somebody who is added again is a new one.
        row.platform = row.workspace = row.user = None
        work.session.flush()
        history.record(work, by_id, row, Change.REMOVED, before)
    return row


def _check_is_outsider(session: Session, email: str | None, chat: Profile | None) -> None:
    """Check that they aren't staff by the platform's word, their chat address or their e-mail address."""
    message = "works here, and a client contact is somebody at the client."
    if chat and (chat.is_full_member or people.chat_address(session, chat.address)):
        raise UsageError(REFUSED, fields={"chat": f"{chat.name} {message}"})
    staff = people.by_email(session, email) if email else None
    if staff and staff.left_at is None:
        raise UsageError(REFUSED, fields={"email": f"{staff.name} {message}"})


def _check_is_new(read: ContactRead, chat: Profile | None, others: Sequence[Contact]) -> None:
    for other in others:
        if chat and other.address == chat.address:
            raise Conflict(REFUSED, fields={"chat": f"{other.name} already has this account."})
        if read.email and (other.email or "").lower() == read.email:
            raise Conflict(REFUSED, fields={"email": f"{other.name} already has this address."})


def _fill(row: Contact, read: ContactRead, address: Address | None) -> None:
    row.name, row.email, row.prefers = read.name, read.email, read.prefers
    row.platform, row.workspace, row.user = address or (None, None, None)
    row.approves, row.limit_cents = [each.value for each in read.approves], read.limit
