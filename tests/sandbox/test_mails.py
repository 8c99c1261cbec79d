"""E-mail: a real mail server whose mails the page shows and tests look at."""

import json
import smtplib
import urllib.error
import urllib.request
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from sandbox import Sandbox

Json = dict[str, Any]
HTML = '<html><head><title>x</title></head><body><a href="https://a.example/">Sign</a><script>1</script></body></html>'


def mail(to: str = "dana@acme.example") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "Jobjacket <bot@home.example>", f"Dana Whitfield <{to}>"
    message["Subject"] = "Sign off: Läufer “v2”"
    message["X-Job"] = "ACME-101"
    message.set_content("Please sign.\n")
    message.add_alternative(HTML, subtype="html")
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="Läufer v2.pdf")
    return message


def send(sandbox: Sandbox, message: EmailMessage | None = None) -> None:
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=5) as server:
        server.send_message(message or mail())


def get(url: str) -> tuple[bytes, Any]:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read(), answer.headers


def test_a_mail_is_kept_as_it_was_said(sandbox: Sandbox) -> None:
    send(sandbox)

    (kept,) = sandbox.mails
    assert (kept.to, kept.return_path) == (["dana@acme.example"], "bot@home.example")
    assert (kept.sender, kept.subject) == ("Jobjacket <bot@home.example>", "Sign off: Läufer “v2”")
    assert (kept.text, kept.html and kept.html.strip(), kept.headers["X-Job"]) == ("Please sign.\n", HTML, "ACME-101")
    assert [(one.name, one.content_type, one.content) for one in kept.attachments] == [
        ("Läufer v2.pdf", "application/pdf", b"%PDF-1")
    ]


def test_the_page_gets_the_list_the_html_without_scripts_and_the_attachments(sandbox: Sandbox) -> None:
    send(sandbox)
    send(sandbox, mail("lee@acme.example"))

    told = json.loads(get(f"{sandbox.url}/browser/mails")[0])["mails"]
    assert [one["to"] for one in told] == [["lee@acme.example"], ["dana@acme.example"]]
    assert (told[0]["has_html"], told[0]["attachments"][0]["size"]) == (True, 6)
    html, headers = get(f"{sandbox.url}/mails/{told[0]['id']}/html")
    assert b'<head><base target="_blank">' in html
    assert headers["content-security-policy"].startswith("sandbox allow-popups allow-popups-to-escape-sandbox; default")
    content, headers = get(f"{sandbox.url}/mails/{told[0]['id']}/attachments/0")
    assert content == b"%PDF-1"
    assert headers["content-disposition"] == "attachment; filename*=UTF-8''L%C3%A4ufer%20v2.pdf"
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(f"{sandbox.url}/mails/{told[0]['id']}/attachments/1")
    with missing.value as answer:
        assert answer.code == 404


def test_a_picture_inside_a_mail_is_shown_where_the_html_names_it(sandbox: Sandbox) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "bot@home.example", "dana@acme.example"
    message.set_content("Logo")
    message.add_alternative('<img src="cid:logo">', subtype="html")
    message.get_payload()[1].add_related(b"PNG", "image", "png", cid="<logo>")
    send(sandbox, message)
    html, _ = get(f"{sandbox.url}/mails/{sandbox.mails[0].id}/html")
    assert b'src="data:image/png;base64,UE5H"' in html
    assert sandbox.mails[0].attachments == []


@pytest.mark.parametrize(("call", "status"), [("smtp.rcpt", 550), ("smtp.rcpt", 451), ("smtp.data", 451)])
def test_a_mail_can_be_refused_once(sandbox: Sandbox, call: str, status: int) -> None:
    sandbox.faults.fail_next(call, status=status)

    with pytest.raises((smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)) as refused:
        send(sandbox)
    assert str(status) in str(refused.value)
    assert sandbox.mails == []
    send(sandbox)
    assert len(sandbox.mails) == 1


def test_a_mail_can_be_taken_though_the_sender_never_hears_of_it(sandbox: Sandbox) -> None:
    sandbox.faults.fail_next("smtp.data", lose_answer="connection")

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(sandbox)
    assert len(sandbox.mails) == 1


def test_mails_are_there_again_after_a_restart(manifest: Json, workspace: Json, tmp_path: Path) -> None:
    with Sandbox(manifest, workspace, state=tmp_path / "state.json") as before:
        send(before)
    with Sandbox(manifest, workspace, state=tmp_path / "state.json") as after:
        assert [one.subject for one in after.mails] == ["Sign off: Läufer “v2”"]
