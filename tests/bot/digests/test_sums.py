"""Sums of all clients: never across currencies without a rate, and with the names of whom they are without."""

from datetime import date

from sqlalchemy import select

from bot.core import OPERATOR, Bot
from bot.digests.digests import digest_for_operator
from bot.digests.words import incomplete
from bot.rules.digests.row import NO_DATA
from bot.rules.digests.rows import rows_of
from storage.accounts.goals import ExchangeRate
from storage.clients.clients import Client, Retainer
from tests.bot.digests.test_digests import FEBRUARY


def test_amounts_of_two_currencies_are_added_only_by_a_kept_rate_that_is_named(
    desk: Bot,
) -> None:
    with desk.store.begin() as session:
        session.scalars(select(Client).where(Client.code == "INT")).one().currency = "GBP"
    apart = digest_for_operator(desk, OPERATOR, FEBRUARY).figures
    assert apart.in_one.missing == ["GBP"]
    assert {row.text for row in rows_of(apart) if row.about == "All, in USD"} == {NO_DATA}
    with desk.store.begin() as session:
        for number, (day, rate) in enumerate(((date(2026, 1, 1), 1_250_000), (date(2026, 3, 1), 9_000_000))):
            session.add(ExchangeRate(id=str(number), currency="GBP", into="USD", starts_on=day, millionths=rate))
    one = digest_for_operator(desk, OPERATOR, FEBRUARY).figures.in_one
    assert (one.rates["GBP"].millionths, one.rates["GBP"].starts_on) == (1_250_000, date(2026, 1, 1))
    assert one.money.cents == 35_000


def test_a_sum_names_the_clients_that_it_is_without_and_how_to_supply_them(
    desk: Bot,
) -> None:
    with desk.store.begin() as session:
        session.scalars(select(Retainer)).one().starts_on = date(2026, 1, 1)
        session.add(Client(id="new", code="NEW", name="New"))
        session.add(Retainer(id="r2", client_id="new", starts_on=date(2026, 1, 1), minutes_a_month=600))
    figures = digest_for_operator(desk, OPERATOR, FEBRUARY).figures
    rows = {(row.about, row.name): row for row in rows_of(figures)}
    assert rows["NEW", "Recurring a month"].text == NO_DATA
    assert rows["All clients, USD", "Net revenue retention"].hint.text.startswith(
        "without NEW: add each retainer’s fee"
    )
    (retention,) = [hint for hint in incomplete(figures) if "without NEW" in hint.text]
    assert "Net revenue retention, USD: Gross revenue retention are without NEW: add" in retention.text
    assert retention.command == "client"
