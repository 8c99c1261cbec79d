"""Letters: what is said by e-mail, and the message that a mail server is handed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

# Every mail server takes it, one that knows ASCII only too.
ENCODING = "quoted-printable"


@dataclass(frozen=True)
class Attachment:
    """A file that comes with a letter; its name may be anything."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """What is said: to whom, who gets the answer (name and address), about which `thread`, in HTML and in text.

    The letters of one thread stand together in the reader's mail program. Names and subject may hold anything. The
    HTML may show the `logo` as `cid:logo`.
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
    """What a letter goes by: the same for each try at one notice, so that a mail program shows a repeated one once."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def composed(letter: Letter, sender: str, key: str, at: datetime) -> EmailMessage:
    """The message to hand over; `key` is that of its notice. Raises ValueError for what is no e-mail address."""
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
    """Text for a header: whatever it held, it can begin no other."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def mailbox(name: str, address: str) -> Address:
    """A name and an address. Raises ValueError: what is wrong with an address is not mended."""
    user, _, domain = address.rpartition("@")
    if not user or not domain or not f"{user}{domain}".isprintable():
        raise ValueError("that is no e-mail address")
    try:
        return Address(display_name=one_line(name), addr_spec=f"{user}@{domain.encode('idna').decode()}")
    except MessageError:
        raise ValueError("that is no e-mail address") from None
