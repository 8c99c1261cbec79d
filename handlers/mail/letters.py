"""Letters: their content, and the message for the mail server."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

# Every mail server takes it, even one that only knows ASCII.
ENCODING = "quoted-printable"


@dataclass(frozen=True)
class Attachment:
    """A file that comes with a letter; its name may be anything."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A letter in HTML and in text: its recipient, who gets the reply (name and address), and its `thread`.

    Mail programs group the letters of one thread. Names and subject may contain anything. The HTML may show the `logo`
    as `cid:logo`.
    """

    to: tuple[str, str]
    reply_to: tuple[str, str]
    thread: str
    subject: str
    html: str
    text: str
    logo: Attachment | None = None
    attachments: Sequence[Attachment] = ()


def message_id(key: str) -> str:
    """Return a letter's id, the same for each try at a notice, so that a mail program shows a repeated one once."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def composed(letter: Letter, sender: str, key: str, at: datetime) -> EmailMessage:
    """Return the message to send; `key` is its notice's. Raises ValueError for an invalid e-mail address."""
    made = EmailMessage(policy=SMTP)
    name, address = parseaddr(sender)
    host = address.rpartition("@")[2]
    made["Message-ID"] = f"<{message_id(key)}@{host}>"
    made["References"] = f"<{message_id(letter.thread)}@{host}>"
    made["Date"] = format_datetime(at)
    made["From"] = mailbox(name, address)
    made["To"] = mailbox(*letter.to)
    made["Reply-To"] = mailbox(*letter.reply_to)
    made["Subject"] = one_line(letter.subject)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text, cte=ENCODING)
    made.add_alternative(letter.html, subtype="html", cte=ENCODING)
    html = made.get_body(("html",))
    if letter.logo and html:
        kind, subtype = letter.logo.media_type.split("/")
        html.add_related(letter.logo.content, kind, subtype, cid="<logo>", filename=letter.logo.name)
    for each in letter.attachments:
        kind, subtype = each.media_type.split("/")
        made.add_attachment(each.content, maintype=kind, subtype=subtype, filename=one_line(each.name))
    return made


def one_line(text: str) -> str:
    """Return text for a header, in which no line break can start another header."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def mailbox(name: str, address: str) -> Address:
    """Return a mailbox with a name and an address. Raises ValueError for an invalid address, and doesn't fix it."""
    user, _, domain = address.rpartition("@")
    if not user or not domain or not f"{user}{domain}".isprintable():
        raise ValueError("that is no e-mail address")
    try:
        return Address(display_name=one_line(name), addr_spec=f"{user}@{domain.encode('idna').decode()}")
    except MessageError:
        raise ValueError("that is no e-mail address") from None
