"""Reminders of sign-offs: once each, by the approver's own channel, and the lead once it is overdue."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.signoffs.notices import SignoffOverdue, SignoffReminder
from bot.signoffs.reminders import queue_signoff_reminders
from storage.clients.clients import Client
from storage.messaging.notices import QueuedNotice
from storage.messaging.unprompted import UnpromptedNotice
from storage.people.people import Person
from storage.words.signoffs import Quorum, SignoffDecision
from tests.bot.signoffs.signoff_desk import DANA, HANNAH, OMAR, ask, decide, events, open_account
from tests.conftest import FixedClock


@pytest.fixture
def account(agency: Bot) -> Bot:
    return open_account(agency)


def reminders(bot: Bot) -> list[tuple[str, str]]:
    """Why and where, of each reminder."""
    with bot.store.read() as session:
        rows = session.scalars(select(QueuedNotice).order_by(QueuedNotice.id))
        return [(row.payload["reminds"], row.channel) for row in rows if row.payload["kind"] == "SignoffReminder"]


def at(bot: Bot, clock: FixedClock, day: int, hour: int) -> None:
    """A minute of March 2026 in New York, and the scan twice."""
    clock.now = datetime(2026, 3, day, hour + 4, 1, tzinfo=UTC)
    queue_signoff_reminders(bot)
    queue_signoff_reminders(bot)


def test_who_has_not_decided_is_reminded_before_and_at_the_due_date_once_each(account: Bot, clock: FixedClock) -> None:
    shown = ask(account, OMAR, DANA, HANNAH, quorum=Quorum.ALL)  # due Friday 20
    at(account, clock, 18, 12)
    at(account, clock, 19, 8)
    assert reminders(account) == []
    decide(account, shown, HANNAH, SignoffDecision.APPROVED)
    at(account, clock, 19, 9)
    before = [("before it is due", "C0SHARED"), ("before it is due", DANA)]
    assert reminders(account) == before
    at(account, clock, 20, 9)
    assert reminders(account) == [*before, ("it is due today", "C0SHARED"), ("it is due today", DANA)]
    assert events(account)[-2:] == ["reminded", "reminded"]
    with account.store.read() as session:
        notices = [row.payload for row in session.scalars(select(QueuedNotice)) if "reminds" in row.payload]
    reminder = SignoffReminder.model_validate(notices[0])
    assert len(reminder.approver_ids) == 1
    assert reminder.still_relevant(account)
    decide(account, shown, OMAR, SignoffDecision.DECLINED, "No")
    assert not reminder.still_relevant(account)


def test_the_lead_is_told_once_when_it_is_overdue_and_nobody_once_it_is_decided(
    account: Bot, clock: FixedClock
) -> None:
    with account.store.begin() as session:
        grace = session.scalars(select(Person).where(Person.name == "Grace Lindqvist")).one()
        session.scalars(select(Client).where(Client.code == "ACME")).one().lead_id = grace.id
    shown = ask(account, OMAR)
    decide(account, ask(account, OMAR, title="Done"), OMAR, SignoffDecision.APPROVED)
    at(account, clock, 21, 8)
    at(account, clock, 21, 10)
    at(account, clock, 22, 10)
    with account.store.read() as session:
        (news,) = session.scalars(select(UnpromptedNotice))
    assert (news.person_id, news.payload["signoff_id"]) == (grace.id, shown.id)
    assert reminders(account) == []
    overdue = SignoffOverdue.model_validate(news.payload)
    assert overdue.still_relevant(account)
    decide(account, shown, OMAR, SignoffDecision.APPROVED)
    assert not overdue.still_relevant(account)
