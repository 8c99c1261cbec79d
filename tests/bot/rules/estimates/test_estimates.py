from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.estimates.estimates import MOST_LINES, Line, Totals, check_lines, content_hash, share_of, totals_of
from storage.words.signoffs import EstimateLineKind

FEE, EXPENSE = EstimateLineKind.FEE, EstimateLineKind.EXPENSE
FEES = st.builds(Line, st.just(FEE), minutes=st.integers(1, 60_000), rate_cents=st.integers(1, 100_000))
EXPENSES = st.builds(Line, st.just(EXPENSE), cost_cents=st.integers(0, 10**7), markup_bp=st.integers(0, 100_000))
LINES = st.lists(FEES | EXPENSES, max_size=12)
CONTINGENCY, TAX = st.integers(0, 10_000), st.integers(0, 1_000_000)


@given(LINES, CONTINGENCY, TAX, st.randoms(use_true_random=False))
def test_an_estimate_adds_up_to_the_cent_in_any_order(lines: list[Line], contingency: int, tax: int, random) -> None:
    totals = totals_of(lines, contingency, tax)
    assert totals.fees_cents + totals.expenses_cents == sum(line.amount_cents for line in lines)
    assert totals.total_cents == totals.budget_cents + totals.tax_cents
    shuffled = random.sample(lines, len(lines))
    assert totals_of(shuffled, contingency, tax) == totals


@given(LINES, CONTINGENCY, TAX)
def test_all_money_is_whole_cents_and_never_a_float(lines: list[Line], contingency: int, tax: int) -> None:
    totals = totals_of(lines, contingency, tax)
    cents = [*vars(totals).values(), totals.total_cents, *(line.amount_cents for line in lines)]
    assert {type(each) for each in cents} <= {int}
    assert all(each >= 0 for each in cents)


@given(st.integers(0, 10**10), st.integers(0, 10**6))
def test_a_share_is_the_nearest_cent_and_half_a_cent_goes_up(cents: int, ppm: int) -> None:
    exact = Fraction(cents * ppm, 10**6)
    assert exact - Fraction(1, 2) < share_of(cents, ppm, 10**6) <= exact + Fraction(1, 2)


def test_contingency_is_on_fees_and_expenses_and_tax_on_all_of_it() -> None:
    lines = [Line(FEE, "design", minutes=90, rate_cents=14_555), Line(EXPENSE, cost_cents=240_000, markup_bp=1_500)]
    # 1.5 h at 145.55 is 218.325; 10 % of 2978.33 is 297.833; 8.875 % of 3276.16 is 290.7592.
    assert totals_of(lines, 1_000, 88_750) == Totals(21_833, 276_000, 29_783, 29_076, 90)


def test_too_many_lines_and_too_much_money_are_refused() -> None:
    line = Line(FEE, minutes=60, rate_cents=100)
    with pytest.raises(UsageError, match="41 lines; the limit is 40"):
        check_lines([line] * (MOST_LINES + 1), Totals())
    with pytest.raises(UsageError, match="20,000,001?.*20,000,000"):
        check_lines([line], Totals(fees_cents=2_000_000_001))


def test_the_hash_is_of_the_content_alone() -> None:
    assert content_hash({"a": 1, "b": "ż"}) == content_hash({"b": "ż", "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": 2})
