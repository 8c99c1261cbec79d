"""What counts as burn, from real entries and costs, on both databases."""

from datetime import date
from typing import Any

from sqlalchemy import event

from bot.admin.imports import import_rates
from bot.core import OPERATOR, Bot
from bot.estimates.burn import burns_of
from bot.rules.estimates.burn import Burn
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.jobs.costs import Expense, JobCost, PurchaseOrder
from storage.words.accounts import OrderSide
from storage.words.signoffs import EstimateStatus
from tests.bot.timekeeping.test_time_entries import entries, log, log_job_id

RATES = [{"amount": "145.55", "currency": "USD", "from_date": "2026-01-01"}]


def cost(bot: Bot, table: type[JobCost], cents: int, **fields: Any) -> None:
    given = {"id": bot.new_id(), "job_id": log_job_id(bot, "ACME-101"), "cents": cents, "currency": "USD"}
    with bot.store.begin() as session:
        session.add(table(**(given | {"at": bot.now()} | fields)))


def burn(bot: Bot, number: str = "ACME-101") -> Burn:
    job_id = log_job_id(bot, number)
    with bot.store.read() as session:
        return burns_of(session, [job_id])[job_id]


def test_time_at_its_own_rate_expenses_and_open_orders_burn_the_approved_money(agency: Bot) -> None:
    log(agency, "2h ACME-101 before the rate card")
    assert import_rates(agency, OPERATOR, RATES, save=True).saved
    for line in ("10m ACME-101 a", "20m ACME-101 b", "1h ACME-101 nonbillable", "3h ACME-102 other job"):
        log(agency, line)
    gone = date(2026, 3, 11)
    cost(agency, Expense, 2_000, spent_on=gone)
    cost(agency, Expense, 7_777, spent_on=gone, voided_at=agency.now())
    cost(agency, Expense, 5_000, spent_on=gone, currency="EUR")
    cost(agency, PurchaseOrder, 900, number="P-1", side=OrderSide.AGENCY, issued_on=gone)
    cost(agency, PurchaseOrder, 800, number="P-2", side=OrderSide.AGENCY, issued_on=gone, closed_on=gone)
    cost(agency, PurchaseOrder, 10_000, number="C-1", side=OrderSide.CLIENT, issued_on=gone)
    found = burn(agency)
    # 10 and 20 minutes at 145.55 an hour are 24.258 and 48.517: each is rounded by itself.
    assert (found.minutes, found.unrated_minutes, found.time_cents) == (150, 120, 24_26 + 48_52)
    assert (found.expense_cents, found.open_order_cents, found.foreign_costs) == (2_000, 900, 1)
    assert found.percent is None


def test_all_time_of_a_job_that_is_not_billable_counts(agency: Bot) -> None:
    log(agency, "2h INT-ADM status")
    assert burn(agency, "INT-ADM").minutes == 120


def test_the_budget_is_the_approved_estimate_without_tax(agency: Bot) -> None:
    job_id, maya = log_job_id(agency, "ACME-101"), entries_owner(agency)
    money = {"total_cents": 12_000, "tax_cents": 2_000, "minutes": 90, "currency": "USD", "job_id": job_id}
    with agency.store.begin() as session:
        for version, status in ((1, EstimateStatus.REPLACED), (2, EstimateStatus.APPROVED), (3, EstimateStatus.SENT)):
            about = {"id": agency.new_id(), "version": version, "made_by_id": maya, "made_at": agency.now()}
            session.add(Estimate(**(money | about), status=status))
    assert (burn(agency).budget_cents, burn(agency).budget_minutes) == (10_000, 90)


def test_many_jobs_take_as_many_queries_as_one(agency: Bot) -> None:
    with agency.store.read() as session:
        ids = [job.id for job in jobs.every_job(session)]
        asked: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        assert set(burns_of(session, [*ids, *(f"none-{number}" for number in range(400))])) >= set(ids)
        assert len(asked) == 4


def entries_owner(bot: Bot) -> str:
    log(bot, "1h ACME-101 x")
    return entries(bot)[0].person_id
