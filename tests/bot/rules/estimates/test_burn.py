from hypothesis import given
from hypothesis import strategies as st

from bot.rules.estimates.burn import Burn

CENTS = st.integers(0, 10**9)


@given(CENTS, CENTS, CENTS, st.integers(1, 10**9))
def test_what_is_burned_and_what_is_left_make_up_the_budget(time: int, spent: int, ordered: int, budget: int) -> None:
    burn = Burn(time_cents=time, expense_cents=spent, open_order_cents=ordered, budget_cents=budget)
    assert burn.burned_cents == time + spent + ordered
    assert burn.burned_cents + (burn.variance_cents or 0) == budget


def test_a_share_is_reached_only_when_it_is_whole() -> None:
    assert Burn(time_cents=74_99, budget_cents=100_00).percent == 74
    assert Burn(time_cents=75_00, budget_cents=100_00).percent == 75
    assert Burn(time_cents=120_00, budget_cents=100_00).percent == 120


def test_without_an_approved_estimate_there_is_no_share_and_no_variance() -> None:
    assert (Burn(time_cents=5).percent, Burn(time_cents=5).variance_cents) == (None, None)
    assert Burn(time_cents=5, budget_cents=0).percent is None
