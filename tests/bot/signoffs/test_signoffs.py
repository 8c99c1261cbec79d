"""Sign-offs: asked, decided once, closed by a newer version; each told the truth."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.errors import BotError, Conflict, NotAllowed, UsageError
from bot.rules.signoffs.ledger import digest
from bot.signoffs.artefacts import FileGiven
from bot.signoffs.requests import request_signoff
from bot.signoffs.shown import SignoffShown
from storage.clients.contacts import Contact
from storage.kit.files import StoredFile
from storage.messaging.notices import QueuedNotice
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus
from tests.bot.signoffs.signoff_desk import (
    DANA,
    HANNAH,
    NOAH,
    OMAR,
    a_request,
    ask,
    asked,
    decide,
    events,
    now,
    open_account,
)
from tests.conftest import actor

YES, WITH, CHANGES, NO = SignoffDecision


@pytest.fixture
def account(agency: Bot) -> Bot:
    return open_account(agency)


def queued(bot: Bot) -> list[tuple[str, str]]:
    """What waits to be sent: its kind, and where it goes."""
    with bot.store.read() as session:
        rows = session.scalars(select(QueuedNotice).order_by(QueuedNotice.id))
        return [(str(row.payload["kind"]).removeprefix("Signoff").lower(), row.channel) for row in rows]


def test_each_approver_is_asked_by_their_own_channel_and_the_desk_sees_it(account: Bot) -> None:
    shown = ask(account, OMAR, DANA, quorum=Quorum.ALL)
    assert queued(account) == [("file", "C0SHARED"), ("asked", "C0SHARED"), ("asked", DANA), ("desk", "C0DESK")]
    assert (shown.named, shown.status) == ("Mailer layout, version 1", SignoffStatus.OPEN)
    with account.store.read() as session:
        file = session.get_one(StoredFile, shown.content_hash)
        assert (file.name, file.content) == ("layout-v1.pdf", b"%PDF layout one")
    assert [each.name for each in shown.waiting] == ["Omar Haddad", "Dana Fox"]
    link = ask(account, link="https://acme.example/v1", kind=SignoffKind.COPY)
    assert link.content_hash == digest("https://acme.example/v1")


def test_the_decision_of_the_last_who_is_needed_settles_it_and_both_sides_get_a_receipt(account: Bot) -> None:
    shown = ask(account, OMAR, DANA, quorum=Quorum.ALL)
    assert decide(account, shown, OMAR, YES).status == SignoffStatus.OPEN
    done = decide(account, shown, DANA, WITH, "Bigger logo")
    assert (done.status, done.approvers[1].said) == (SignoffStatus.APPROVED_WITH_CHANGES, "Bigger logo")
    assert queued(account)[4:] == [("receipt", "C0SHARED"), ("receipt", DANA), ("receipt", "C0DESK")]
    assert events(account) == ["requested", "decided", "decided", "settled"]


def test_a_dead_version_tells_where_it_went_and_the_new_one_counts_on(account: Bot) -> None:
    first = ask(account)
    second = asked(account, series_id=first.series_id, file=FileGiven(name="v2.pdf", content=b"two"))
    assert (second.closed_version, second.signoff.version) == (1, 2)
    with pytest.raises(Conflict, match="decide on version 2"):
        decide(account, first, OMAR, YES)
    old = now(account, first)
    assert (old.status, old.newer and old.newer.id) == (SignoffStatus.SUPERSEDED, second.signoff.id)
    decide(account, second.signoff, OMAR, YES)
    third = ask(account, series_id=first.series_id)
    assert third.since
    assert (third.version, third.since.version, third.since.approved_on) == (3, 2, date(2026, 3, 12))


def test_of_two_who_decide_at_once_the_first_counts_and_the_other_is_told_who_decided_what(account: Bot) -> None:
    shown = ask(account, OMAR, HANNAH)

    def attempt(contact_id: str, decision: SignoffDecision) -> SignoffShown | BotError:
        try:
            return decide(account, shown, contact_id, decision, "No")
        except BotError as refusal:
            return refusal

    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(attempt, (OMAR, HANNAH), (YES, NO)))
    (refusal,) = (each for each in outcomes if isinstance(each, BotError))
    assert isinstance(refusal, Conflict)
    assert now(account, shown).status.value in str(refusal)
    assert events(account) == ["requested", "decided", "settled"]


def test_who_decided_or_is_asked_no_more_decides_nothing(account: Bot) -> None:
    shown = ask(account, OMAR, HANNAH, quorum=Quorum.ALL)
    decide(account, shown, OMAR, YES)
    with pytest.raises(Conflict, match="You approved this already"):
        decide(account, shown, OMAR, NO, "Changed my mind")
    with account.store.begin() as session:
        session.get_one(Contact, HANNAH).removed_at = account.now()
    with pytest.raises(NotAllowed, match="no longer asked for this sign-off"):
        decide(account, shown, HANNAH, YES)
    with pytest.raises(UsageError, match="which changes"):
        decide(account, ask(account), OMAR, WITH)


@pytest.mark.parametrize(
    ("contact_ids", "fields", "where", "why"),
    [
        ((NOAH,), {}, "approvers", "Noah Lim can't approve this kind"),
        (("c-gone",), {}, "approvers", "no longer a contact of Acme Outdoor"),
        ((OMAR,), {"title": " "}, "title", "what it is"),
        ((OMAR,), {"due_on": date(2026, 3, 11)}, "due_on", "Today is Thu 12 Mar 2026"),
        ((OMAR,), {"file": None}, "file", "one thing"),
        ((OMAR,), {"link": "https://a.example", "file": FileGiven(name="a", content=b"a")}, "link", "not two"),
        ((OMAR,), {"file": FileGiven(name="a.pdf", content=b"")}, "file", "a.pdf is empty"),
        ((OMAR,), {"kind": SignoffKind.ESTIMATE}, "kind", "our own estimates only"),
        ((OMAR,), {"series_id": "nothing"}, "series", "sign-off of ACME-101"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field_and_nothing_is_kept(
    account: Bot, contact_ids: tuple[str, ...], fields: dict, where: str, why: str
) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        ask(account, *contact_ids, **fields)
    assert set(refused.value.refusal.fields) == {where}
    assert (queued(account), events(account)) == ([], [])


def test_without_a_mail_server_a_contact_by_mail_is_not_asked(account: Bot) -> None:
    with pytest.raises(UsageError, match="your operator to set SMTP_URL, MAIL_FROM and PUBLIC_URL"):
        ask(replace(account, can_mail=False), DANA)


def test_the_same_delivery_twice_asks_once_and_only_the_account_desk_asks(account: Bot) -> None:
    maya, request = actor("Maya Torres"), a_request(account)
    assert request_signoff(account, maya, request) == request_signoff(account, maya, request)
    assert events(account) == ["requested"]
