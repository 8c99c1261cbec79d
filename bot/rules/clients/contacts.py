"""Client contacts: reading their form, with what each may approve."""

from collections.abc import Sequence

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.fields import Amount, Form, Name
from bot.rules.kit.imports import Email
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffKind


class ContactRequest(Model):
    """The contact's submitted form, without the chat address; the limit is in the client's currency."""

    name: str
    email: str = ""
    prefers: ContactChannel = ContactChannel.EMAIL
    approves: Sequence[SignoffKind] = ()
    limit: str = ""


class ContactRead(Form):
    """The values of the form; the limit in cents."""

    name: Name
    email: Email | None = None
    prefers: ContactChannel
    approves: Sequence[SignoffKind] = ()
    limit: Amount | None = None


def check_contact(read: ContactRead, *, chats: bool) -> None:
    """Raise UsageError by field for a contact who can't be reached as they prefer; `chats`: has a chat address."""
    if read.prefers == ContactChannel.CHAT and not chats:
        message = "To ask them in chat I need their chat account. Or choose e-mail."
        raise UsageError("I couldn't reach them.", fields={"prefers": message})
    if read.prefers == ContactChannel.EMAIL and not read.email:
        message = "To ask them by e-mail I need an e-mail address."
        raise UsageError("I couldn't reach them.", fields={"email": message})
    if read.limit is not None and not read.approves:
        message = "A limit needs something to approve. Please choose that too, or leave the limit empty."
        raise UsageError("Please fix the fields marked below.", fields={"limit": message})
