"""The sandbox's mail server: it takes every mail, unless a fault is set, and forwards none."""

import asyncio
import socket
from collections.abc import Callable

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.live import Live
from sandbox.mails import Mailbox, mail_for_browser

PERMANENT = 500


class MailServer:
    """The handler for aiosmtpd. Its faults are those of the calls `smtp.rcpt` and `smtp.data`."""

    def __init__(self, mailbox: Mailbox, clock: Clock, faults: Faults, live: Live) -> None:
        self._mailbox = mailbox
        self._clock = clock
        self._faults = faults
        self._live = live

    async def handle_RCPT(  # noqa: N802  # aiosmtpd finds its hooks by these names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Takes a recipient."""
        if fault := self._faults.take("smtp.rcpt"):
            return _refusal(fault.status)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Takes the mail itself; if a fault loses the answer, the mail is kept and the connection just closes."""
        fault = self._faults.take("smtp.data")
        if fault and not fault.lose_answer:
            return _refusal(fault.status)
        content = envelope.original_content or b""
        mail = self._mailbox.take(self._clock.shown_at(), envelope.mail_from or "", envelope.rcpt_tos, content)
        self._live.publish("mail", mail=mail_for_browser(mail))
        if fault:
            _abort(server)
        return "250 2.6.0 OK"

    async def serve(self, listener: socket.socket) -> Callable[[], None]:
        """Starts serving at the socket; returns a function that stops it."""
        loop = asyncio.get_running_loop()
        open_now: set[SMTP] = set()

        def connected() -> SMTP:
            session = SMTP(self, hostname="sandbox", enable_SMTPUTF8=True, loop=loop)
            open_now.add(session)
            return session

        server = await loop.create_server(connected, sock=listener)

        def close() -> None:
            server.close()
            for session in open_now:
                _abort(session)

        return close


def _abort(session: SMTP) -> None:
    if isinstance(session.transport, asyncio.Transport):
        session.transport.abort()


def _refusal(status: int) -> str:
    if status >= PERMANENT:
        return f"{status} 5.1.1 That mailbox is not here"
    return f"{status} 4.3.0 Try again later"
