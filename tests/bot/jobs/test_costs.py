"""Expenses, purchase orders and billed amounts of a job."""

from datetime import date

import pytest

from bot.admin.imports import import_people
from bot.core import OPERATOR, Bot
from bot.errors import Conflict, NotAllowed, UsageError
from bot.estimates.burn import burns_of
from bot.jobs.costs import CostRequest, CostsShown, add_cost, close_order, costs_of, take_back_cost
from bot.rules.jobs.costs import CostKind
from storage.kit import history
from storage.words.accounts import OrderSide
from storage.words.time import Change
from tests.bot.jobs.job_desk import MAYA, job, set_client
from tests.conftest import PEOPLE, actor

TODAY = date(2026, 3, 12)


def costs(bot: Bot) -> CostsShown:
    return costs_of(bot, actor(MAYA), job(bot, "ACME-101").id)


def add(bot: Bot, kind: CostKind, amount: str, **more: object) -> None:
    request = CostRequest.model_validate({"kind": kind, "amount": amount, "on": TODAY, **more})
    add_cost(bot, actor(MAYA), job(bot, "ACME-101").id, request)


def burned(bot: Bot) -> int:
    with bot.store.read() as session:
        return burns_of(session, [job(bot, "ACME-101").id])[job(bot, "ACME-101").id].burned_cents


def test_money_is_kept_to_the_cent_in_the_clients_currency(agency: Bot) -> None:
    set_client(agency, currency="EUR")
    add(agency, CostKind.EXPENSE, "1,250.05", name="PrintWorks", note="paper")
    add(agency, CostKind.ORDER, "EUR 300", name="PO-7")
    add(agency, CostKind.ORDER, "9000", name="4500", side=OrderSide.CLIENT)
    add(agency, CostKind.BILLED, "2k", name="2026-117", hours="12.5")
    shown = costs(agency)
    assert [(each.kind, each.cents, each.currency, each.is_open, each.minutes) for each in shown.costs] == [
        (CostKind.EXPENSE, 125_005, "EUR", False, None),
        (CostKind.ORDER, 30_000, "EUR", True, None),
        (CostKind.ORDER, 900_000, "EUR", False, None),
        (CostKind.BILLED, 200_000, "EUR", False, 750),
    ]
    assert shown.total(CostKind.ORDER, OrderSide.AGENCY) == 30_000
    assert burned(agency) == 155_005


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        (CostKind.EXPENSE, {"amount": "1.250"}, "amount"),
        (CostKind.EXPENSE, {"amount": "0"}, "amount"),
        (CostKind.EXPENSE, {"amount": "£20"}, "amount"),
        (CostKind.EXPENSE, {"on": date(2026, 3, 13)}, "on"),
        (CostKind.ORDER, {"name": " "}, "name"),
        (CostKind.BILLED, {"hours": "lots"}, "hours"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(agency: Bot, kind: CostKind, wrong: dict[str, object], field: str) -> None:
    given: dict[str, object] = {"amount": "20", "name": "7", "kind": kind, "on": TODAY, **wrong}
    with pytest.raises(UsageError) as refused:
        add_cost(agency, actor(MAYA), job(agency, "ACME-101").id, CostRequest.model_validate(given))
    assert list(refused.value.refusal.fields) == [field]
    assert costs(agency).costs == []


def test_what_is_taken_back_counts_no_more_and_stays_in_history(agency: Bot) -> None:
    add(agency, CostKind.EXPENSE, "20")
    (cost,) = costs(agency).costs
    take_back_cost(agency, actor(MAYA), CostKind.EXPENSE, cost.id)
    take_back_cost(agency, actor(MAYA), CostKind.EXPENSE, cost.id)
    assert (costs(agency).costs, burned(agency)) == ([], 0)
    with agency.store.read() as session:
        lines = history.latest_of(session, "expenses", cost.id, 9)
    assert [line.change for line in lines] == [Change.UNDONE, Change.MADE]


def test_a_purchase_order_has_its_number_once_and_may_come_again_after_it_was_taken_back(agency: Bot) -> None:
    add(agency, CostKind.ORDER, "20", name="PO-7")
    with pytest.raises(Conflict, match="already has a purchase order PO-7"):
        add(agency, CostKind.ORDER, "30", name="PO-7")
    add(agency, CostKind.ORDER, "30", name="PO-7", side=OrderSide.CLIENT)
    ours = next(each for each in costs(agency).costs if each.is_open)
    take_back_cost(agency, actor(MAYA), CostKind.ORDER, ours.id)
    add(agency, CostKind.ORDER, "40", name="PO-7")
    assert sorted(each.cents for each in costs(agency).costs) == [3000, 4000]


def test_a_closed_order_is_committed_money_no_more(agency: Bot) -> None:
    add(agency, CostKind.ORDER, "20", name="PO-7")
    (order,) = costs(agency).costs
    assert (
        close_order(agency, actor(MAYA), order.id).said == "purchase order PO-7 closed; enter its invoice as an expense"
    )
    assert (burned(agency), costs(agency).costs[0].is_open) == (0, False)
    add(agency, CostKind.ORDER, "20", name="4500", side=OrderSide.CLIENT)
    client_order = next(each for each in costs(agency).costs if each.side == OrderSide.CLIENT)
    with pytest.raises(Conflict):
        close_order(agency, actor(MAYA), client_order.id)


def test_the_team_sees_no_money(agency: Bot) -> None:
    import_people(agency, OPERATOR, [PEOPLE[1] | {"role": "team member"}], save=True)
    with pytest.raises(NotAllowed, match="You can't enter expenses"):
        costs(agency)
