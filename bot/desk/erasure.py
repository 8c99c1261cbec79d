"""Erasing a client contact's data: their name and addresses go, the ids that events refer to stay."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core import Actor, Bot
from bot.errors import NotFound
from bot.kit.operators import require_operator
from bot.model import Model
from bot.rules.permissions import Act
from bot.signoffs.notices import signoff_changed
from storage.clients import clients, contacts
from storage.clients.contacts import Contact
from storage.kit import files, history
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff

# The columns in a contact's history that identify them.
NAMING = {"name": "", "email": None, "platform": None, "workspace": None, "user": None}


class ContactFound(Model):
    """A contact who would be, or was, erased."""

    id: str
    name: str
    client: str
    removed: bool


def contacts_named(bot: Bot, actor: Actor, named: str) -> Sequence[ContactFound]:
    """Return contacts, also removed ones, by e-mail address, chat account or id. Raises NotFound, NotAllowed."""
    require_operator(actor, Act.ERASE)
    with bot.store.read() as session:
        return _found(session, named)


def erase_contact(bot: Bot, actor: Actor, named: str) -> Sequence[ContactFound]:
    """Blank out the name and addresses of the contacts so named, in the history and certificates, too.

    They won't be asked again. Their decisions stay in the log, by id. Raises NotFound, NotAllowed.
    """
    require_operator(actor, Act.ERASE)
    with bot.store.begin() as session:
        found = _found(session, named)
        for contact in contacts.known_by(session, named):
            contact.name, contact.email = "", None
            contact.platform = contact.workspace = contact.user = None
            contact.removed_at = contact.removed_at or bot.now()
        ids = [each.id for each in found]
        signoffs.forget_names(session, ids)
        for line in history.of_things(session, Contact.__tablename__, ids):
            line.before = line.before and {**line.before, **NAMING}
            line.after = line.after and {**line.after, **NAMING}
        for signoff in signoffs.naming(session, ids):
            _drop_certificate(session, signoff)
            signoff_changed(session, signoff.id)
        return found


def _drop_certificate(session: Session, signoff: Signoff) -> None:
    """Delete a certificate. It is made again on request, without the name, from the same log."""
    if certificate_id := signoff.certificate_id:
        signoff.certificate_id = None
        session.flush()
        files.drop(session, certificate_id)


def _found(session: Session, named: str) -> Sequence[ContactFound]:
    found = contacts.known_by(session, named)
    if not found:
        raise NotFound(f"I can't find a contact by “{named}”.")
    codes = {client.id: client.code for client in clients.every_client(session)}
    return [
        ContactFound(id=each.id, name=each.name, client=codes[each.client_id], removed=each.removed_at is not None)
        for each in found
    ]
