"""Quarters, revenue goals, exchange rates, plans and health notes: the rules, held against plain counting."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.accounts.exchange_rates import format_worth, read_exchange, read_worth
from bot.rules.accounts.goal_facts import Rate
from bot.rules.accounts.goals import Approval, Books, Chance, exchanged, goal_facts, newly_approved
from bot.rules.accounts.health_notes import ask_day
from bot.rules.accounts.make_good import PlanStage, stage_of
from bot.rules.kit.periods import days_of, month_of
from bot.rules.kit.quarters import (
    days_of_quarter,
    months_of_quarter,
    quarter_after,
    quarter_before,
    quarter_of,
    read_quarter,
)
from bot.rules.people.deadlines import Calendar, business_days

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
cents = st.integers(-1_000_000, 1_000_000)
TODAY = date(2026, 11, 22)
SINCE = date(2026, 10, 1)


@given(days)
def test_a_quarter_has_just_the_days_of_its_three_months(day: date) -> None:
    quarter = quarter_of(day)
    first, last = days_of_quarter(quarter)
    assert first <= day <= last
    assert months_of_quarter(quarter) == sorted(
        {month_of(first + timedelta(days=n)) for n in range(92) if first + timedelta(days=n) <= last}
    )
    assert quarter_of(last + timedelta(days=1)) == quarter_after(quarter)
    assert quarter_before(quarter_after(quarter)) == quarter


@pytest.mark.parametrize(
    ("text", "quarter"),
    [("", "2026-Q4"), ("2026-q1", "2026-Q1"), ("Q2 2027", "2027-Q2"), ("q3", "2026-Q3"), ("next", "2027-Q1")]
    + [("last quarter", "2026-Q3")],
)
def test_a_quarter_is_read_as_people_name_it(text: str, quarter: str) -> None:
    assert read_quarter(text, TODAY) == quarter


@pytest.mark.parametrize("text", ["q5", "2026", "2026-Q1-2027", "soon", "2026 q4 2026"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="as a quarter"):
        read_quarter(text, TODAY)


@given(st.lists(st.tuples(days, cents), max_size=6), days)
def test_what_a_quarter_books_is_the_change_of_what_is_approved(made: Sequence[tuple[date, int]], day: date) -> None:
    versions = [Approval(*each, currency="USD") for each in sorted(made, key=lambda each: each[0])]
    quarter, total = "2019-Q4", 0
    while quarter < "2041-Q2":
        total += newly_approved(versions, *days_of_quarter(quarter)).get("USD", 0)
        quarter = quarter_after(quarter)
    assert total == (versions[-1].cents if versions else 0)


def test_a_version_in_another_currency_takes_the_former_ones_amount_away_in_its_own() -> None:
    versions = [Approval(date(2026, 9, 1), 100, "USD"), Approval(date(2026, 10, 1), 90, "EUR")]
    assert newly_approved(versions, *days_of_quarter("2026-Q4")) == {"EUR": 90, "USD": -100}


money = st.dictionaries(st.sampled_from(["USD", "EUR", "GBP"]), cents, max_size=3)
chances = st.lists(st.builds(Chance, st.sampled_from(["USD", "EUR", "GBP"]), cents, st.integers(0, 100)), max_size=3)


@given(st.lists(st.builds(Books, booked=money, actual=money, forecast=chances), max_size=4), st.booleans())
def test_amounts_are_never_added_across_currencies_without_a_rate(books: Sequence[Books], has_rate: bool) -> None:
    rates = {"EUR": Rate(1_080_000, SINCE)} if has_rate else {}
    found = goal_facts("ACME", "USD", 0, books, rates)

    def total(name: str) -> int:
        sums = {code: sum(getattr(each, name).get(code, 0) for each in books) for code in ("USD", "EUR")}
        return sums["USD"] + (exchanged(sums["EUR"], rates["EUR"]) if has_rate else 0)

    assert (found.booked, found.actual) == (total("booked"), total("actual"))
    assert len(found.forecast) == sum(
        each.currency == "USD" or (has_rate and each.currency == "EUR") for book in books for each in book.forecast
    )
    assert set(found.rates) <= set(rates)
    left_out = {
        code for code in ("EUR", "GBP") if any(words.startswith(f"amounts in {code}") for words in found.missing)
    }
    assert "EUR" not in left_out or not has_rate
    assert not any(chance.currency == "GBP" for book in books for chance in book.forecast) or "GBP" in left_out


@given(st.integers(1, 10**12))
def test_a_rate_is_read_as_it_is_written(millionths: int) -> None:
    assert read_worth(format_worth(millionths)) == millionths
    assert abs(exchanged(100, Rate(millionths, SINCE)) - Fraction(100 * millionths, 1_000_000)) <= Fraction(1, 2)


def test_a_line_tells_a_rate_and_its_day() -> None:
    assert read_exchange("eur 1.08 usd from 2026-10-01", TODAY) == ("EUR", "USD", 1_080_000, SINCE)
    assert read_exchange("1 EUR = 1.08 USD", TODAY) == ("EUR", "USD", 1_080_000, TODAY)
    for wrong in (
        "EUR USD",
        "EUR 1,08 USD",
        "EUR 0 USD",
        "EUR 1 EUR",
        "EUR 1.1 USD from 2026-02-30",
        "EUR 1.0000001 USD",
        "EUR 1.08 UDS",
    ):
        with pytest.raises(UsageError) as refused:
            read_exchange(wrong, TODAY)
        assert refused.value.refusal.example == "rate EUR 1.08 USD from 2026-10-01"


@given(st.integers(2020, 2040), st.integers(1, 12), st.frozensets(st.integers(0, 27).map(lambda n: n + 1), max_size=4))
def test_notes_are_asked_for_three_business_days_before_the_last_day(
    year: int, month: int, off: frozenset[int]
) -> None:
    calendar = Calendar("UTC", holidays=frozenset(date(year, month, each) for each in off))
    first, last = days_of(f"{year}-{month:02d}")
    asked = ask_day(f"{year}-{month:02d}", calendar)
    assert len(business_days(asked, last - timedelta(days=1), calendar)) == 3
    assert asked in business_days(first, last, calendar)


@pytest.mark.parametrize(
    ("today", "stage"),
    [(12, None), (13, PlanStage.NEAR), (14, PlanStage.NEAR), (16, PlanStage.TODAY), (17, PlanStage.OVERDUE)],
)
def test_a_plan_due_on_monday_is_near_from_the_friday_before_on(today: int, stage: PlanStage | None) -> None:
    assert stage_of(date(2026, 3, today), date(2026, 3, 16), Calendar("UTC")) == stage
