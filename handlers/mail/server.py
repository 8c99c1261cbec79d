"""The mail server for the bot's letters: one conversation for each letter, and the meaning of its answers."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from time import monotonic
from typing import Self
from urllib.parse import unquote, urlsplit

from bot.messaging.outbox import Dead, RetryAfter

PORTS = {"smtp": 587, "smtps": 465}
CONNECT_SECONDS = 2.0
STEP_SECONDS = 8.0
# A conversation ends well before the outbox's lease does, so that no other worker sends the same letter.
CONVERSATION_SECONDS = 20.0
AWAY_SECONDS = 30.0
# Greylisting servers let us in after five minutes or so.
LATER_SECONDS = 300.0
# A server on this machine needs no TLS.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NotSent(Exception):
    """Raised if a letter was not taken, or may not have been. `is_away`: the server itself failed, for any letter."""

    def __init__(self, outcome: Dead | RetryAfter, *, is_away: bool = False) -> None:
        super().__init__(outcome.problem)
        self.outcome, self.is_away = outcome, is_away


@dataclass(frozen=True)
class MailServer:
    """An SMTP server: `smtp://` switches to TLS if offered, `smtps://` starts with it.

    A password is never sent in the clear.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    begins_with_tls: bool = False

    @classmethod
    def at(cls, url: str) -> Self:
        """Return the server of an address such as smtp://user:password@mail.example.com:587, as in the settings."""
        parts = urlsplit(url)
        names = (unquote(parts.username or ""), unquote(parts.password or ""))
        return cls(parts.hostname or "", parts.port or PORTS[parts.scheme], *names, parts.scheme == "smtps")

    def take(self, letter: EmailMessage, tls: ssl.SSLContext | None = None) -> None:
        """Send a letter to its one recipient. Raises NotSent with the outcome."""
        deadline = monotonic() + CONVERSATION_SECONDS
        with _conversation(self, tls or ssl.create_default_context(), deadline) as smtp:
            _hand_over(smtp, letter, deadline)


@contextmanager
def _conversation(server: MailServer, tls: ssl.SSLContext, deadline: float) -> Iterator[smtplib.SMTP]:
    """Begin a conversation, encrypted if it must be. Ignores errors at its end: a taken letter stays taken."""
    with _understood("the conversation"):
        smtp = _connected(server, tls)
    try:
        with _understood("our user name and password"):
            _wait(smtp, deadline)
            _go_private(smtp, server, tls)
        yield smtp
    finally:
        smtp.close()


def _connected(server: MailServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    own_name = socket.gethostname()  # smtplib would ask the DNS for it, which may take long
    if server.begins_with_tls:
        return smtplib.SMTP_SSL(server.host, server.port, own_name, timeout=CONNECT_SECONDS, context=tls)
    return smtplib.SMTP(server.host, server.port, own_name, timeout=CONNECT_SECONDS)


def _go_private(smtp: smtplib.SMTP, server: MailServer, tls: ssl.SSLContext) -> None:
    is_private = server.begins_with_tls or server.host in LOOPBACK
    smtp.ehlo_or_helo_if_needed()
    if not is_private and smtp.has_extn("starttls"):
        smtp.starttls(context=tls)
        smtp.ehlo()
        is_private = True
    if server.user and not is_private:
        raise NotSent(Dead("the mail server offers no TLS, and a password is never sent in the clear"))
    if server.user:
        smtp.login(server.user, server.password)


def _hand_over(smtp: smtplib.SMTP, letter: EmailMessage, deadline: float) -> None:
    sender, recipient = (letter[name].addresses[0].addr_spec for name in ("From", "To"))
    content = letter.as_bytes()
    with _understood("the conversation"):
        _step(smtp, deadline, "our address as its sender", lambda: smtp.mail(sender))
        _step(smtp, deadline, "the recipient", lambda: smtp.rcpt(recipient))
    with _understood("the letter", maybe_sent=True):
        _step(smtp, deadline, "the letter", lambda: smtp.data(content))


def _step(smtp: smtplib.SMTP, deadline: float, what: str, say: Callable[[], tuple[int, bytes]]) -> None:
    _wait(smtp, deadline)
    code, answer = say()
    if code not in (250, 251):
        raise NotSent(_refused(what, code, answer))


@contextmanager
def _understood(what: str, *, maybe_sent: bool = False) -> Iterator[None]:
    """Turn any error in a conversation into its meaning for the letter."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise NotSent(_refused(what, error.smtp_code, error.smtp_error)) from error
    except (ssl.SSLCertVerificationError, smtplib.SMTPNotSupportedError) as error:
        raise NotSent(Dead(f"the mail server can't be trusted with it: {type(error).__name__}")) from error
    except (OSError, smtplib.SMTPException, ValueError) as error:
        problem = f"the mail server did not answer: {type(error).__name__}"
        raise NotSent(RetryAfter(AWAY_SECONDS, problem, maybe_sent), is_away=True) from error


def _refused(what: str, code: int, answer: bytes | str) -> Dead | RetryAfter:
    """Return the outcome of a refusal; 5xx is final. Its text may name people, so only its codes are kept."""
    words = (answer if isinstance(answer, str) else answer.decode("ascii", "replace")).split(maxsplit=1)
    detail = f" {words[0]}" if words and words[0].replace(".", "").isdigit() else ""
    problem = f"the mail server refused {what} ({code}{detail})"
    return Dead(problem) if code >= 500 else RetryAfter(LATER_SECONDS, problem)


def _wait(smtp: smtplib.SMTP, deadline: float) -> None:
    """Set the timeout of the next step."""
    if smtp.sock:
        smtp.sock.settimeout(max(0.1, min(STEP_SECONDS, deadline - monotonic())))
