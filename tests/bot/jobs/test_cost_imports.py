"""Imports of expenses, purchase orders and billed amounts."""

from datetime import date

import pytest

from bot.admin.imports import import_jobs
from bot.core import OPERATOR, Bot
from bot.errors import NotAllowed
from bot.jobs.cost_imports import import_billed, import_expenses, import_orders
from bot.jobs.costs import CostsShown, costs_of, take_back_cost
from bot.kit.importing import Finding, Imported
from bot.rules.jobs.costs import CostKind
from storage.words.accounts import OrderSide
from tests.bot.jobs.job_desk import GRACE, MAYA, job, person_id, set_client
from tests.conftest import JOBS, actor

EXPENSE = {"job": "acme-101", "date": "2026-03-05", "amount": "1,250.05", "vendor": "PrintWorks"}
ORDER = {"number": "PO-7", "job": "ACME-101", "side": "ours", "date": "2026-03-05", "amount": "300"}
BILLED = {"job": "ACME-099", "date": "2026-03-05", "amount": "5000", "invoice": "2026-117", "hours": "12.5"}


def findings(report: Imported) -> list[Finding]:
    return [line.finding for line in report.lines]


def costs(bot: Bot, number: str = "ACME-101") -> CostsShown:
    return costs_of(bot, actor(MAYA), job(bot, number).id)


def test_a_line_comes_in_once_however_often_its_file_does(agency: Bot) -> None:
    file = [EXPENSE, EXPENSE, EXPENSE | {"amount": "84.50"}]
    assert findings(import_expenses(agency, OPERATOR, file, save=False)) == [Finding.NEW] * 3
    assert costs(agency).costs == []
    assert import_expenses(agency, OPERATOR, file, save=True).saved
    assert findings(import_expenses(agency, OPERATOR, [*file, EXPENSE], save=True)) == [Finding.SAME] * 3 + [
        Finding.NEW
    ]
    assert sorted(each.cents for each in costs(agency).costs) == [8450, 125_005, 125_005, 125_005]


def test_what_was_taken_back_does_not_come_in_again(agency: Bot) -> None:
    import_expenses(agency, OPERATOR, [EXPENSE], save=True)
    import_orders(agency, OPERATOR, [ORDER], save=True)
    for each in costs(agency).costs:
        take_back_cost(agency, actor(MAYA), each.kind, each.id)
    assert findings(import_expenses(agency, OPERATOR, [EXPENSE], save=True)) == [Finding.SAME]
    assert findings(import_orders(agency, OPERATOR, [ORDER], save=True)) == [Finding.SAME]
    assert costs(agency).costs == []


def test_a_purchase_order_is_changed_by_its_number_and_keeps_what_a_line_leaves_blank(agency: Bot) -> None:
    import_orders(
        agency, OPERATOR, [ORDER | {"note": "print"}, ORDER | {"side": "client", "amount": "9000"}], save=True
    )
    report = import_orders(agency, OPERATOR, [ORDER | {"amount": "320", "closed": "2026-03-09"}], save=True)
    assert findings(report) == [Finding.CHANGED]
    assert findings(import_orders(agency, OPERATOR, [ORDER | {"amount": "320"}], save=True)) == [Finding.SAME]
    ours = next(each for each in costs(agency).costs if each.side == OrderSide.AGENCY)
    assert (ours.cents, ours.is_open, ours.note) == (32_000, False, "print")
    assert findings(import_orders(agency, OPERATOR, [ORDER, ORDER], save=True))[1] == Finding.ERROR


def test_billed_amounts_come_in_for_closed_jobs_too(agency: Bot) -> None:
    assert import_billed(agency, OPERATOR, [BILLED], save=True).saved
    (billed,) = costs(agency, "ACME-099").of_kind(CostKind.BILLED)
    assert (billed.cents, billed.name, billed.minutes, billed.on) == (500_000, "2026-117", 750, date(2026, 3, 5))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"job": "ACME-999"}, "there is no job ACME-999; import jobs first"),
        ({"amount": "1.250"}, "1.250 could be 1,250 or 1.25"),
        ({"currency": "USD"}, "ACME-101 is billed in EUR, not in USD"),
        ({"date": "2026-03-13"}, "2026-03-13 is in the future"),
        ({"date": "5 March"}, "“5 March” as a date"),
    ],
)
def test_one_wrong_line_saves_nothing_and_says_why(agency: Bot, wrong: dict[str, str], says: str) -> None:
    set_client(agency, currency="EUR")
    report = import_expenses(agency, OPERATOR, [EXPENSE, EXPENSE | wrong], save=True)
    assert says in report.lines[1].text
    assert (report.saved, costs(agency).costs) == (False, [])


def test_nobody_imports_costs_but_the_operator(agency: Bot) -> None:
    with pytest.raises(NotAllowed):
        import_expenses(agency, actor(GRACE), [], save=True)


def test_jobs_come_in_with_their_type_due_date_and_lead(agency: Bot) -> None:
    row = JOBS[0] | {"type": "mailer", "due": "2026-12-10", "lead": "grace@hv.example"}
    assert findings(import_jobs(agency, OPERATOR, [row], save=True)) == [Finding.CHANGED]
    kept = job(agency, "ACME-101")
    assert (kept.type, kept.due_on, kept.lead_id) == ("mailer", date(2026, 12, 10), person_id(agency, GRACE))
    assert findings(import_jobs(agency, OPERATOR, [JOBS[0]], save=True)) == [Finding.SAME]
    report = import_jobs(agency, OPERATOR, [JOBS[0] | {"lead": "nobody@hv.example"}], save=True)
    assert report.lines[0].text == "lead nobody@hv.example is not known; import people first"
