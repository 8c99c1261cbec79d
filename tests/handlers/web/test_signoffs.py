"""The sign-off page as a visitor, a scanner and an attacker meet it."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.signoffs.artefacts import FileGiven
from bot.signoffs.changes import withdraw
from bot.signoffs.links import revoke_links
from handlers.web.forms import LARGEST_BODY
from handlers.web.limits import MOST_KEYS, Limiter
from storage.words.signoffs import Quorum, SignoffKind, SignoffStatus
from tests.bot.signoffs.signoff_desk import DANA, NOAH, ask, events, now
from tests.conftest import FixedClock, actor
from tests.handlers.web.conftest import FORM, Answer, Site

# What a browser can send.
WORDS = st.text(st.characters(codec="utf-8"), max_size=300)
PNG = b"\x89PNG\r\n\x1a\n rest of it"


def is_strict(answer: Answer) -> bool:
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    return (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("no-referrer", "no-store")


def test_a_decision_is_made_by_the_form_alone_and_leads_to_its_receipt(site: Site) -> None:
    shown = ask(site.bot, DANA)
    path = site.link(shown)
    site.ask("HEAD", path)
    page = site.get(path)
    assert page.status == 200
    assert is_strict(page)
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert all(
        each.startswith(("/", site.url, "data:,")) for each in re.findall(r'(?:src|href|action)="([^"]*)"', page.text)
    )
    assert site.get(f"{path}?decision=approved").status == 200
    assert events(site.bot, shown.id) == ["requested", "viewed"]

    sent = site.send(path, decision="approved with changes", said="Bigger <b>logo</b>")
    assert (sent.status, sent.body) == (303, b"")
    receipt_path = urlsplit(sent.headers["location"]).path
    receipt = site.get(receipt_path)
    assert is_strict(receipt)
    assert "You approved this with changes" in receipt.text
    assert b"Bigger &lt;b&gt;logo" in receipt.body
    certificate = site.get(f"{receipt_path}/certificate")
    assert certificate.headers["content-type"] == "application/pdf"
    assert certificate.body.startswith(b"%PDF-")
    assert now(site.bot, shown).status == SignoffStatus.APPROVED_WITH_CHANGES


def test_a_link_that_opens_nothing_says_why_and_nothing_else(site: Site, clock: FixedClock) -> None:
    shown = ask(site.bot, DANA)
    used, revoked, expired = (site.link(ask(site.bot, DANA)) for _ in range(3))
    site.send(used, decision="approved")
    taken_back = now(site.bot, shown)
    revoked = site.link(taken_back)
    revoke_links(site.bot, actor("Maya"), taken_back.approvers[0].id)
    expired = site.link(ask(site.bot, DANA))
    clock.forward(days=15)
    answers = [
        site.get(path) for path in (used, revoked, expired, "/signoff/wrong", "/signoff/wrong/file", "/receipt/x")
    ]
    says = [re.search("This link[^.<]*", each.text)[0] for each in answers]
    assert says[:4] == [
        "This link has been used",
        "This link has been taken back",
        "This link has expired",
        "This link is not complete, or not one of ours",
    ]
    assert {each.status for each in answers} == {404}
    assert all(is_strict(each) for each in answers)
    shapes = {
        re.sub(r"<h1>.*?</p>|<title>.*?</title>|nonce=\"[^\"]*\"", "", each.text, flags=re.DOTALL) for each in answers
    }
    assert len(shapes) == 1
    assert not re.search("Acme|ACME|Dana|Mailer|Maya", "".join(each.text for each in answers))
    posted = [site.ask("POST", path, b"form=x&decision=approved", FORM) for path in (used, "/signoff/wrong")]
    assert [each.status for each in posted] == [403, 403]


def test_what_is_missing_is_asked_for_where_it_belongs_and_nothing_is_lost(site: Site) -> None:
    path = site.link(shown := ask(site.bot, DANA))
    refused = site.send(path, decision="changes requested", name='"><script>alert(1)</script>')
    assert refused.status == 422
    assert "Please say what should change" in refused.text
    assert b"<script" not in refused.body
    assert 'value="changes requested" checked' in refused.text
    assert "Please choose one of the four" in site.send(path, decision="burn it").text
    assert "Please type your name" in site.send(path, decision="approved", name=" ").text
    assert now(site.bot, shown).is_open


def test_what_can_be_decided_no_more_is_told_and_not_decided(site: Site) -> None:
    shown = ask(site.bot, DANA)
    path = site.link(shown)
    form = site.form(path)
    withdraw(site.bot, actor("Maya"), shown.id)
    late = site.send(path, form=form, decision="approved")
    assert late.status == 409
    assert "has withdrawn" in late.text
    assert "Send my decision" not in late.text
    assert "has taken this back" in site.get(path).text


def test_everybody_who_is_asked_is_told_how_it_stands(site: Site) -> None:
    shown = ask(site.bot, DANA, NOAH, kind=SignoffKind.COPY, quorum=Quorum.ALL)
    dana, noah = site.link(shown), site.link(shown, 1)
    sent = site.send(dana, decision="approved")
    receipt_path = urlsplit(sent.headers["location"]).path
    assert "still waits for Noah Lim" in site.get(receipt_path).text
    assert site.get(f"{receipt_path}/certificate").status == 404
    assert "Approved on 12 March 2026, 11:00 EDT" in site.get(noah).text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_that_another_site_sends_is_refused(site: Site, headers: dict[str, str]) -> None:
    path = site.link(shown := ask(site.bot, DANA))
    assert site.send(path, headers, decision="approved").status == 403
    assert now(site.bot, shown).is_open


def test_a_form_is_good_for_its_own_link_alone_and_within_bounds(site: Site) -> None:
    path = site.link(shown := ask(site.bot, DANA))
    other = site.form(site.link(ask(site.bot, NOAH, kind=SignoffKind.COPY)))
    assert site.send(path, form=other, decision="approved").status == 403
    assert site.send(path, form="x", decision="approved").status == 403
    assert site.ask("POST", path, b"{}", {"content-type": "application/json"}).status == 415
    assert site.ask("POST", path, b"said=" + b"x" * LARGEST_BODY, FORM).status == 413
    assert site.ask("POST", path, b"a&" * 30, FORM).status == 400
    assert site.ask("PUT", path).status == 405
    assert now(site.bot, shown).is_open


@pytest.mark.parametrize(
    ("name", "content", "shown_as"),
    [
        ("layout.png", PNG, "image/png"),
        ("sheet.pdf", b"%PDF-1.7", "application/pdf"),
        ("page.html", b"<script>alert(1)</script>", None),
        ("picture.svg", b"<svg onload='alert(1)'/>", None),
        ("looks-like.png", b"<script>alert(1)</script>", None),
        ('a"\r\nX-Evil: 1 ü/../b.bin', b"data", None),
    ],
)
def test_a_file_is_shown_only_where_that_can_do_no_harm(
    site: Site, name: str, content: bytes, shown_as: str | None
) -> None:
    file = FileGiven(name=name, media_type="text/html", content=content)
    path = site.link(ask(site.bot, DANA, file=file))
    got = site.get(f"{path}/file")
    assert got.body == content
    assert is_strict(got)
    assert got.headers["content-type"] == (shown_as or "application/octet-stream")
    disposition = got.headers["content-disposition"]
    assert disposition.startswith("inline; " if shown_as else "attachment; ")
    assert "x-evil" not in got.headers
    assert ("<img" in site.get(path).text) == (shown_as == "image/png")


def test_who_asks_too_often_waits(site: Site) -> None:
    site.pages._links = Limiter(3, 60)
    path = site.link(ask(site.bot, DANA))
    answers = [site.get(path) for _ in range(4)]
    assert [each.status for each in answers[:-1]] == [200] * 3
    assert answers[-1].status == 429
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert site.get(site.link(ask(site.bot, DANA))).status == 200


def test_a_limiter_counts_by_key_and_forgets_with_time_and_with_numbers() -> None:
    clock = [0.0]
    limiter = Limiter(2, 60, lambda: clock[0])
    assert [limiter.wait("a") for _ in range(3)] == [0, 0, 60]
    assert limiter.wait("b") == 0
    clock[0] = 59
    assert limiter.wait("a") == 1
    clock[0] = 60
    assert limiter.wait("a") == 0
    for number in range(MOST_KEYS):
        limiter.wait(str(number))
    assert limiter.wait("a") == 0


def test_a_fault_is_told_with_a_reference_and_no_token_is_logged(
    site: Site, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site.link(ask(site.bot, DANA))
    monkeypatch.setattr("handlers.web.signoffs.signoff_values", None)
    broken = site.get(path)
    with site.bot.store.begin() as session:
        session.execute(text("ALTER TABLE signoff_links RENAME TO gone"))
    away = site.get(path)
    assert (broken.status, away.status) == (500, 503)
    for answer in (broken, away):
        assert is_strict(answer)
        reference = re.search("Reference: ([0-9a-f]{8})", answer.text)
        assert reference
        assert reference[1] in logged()
        assert "Traceback" not in answer.text
    assert path.rpartition("/")[2] not in logged()


@given(body=st.binary(max_size=400), name=WORDS, said=WORDS, decision=st.sampled_from(["declined", "approved", "x"]))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_ever_breaks_the_page(site: Site, body: bytes, name: str, said: str, decision: str) -> None:
    site.pages._links = site.pages._addresses = Limiter(1_000_000, 60)
    path = site.link(ask(site.bot, DANA))
    form = site.form(path)
    answers = [
        site.ask("POST", path, body, FORM),
        site.ask("POST", path, b"form=" + form.encode() + b"&" + body, FORM),
        site.send(
            path,
            form=form,
            decision=decision,
            name=name,
            said=said,
        ),
    ]
    assert {each.status for each in answers} <= {303, 400, 403, 404, 409, 422}
