"""Watching approved budgets: told once at each threshold and version, and once of a pace too fast."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.estimates.watch import burn_shown, watch_burns
from bot.rules.estimates.burn import Burn, is_ahead, reached
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.messaging.unprompted import UnpromptedNotice
from tests.bot.estimates.test_estimates import approved, drafted, told
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock


@pytest.mark.parametrize(
    ("cents", "told_at", "now"),
    [(49_99, 0, None), (50_00, 0, 50), (50_00, 50, None), (95_00, 50, 90), (95_00, 90, None), (250_00, 90, 100)],
)
def test_the_highest_threshold_that_is_new_is_told(cents: int, told_at: int, now: int | None) -> None:
    assert reached(Burn(time_cents=cents, budget_cents=100_00), told_at) == now


@pytest.mark.parametrize(
    ("cents", "elapsed", "days", "ahead"),
    [(60_00, 5, 10, True), (59_99, 5, 10, False), (24_99, 1, 10, False), (25_00, 2, 10, True), (100_00, 5, 10, False)]
    + [(60_00, 0, 10, False), (60_00, 11, 10, False)],
)
def test_burn_is_ahead_of_plan_from_a_fifth_over_its_days_on(cents: int, elapsed: int, days: int, ahead: bool) -> None:
    assert is_ahead(Burn(time_cents=cents, budget_cents=100_00), elapsed, days) is ahead


def test_lead_and_director_are_told_once_at_each_threshold(either_account: Bot) -> None:
    drafted(either_account, "design 10h")
    shown = approved(either_account)
    before = len(told(either_account))
    watch_burns(either_account)
    assert len(told(either_account)) == before
    log(either_account, "4h ACME-101 2026-03-10 #design x")
    log(either_account, "4h ACME-101 2026-03-11 #design x")
    for _ in range(2):
        watch_burns(either_account)
    assert sorted(told(either_account)[before:]) == [("Elena", "BurnTold"), ("Priya", "BurnTold")]
    with either_account.store.read() as session:
        assert [
            row.payload["percent"] for row in session.scalars(select(UnpromptedNotice)) if "percent" in row.payload
        ] == [75, 75]
        assert session.get_one(Estimate, shown.id).told_percent == 75
    log(either_account, "2h ACME-101 #design x")
    watch_burns(either_account)
    assert len(told(either_account)) == before + 4
    state = burn_shown(either_account, shown.id, 100)
    assert (state.burn.percent, state.burn.variance_cents, state.is_current) == (100, 0, True)


def test_a_pace_ahead_of_the_due_date_is_told_once(account: Bot, clock: FixedClock) -> None:
    drafted(account, "design 10h")
    approved(account)
    with account.store.begin() as session:
        job = jobs.by_number(session, "ACME-101")
        assert job
        job.due_on = date(2026, 3, 25)  # ten business days from Thursday 12 March on
    before = len(told(account))
    log(account, "3h ACME-101 #design x")
    for _ in range(2):
        watch_burns(account)
    assert sorted(told(account)[before:]) == [("Elena", "BurnTold"), ("Priya", "BurnTold")]
    clock.forward(days=7)
    watch_burns(account)
    assert len(told(account)) == before + 2
