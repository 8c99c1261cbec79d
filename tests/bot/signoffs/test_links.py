"""Links to the sign-off page: whose, how long, how often."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.core import OPERATOR, Bot
from bot.desk.erasure import erase_contact
from bot.errors import BotError, Conflict, NotAllowed, UsageError
from bot.rules.clients.contacts import ContactRequest
from bot.rules.kit.link_tokens import kept_of
from bot.signoffs.certificates import certificate_of
from bot.signoffs.changes import withdraw
from bot.signoffs.contacts import keep_contact
from bot.signoffs.ledger import verify
from bot.signoffs.links import DeadLink, Gone, new_link, revoke_links, send_link_anew
from bot.signoffs.pages import PageDecision, decide_by_link, page_of, receipt_of
from storage.kit import files
from storage.messaging import notices
from storage.people import people
from storage.signoffs import links as signoff_links
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus, Via
from storage.words.time import Role
from tests.bot.signoffs.signoff_desk import DANA, NOAH, OMAR, ask, events, now, open_account
from tests.conftest import FixedClock, actor


@pytest.fixture
def account(agency: Bot) -> Bot:
    return open_account(agency)


def chosen(decision: SignoffDecision = SignoffDecision.APPROVED, form: str = "f1", said: str = "") -> PageDecision:
    return PageDecision(form=form, decision=decision, name=" Dana   Fox ", said=said)


def why_dead(bot: Bot, token: str) -> Gone:
    with pytest.raises(DeadLink) as dead:
        page_of(bot, token)
    return dead.value.why


def test_a_link_shows_its_sign_off_and_only_its_hash_is_kept(account: Bot) -> None:
    shown = ask(account, DANA)
    link = new_link(account, shown.approvers[0].id)
    assert page_of(account, link.token).can_decide
    assert link.expires_at == account.now() + timedelta(days=14)
    assert len(link.token) >= 43
    with account.store.read() as session:
        kept = signoff_links.by_hash(session, kept_of(link.token))
        assert kept
        assert link.token not in repr(kept)


def test_a_decision_by_link_is_on_record_and_uses_up_every_link_of_its_approver(account: Bot) -> None:
    shown = ask(account, DANA)
    first, second = (new_link(account, shown.approvers[0].id).token for _ in range(2))
    receipt = decide_by_link(account, first, chosen())
    told = receipt_of(account, receipt)
    (dana,) = told.signoff.approvers
    assert (told.signoff.status, dana.via, dana.confirmed_name) == (SignoffStatus.APPROVED, Via.PAGE, "Dana Fox")
    assert [why_dead(account, token) for token in (first, second)] == [Gone.USED, Gone.USED]
    assert why_dead(account, receipt) == Gone.WRONG  # a receipt is no page to decide on
    with pytest.raises(DeadLink):
        decide_by_link(account, second, chosen(SignoffDecision.DECLINED, "f2", "no"))
    assert not verify(account, OPERATOR).problem


def test_the_same_form_sent_twice_is_one_decision_with_the_same_answer(account: Bot) -> None:
    shown = ask(account, DANA, NOAH, kind=SignoffKind.COPY, quorum=Quorum.ALL)
    token = new_link(account, shown.approvers[0].id).token
    with ThreadPoolExecutor(2) as at_once:
        receipts = list(at_once.map(lambda _: decide_by_link(account, token, chosen()), range(2)))
    assert receipts[0] == receipts[1]
    assert events(account, shown.id).count("decided") == 1
    assert now(account, shown).is_open  # Noah is still asked


def test_two_forms_at_once_are_one_decision_and_the_other_is_told(account: Bot) -> None:
    shown = ask(account, DANA)
    token = new_link(account, shown.approvers[0].id).token

    def send(form: str) -> str | None:
        try:
            return decide_by_link(account, token, chosen(form=form))
        except BotError:
            return None

    with ThreadPoolExecutor(2) as at_once:
        receipts = list(at_once.map(send, ["f1", "f2"]))
    assert sum(receipt is not None for receipt in receipts) == 1
    assert events(account, shown.id).count("decided") == 1


def test_what_is_refused_leaves_the_link_as_it_was(account: Bot) -> None:
    token = new_link(account, ask(account, DANA).approvers[0].id).token
    for wrong in (chosen(SignoffDecision.DECLINED), chosen().model_copy(update={"name": " "})):
        with pytest.raises(UsageError) as refused:
            decide_by_link(account, token, wrong)
        assert len(refused.value.refusal.fields) == 1
    assert decide_by_link(account, token, chosen())


def test_a_link_dies_of_age_of_being_taken_back_and_with_its_approver(account: Bot, clock: FixedClock) -> None:
    shown = ask(account, DANA)
    token = new_link(account, shown.approvers[0].id).token
    assert why_dead(account, "guess") == why_dead(account, "") == why_dead(account, "\ud800") == Gone.WRONG
    revoke_links(account, actor("Maya"), shown.approvers[0].id)
    assert why_dead(account, token) == Gone.REVOKED
    with pytest.raises(Conflict):
        revoke_links(account, actor("Maya"), shown.approvers[0].id)
    another = new_link(account, shown.approvers[0].id).token
    clock.forward(days=14)
    assert why_dead(account, another) == Gone.EXPIRED
    assert events(account, shown.id) == ["requested", "link revoked"]


def test_opening_a_link_is_on_record_once_and_decides_nothing(account: Bot) -> None:
    shown = ask(account, DANA)
    token = new_link(account, shown.approvers[0].id).token
    for _ in range(3):
        page_of(account, token, opens=True)
    assert events(account, shown.id) == ["requested", "viewed"]
    assert now(account, shown).is_open


def test_a_link_tells_the_truth_of_what_can_be_decided_no_more(account: Bot) -> None:
    shown = ask(account, DANA)
    token = new_link(account, shown.approvers[0].id).token
    withdraw(account, actor("Maya"), shown.id)
    assert not page_of(account, token).can_decide
    for form in ("f1", "f2"):  # the attempt is on record, once
        with pytest.raises(Conflict, match="withdrawn"):
            decide_by_link(account, token, chosen(form=form))
    assert events(account, shown.id) == ["requested", "withdrawn", "attempt refused"]


def test_a_link_is_sent_anew_to_who_is_asked_by_mail(account: Bot) -> None:
    shown = ask(account, DANA, OMAR)
    delivery = actor("Maya")
    for _ in range(2):  # the same delivery twice is one letter
        send_link_anew(account, delivery, shown.approvers[0].id)
    with account.store.read() as session:
        queued = session.query(notices.QueuedNotice).filter_by(channel=DANA).count()
    assert queued == 2
    with pytest.raises(Conflict, match="in chat"):
        send_link_anew(account, actor("Maya"), shown.approvers[1].id)
    with pytest.raises(BotError):
        send_link_anew(account, actor("Maya"), "nobody")


def test_links_that_went_to_an_address_that_is_theirs_no_more_open_nothing(account: Bot) -> None:
    shown = ask(account, DANA, NOAH, kind=SignoffKind.COPY)
    tokens = [new_link(account, each.id).token for each in shown.approvers]

    def dana_is_kept(email: str) -> None:
        request = ContactRequest(name="Dana Fox-Ray", email=email, approves=[SignoffKind.COPY])
        keep_contact(account, actor("Maya"), shown.client_id, DANA, request, None)

    dana_is_kept("dana@acme.example")
    assert page_of(account, tokens[0]).signoff.approvers[0].name == "Dana Fox-Ray"
    dana_is_kept("dana.fox@acme.example")
    assert why_dead(account, tokens[0]) == Gone.REVOKED
    assert page_of(account, tokens[1]).can_decide  # Noah's
    with account.store.read() as session:
        assert session.query(notices.QueuedNotice).filter_by(channel=DANA).count() == 2  # asked, and asked there
    assert events(account, shown.id) == ["requested", "link revoked"]


def test_the_certificate_is_made_once_and_stays_the_same(account: Bot, clock: FixedClock) -> None:
    shown = ask(account, DANA)
    with pytest.raises(BotError, match="isn't settled"):
        certificate_of(account, shown.id)
    decide_by_link(account, new_link(account, shown.approvers[0].id).token, chosen())
    first = certificate_of(account, shown.id)
    ask(account, DANA)  # the log goes on
    clock.forward(days=3)
    assert certificate_of(account, shown.id) == first
    assert now(account, shown).certificate_id
    assert first.content.startswith(b"%PDF-")


def test_an_erased_contact_leaves_the_log_whole_and_no_name_on_the_certificate(account: Bot) -> None:
    shown = ask(account, DANA)
    decide_by_link(account, new_link(account, shown.approvers[0].id).token, chosen())
    head, named = verify(account, OPERATOR).head, certificate_of(account, shown.id)
    erase_contact(account, OPERATOR, "dana@acme.example")
    found = verify(account, OPERATOR, head)
    assert (found.problem, found.head) == ("", head)
    anew = certificate_of(account, shown.id)
    assert (anew.content != named.content, now(account, shown).approvers[0].name) == (True, "A former contact")
    with account.store.read() as session:
        assert files.by_id(session, hashlib.sha256(named.content).hexdigest()) is None
    assert [each.id for each in erase_contact(account, OPERATOR, "U0OMAR")] == [OMAR]  # who has no e-mail address


def test_who_may_not_ask_for_sign_off_can_send_and_take_back_no_link(account: Bot) -> None:
    approver = ask(account, DANA).approvers[0].id
    with account.store.begin() as session:
        sam = people.by_email(session, "sam@hv.example")
        assert sam
        sam.role = Role.TEAM
    for use_case in (send_link_anew, revoke_links):
        with pytest.raises(NotAllowed):
            use_case(account, actor("Sam"), approver)
