"""A letter is one letter, whatever people are called."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.mail.letters import Attachment, Letter, composed, message_id

NOW = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
SENDER = "Harbour & Vale <desk@hv.example>"


def letter(name: str = "Dana", subject: str = "Please sign off", address: str = "dana@acme.example") -> Letter:
    file = Attachment(subject, "application/pdf", b"%PDF-")
    return Letter((name, address), (name, "maya@hv.example"), "s1", subject, "<p>Hi</p>", "Hi", attachments=[file])


def read(made: EmailMessage) -> EmailMessage:
    return message_from_bytes(made.as_bytes(), EmailMessage, policy=policy.default)


@given(st.text(), st.text())
@settings(max_examples=30)
def test_no_name_and_no_subject_can_add_a_header_or_a_recipient(name: str, subject: str) -> None:
    got = read(composed(letter(f"x\r\nBcc: a@b.example {name}", f"y\nX-Evil: 1 {subject}"), SENDER, "k", NOW))
    assert got["Bcc"] is None
    assert got["X-Evil"] is None
    assert [each.addr_spec for each in got["To"].addresses] == ["dana@acme.example"]
    assert [each.addr_spec for each in got["Reply-To"].addresses] == ["maya@hv.example"]
    assert got.get_body(("plain",)).get_content().strip() == "Hi"


@pytest.mark.parametrize("address", ["", "x", "@b", "a@", "a@b\r\nBcc: c@d.example", "a b@c.example", "a@b@c", "ä@c.d"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        composed(letter(address=address), SENDER, "k", NOW)


def test_a_domain_beyond_ascii_is_written_as_mail_servers_know_it() -> None:
    assert "dana@xn--bcher-kva.example" in composed(letter(address="dana@bücher.example"), SENDER, "k", NOW)["To"]


def test_each_try_at_a_notice_has_the_same_message_id_and_a_thread_has_one_root() -> None:
    first, again, other = (composed(letter(), SENDER, key, NOW) for key in ("k", "k", "l"))
    assert first["Message-ID"] == again["Message-ID"] == f"<{message_id('k')}@hv.example>" != other["Message-ID"]
    assert first["References"] == other["References"]
