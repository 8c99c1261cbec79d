"""The log as it is kept: nobody changes it, and whoever does it behind the bot's back is found."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.core import OPERATOR, Bot
from bot.errors import NotAllowed
from bot.signoffs import ledger
from storage.kit import files
from storage.signoffs import ledger as kept
from storage.signoffs.ledger import LedgerEvent
from storage.words.signoffs import SignoffDecision, SignoffEvent
from tests.bot.signoffs.signoff_desk import OMAR, ask, decide, open_account
from tests.conftest import actor

POSITIONS = 6


@pytest.fixture
def account(agency: Bot) -> Bot:
    """Two sign-offs: one approved, one declined; six events."""
    bot = open_account(agency)
    decide(bot, ask(bot), OMAR, SignoffDecision.APPROVED)
    decide(bot, ask(bot, title="Copy"), OMAR, SignoffDecision.DECLINED, "Too long")
    return bot


def tamper(bot: Bot, *statements: str) -> None:
    """Do what only somebody with the database in their hands can."""
    with bot.store.begin() as session:
        if bot.store.is_sqlite:
            for act in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER IF EXISTS ledger_no_{act}"))
        else:
            session.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            session.execute(text(statement))


def test_a_log_that_nobody_touched_is_in_order_and_has_each_head(account: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "BATCH", 4)
    found = ledger.verify(account, OPERATOR)
    assert (found.events, found.problem, found.broken_at) == (POSITIONS, "", None)
    with account.store.read() as session:
        third = session.get_one(LedgerEvent, 3)
    assert ledger.verify(account, OPERATOR, third.hash.upper()).head_position == 3
    assert "nowhere in the log" in ledger.verify(account, OPERATOR, "f" * 64).problem


@pytest.mark.parametrize(
    ("statement", "broken_at", "problem"),
    [
        (
            "UPDATE ledger SET body = replace(body, 'declined', 'approved') WHERE position = 5",
            5,
            "isn't what was hashed",
        ),
        ("UPDATE ledger SET event = 'viewed' WHERE position = 2", 2, "columns"),
        ("DELETE FROM ledger WHERE position = 3", 3, "missing"),
        ("DELETE FROM ledger WHERE position = 6", 6, "cut off: 6 events were written"),
        ("UPDATE signoffs SET status = 'approved' WHERE status = 'declined'", None, "the log says “declined”"),
        ("UPDATE signoffs SET title = 'Another' WHERE title = 'Copy'", None, "the request of sign-off"),
        ("UPDATE signoff_approvers SET decision = 'approved' WHERE decision = 'declined'", None, "the decision of"),
        ("UPDATE signoff_approvers SET said = 'Fine' WHERE decision = 'declined'", None, "the decision of"),
        ("UPDATE signoff_approvers SET decision = NULL WHERE decision = 'declined'", None, "gone from its table"),
    ],
)
def test_whatever_is_changed_behind_its_back_is_found(
    account: Bot, statement: str, broken_at: int | None, problem: str
) -> None:
    tamper(account, statement)
    found = ledger.verify(account, OPERATOR)
    assert (found.broken_at, problem in found.problem) == (broken_at, True), found.problem


def test_a_file_of_which_one_byte_was_changed_is_found(account: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PIECE", 4)
    assert ledger.verify(account, OPERATOR).problem == ""
    as_bytes = "CAST('%PDF layout two' AS BLOB)" if account.store.is_sqlite else "'%PDF layout two'::bytea"
    tamper(account, f"UPDATE stored_files SET content = {as_bytes}")
    found = ledger.verify(account, OPERATOR)
    assert "its bytes" in found.problem
    assert found.broken_at is None


def test_a_tail_that_was_cut_off_with_its_head_is_found_by_a_head_that_was_written_down(account: Bot) -> None:
    head = ledger.verify(account, OPERATOR).head
    with account.store.read() as session:
        fourth = session.get_one(LedgerEvent, 4)
    signoff = fourth.signoff_id
    tamper(
        account,
        "DELETE FROM ledger WHERE position > 4",
        f"UPDATE ledger_head SET position = 4, hash = '{fourth.hash}'",
        f"UPDATE signoffs SET status = 'open' WHERE id = '{signoff}'",
        f"UPDATE signoff_approvers SET decision = NULL WHERE signoff_id = '{signoff}'",
    )
    assert ledger.verify(account, OPERATOR).problem == ""
    assert "rewritten or cut off" in ledger.verify(account, OPERATOR, head).problem


@pytest.mark.parametrize("statement", ["UPDATE ledger SET body = ''", "DELETE FROM ledger"])
def test_the_database_itself_refuses_to_change_the_log(account: Bot, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), account.store.begin() as session:
        session.execute(text(statement))


def test_events_name_people_by_id_and_what_they_wrote_by_its_hash(account: Bot) -> None:
    with account.store.read() as session:
        bodies = [session.get_one(LedgerEvent, position).body for position in range(1, POSITIONS + 1)]
    for word in ("Omar", "Maya", "Acme", "Too long", "U0OMAR", "Copy"):
        assert all(word not in body for body in bodies)
    assert json.loads(bodies[1])["contact"] == OMAR


def test_an_event_that_could_not_be_checked_is_never_added(account: Bot) -> None:
    for body in ({"minutes": 1.5}, {"at": "now"}):
        with pytest.raises(ValueError, match="float|every event"), account.begin() as work:
            ledger.append(work, SignoffEvent.VIEWED, "any", body)


def test_only_the_operator_verifies(account: Bot) -> None:
    with pytest.raises(NotAllowed):
        ledger.verify(account, actor("Grace Lindqvist"))
