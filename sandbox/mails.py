"""The e-mail that reached the sandbox, parsed the way a mail program does."""

import base64
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from functools import cached_property

from sandbox.values import Json, Refused, fields_of, new_id


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail as it was accepted. `return_path` and `to` are the envelope's; `shown_at` is by the bot's clock."""

    id: str
    shown_at: str
    return_path: str
    to: list[str]
    raw: str

    @cached_property
    def message(self) -> EmailMessage:
        """The whole mail, parsed."""
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(base64.b64decode(self.raw))

    @property
    def headers(self) -> dict[str, str]:
        """Its headers by name; for a repeated one, the last."""
        return {name: str(value) for name, value in self.message.items()}

    @property
    def sender(self) -> str:
        """The sender in its `From`."""
        return str(self.message.get("From", self.return_path))

    @property
    def subject(self) -> str:
        """Its subject, or an empty string."""
        return str(self.message.get("Subject", ""))

    @property
    def text(self) -> str | None:
        """Its plain text."""
        return self._part("plain")

    @property
    def html(self) -> str | None:
        """Its HTML."""
        return self._part("html")

    @property
    def html_with_pictures(self) -> str | None:
        """Its HTML, with the mail's embedded pictures in place of their `cid:` addresses."""
        html = self.html
        for part in self.message.walk() if html else ():
            if name := part.get("Content-ID", "").strip("<> "):
                picture = base64.b64encode(_attachment(part).content).decode()
                html = html and html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{picture}")
        return html

    @cached_property
    def attachments(self) -> list[Attachment]:
        """Its files, in order."""
        return [_attachment(part) for part in self.message.iter_attachments()]

    def _part(self, kind: str) -> str | None:
        part = self.message.get_body((kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part else None


def _attachment(part: Message) -> Attachment:
    content = part.get_payload(decode=True)
    name = part.get_filename("attachment")
    return Attachment(name, part.get_content_type(), content if isinstance(content, bytes) else b"")


class Mailbox:
    """All accepted mail, for any recipient, the oldest first."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def take(self, shown_at: str, return_path: str, to: list[str], content: bytes) -> Mail:
        """Keeps one mail."""
        mail = Mail(new_id("M"), shown_at, return_path, list(to), base64.b64encode(content).decode())
        self.mails.append(mail)
        return mail

    def find(self, mail_id: str) -> Mail:
        """The mail with that id, or a refusal."""
        for mail in self.mails:
            if mail.id == mail_id:
                return mail
        raise Refused("mail_not_found", "There is no such mail.")

    def to_json(self) -> list[Json]:
        """Returns the part for a state file."""
        return [fields_of(mail) for mail in self.mails]

    def load(self, saved: list[Json]) -> None:
        """Loads the result of `to_json`."""
        self.mails[:] = [Mail(**one) for one in saved]


def mail_for_browser(mail: Mail) -> Json:
    """A mail as the page shows it; its HTML has its own address."""
    files = [{"name": one.name, "content_type": one.content_type, "size": len(one.content)} for one in mail.attachments]
    return {
        "id": mail.id,
        "shown_at": mail.shown_at,
        "from": mail.sender,
        "to": mail.to,
        "subject": mail.subject,
        "text": mail.text,
        "has_html": mail.html is not None,
        "attachments": files,
    }
