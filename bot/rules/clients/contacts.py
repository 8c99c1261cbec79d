"""Client contacts: what their form may say, and what each may approve."""

from collections.abc import Sequence

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.fields import Amount, Form, Name
from bot.rules.kit.imports import Email
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffKind


class ContactRequest(Model):
    """The contact's form as it was filled in, the chat address aside; the limit in the client's currency."""

    name: str
    email: str = ""
    prefers: ContactChannel = ContactChannel.EMAIL
    approves: Sequence[SignoffKind] = ()
    limit: str = ""


class ContactRead(Form):
    """What the form says; the limit in cents."""

    name: Name
    email: Email | None = None
    prefers: ContactChannel
    approves: Sequence[SignoffKind] = ()
    limit: Amount | None = None


def check_contact(read: ContactRead, *, chats: bool) -> None:
    """Raise UsageError by field for a contact who can't be reached as they prefer; `chats` has a chat address."""
    if read.prefers == ContactChannel.CHAT and not chats:
        message = "To be asked in chat they need their chat account; or let them be asked by e-mail."
        raise UsageError("I could not reach them.", fields={"prefers": message})
    if read.prefers == ContactChannel.EMAIL and not read.email:
        message = "To be asked by e-mail they need an e-mail address."
        raise UsageError("I could not reach them.", fields={"email": message})
    if read.limit is not None and not read.approves:
        message = "A limit goes with what they may approve: please choose that too, or leave the limit empty."
        raise UsageError("That contact can't be kept like this.", fields={"limit": message})
