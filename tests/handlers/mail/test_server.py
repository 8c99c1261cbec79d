"""What a mail server's answers mean for a letter; the server is a real one, on this machine."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from bot.messaging.outbox import Dead, RetryAfter
from handlers.mail.letters import Letter, composed
from handlers.mail.server import MailServer, NotSent

# Loopback too, but not by a name that stands for this machine: TLS is asked for, as of any other server.
HOST = "127.0.0.2"
MAIL = composed(
    Letter(("Dana", "dana@acme.example"), ("Maya", "maya@hv.example"), "t", "Hello", "<p>Hi</p>", "Hi"),
    "Harbour & Vale <desk@hv.example>",
    "k",
    datetime(2026, 3, 12, tzinfo=UTC),
)


class Answers:
    """A mail server's handler that answers a step as it is told to."""

    def __init__(self, **answers: str) -> None:
        self.answers, self.taken = answers, []

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, _s: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("mail", "250 OK")

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _s: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("rcpt", "250 OK")

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, _s: Any, _session: Any, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        return self.answers.get("data", "250 OK")


@contextmanager
def running(handler: Answers, **options: Any) -> Iterator[int]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname=HOST, port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def outcome(url: str, tls: ssl.SSLContext | None = None) -> Dead | RetryAfter | None:
    try:
        MailServer.at(url).take(MAIL, tls)
    except NotSent as refused:
        return refused.outcome
    return None


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's TLS, and the client's that trusts it."""
    folder: Path = tmp_path_factory.mktemp("tls")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-keyout", f"{folder}/key", "-out", f"{folder}/cert", "-days", "9", "-subj", "/CN=mail"]
    subprocess.run([*made, "-addext", f"subjectAltName=IP:{HOST}"], check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(f"{folder}/cert", f"{folder}/key")
    return server, ssl.create_default_context(cafile=f"{folder}/cert")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, None),
        ({"rcpt": "251 will forward"}, None),
        ({"rcpt": "550 5.1.1 no dana@acme.example here"}, Dead("the mail server refused the recipient (550 5.1.1)")),
        ({"rcpt": "451 4.7.1 greylisted"}, RetryAfter(300, "the mail server refused the recipient (451 4.7.1)")),
        ({"mail": "553 who are you"}, Dead("the mail server refused our address as its sender (553)")),
        ({"data": "554 5.7.1 spam"}, Dead("the mail server refused the letter (554 5.7.1)")),
        ({"data": "452 4.3.1 disk full"}, RetryAfter(300, "the mail server refused the letter (452 4.3.1)")),
        ({"data": "421 going down"}, RetryAfter(300, "the mail server refused the letter (421)")),
    ],
)
def test_5xx_is_final_and_4xx_is_tried_again(answers: dict[str, str], expected: object) -> None:
    with running(Answers(**answers)) as port:
        assert outcome(f"smtp://{HOST}:{port}") == expected


def test_a_server_that_is_away_is_away_for_all_letters() -> None:
    with socket.socket() as free:
        free.bind((HOST, 0))
        url = f"smtp://{HOST}:{free.getsockname()[1]}"
        with pytest.raises(NotSent) as refused:
            MailServer.at(url).take(MAIL)
    assert refused.value.is_away
    assert refused.value.outcome == RetryAfter(30, "the mail server did not answer: ConnectionRefusedError")


def test_a_password_goes_over_tls_alone(certificate: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=given.password == b"s3cr3t/:@", handled=False)

    options = {"authenticator": check, "auth_require_tls": False}
    theirs, ours = certificate
    with running(Answers(), **options) as port:
        assert outcome(f"smtp://me:s3cr3t%2F%3A%40@{HOST}:{port}") == Dead(
            "the mail server offers no TLS, and a password is never sent in the clear"
        )
    handler = Answers()
    with running(handler, tls_context=theirs, require_starttls=True, **options) as port:
        assert outcome(f"smtp://me:s3cr3t%2F%3A%40@{HOST}:{port}", ours) is None
        assert outcome(f"smtp://me:wrong@{HOST}:{port}", ours) == Dead(
            "the mail server refused our user name and password (535 5.7.8)"
        )
        assert isinstance(outcome(f"smtp://me:s3cr3t%2F%3A%40@{HOST}:{port}"), Dead)  # nobody we trust signed it
    assert [each.rcpt_tos for each in handler.taken] == [["dana@acme.example"]]
    with running(Answers(), ssl_context=theirs, **options) as port:
        # aiosmtpd's own check that it is up speaks no TLS here, so only the address is tried
        assert MailServer.at(f"smtps://{HOST}:{port}").begins_with_tls


def test_no_password_is_ever_shown() -> None:
    assert "s3cr3t" not in repr(MailServer.at("smtps://me:s3cr3t@mail.example"))
