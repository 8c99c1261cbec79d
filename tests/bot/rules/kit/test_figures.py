from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kit.figures import (
    Ratio,
    Recurring,
    completeness,
    effective_rate,
    gross_revenue_retention,
    net_revenue_retention,
    over_servicing,
    pace,
    projected_burn,
    realization,
    revenue_gap,
    rounded,
    scope_creep,
    utilization,
)

amounts = st.integers(0, 10**9)


def test_a_figure_without_its_data_has_no_value_and_is_never_nothing() -> None:
    assert utilization(100, 0).percent is None
    assert realization(None, 100).percent is None
    assert effective_rate(None, 0, 60).value is None
    assert over_servicing(100, None).value is None
    assert completeness(0, 480).percent == 0


def test_a_figure_keeps_its_numerator_and_denominator() -> None:
    assert utilization(300, 480) == Ratio(300, 480)


def test_the_effective_rate_is_fees_for_an_hour() -> None:
    assert effective_rate(100_000, 40_000, 600).value == Fraction(6_000)


def test_pace_over_one_is_ahead_of_plan() -> None:
    assert pace(Ratio(60, 100), 10, 20) == Fraction(6, 5)
    assert pace(Ratio(60, 100), 0, 20) is None
    assert projected_burn(60, 10, 20) == 120


def test_over_servicing_is_nothing_below_the_budget() -> None:
    assert over_servicing(80, 100).value == 0
    assert over_servicing(125, 100).percent == 25


def test_scope_creep_is_flagged_over_a_tenth_of_the_hours() -> None:
    assert not scope_creep(100, 1_000, 120_000, 600).is_flagged
    creep = scope_creep(101, 1_000, 120_000, 600)
    assert creep.is_flagged
    assert creep.cents == 20_200
    assert scope_creep(10, 10, 0, 0).cents is None


def test_retention_looks_only_at_the_clients_of_the_start() -> None:
    clients = [Recurring(100, 150), Recurring(100, 0), Recurring(100, 80), Recurring(0, 500)]
    assert net_revenue_retention(clients) == Ratio(230, 300)
    assert gross_revenue_retention(clients) == Ratio(180, 300)
    assert net_revenue_retention([Recurring(0, 5)]).value is None


@given(st.lists(st.builds(Recurring, amounts, amounts)))
def test_gross_retention_is_never_over_net_retention_nor_over_all(clients: list[Recurring]) -> None:
    gross, net = gross_revenue_retention(clients).value, net_revenue_retention(clients).value
    assert gross is None or (net is not None and gross <= net and gross <= 1)


@given(amounts, amounts, st.lists(st.tuples(amounts, st.integers(0, 100))))
def test_the_gap_is_the_goal_less_what_is_booked_and_weighted(
    goal: int, booked: int, forecast: list[tuple[int, int]]
) -> None:
    exact = goal - booked - sum(Fraction(cents * percent, 100) for cents, percent in forecast)
    assert abs(revenue_gap(goal, booked, forecast) - exact) <= Fraction(1, 2)


@given(st.fractions())
def test_rounding_is_never_off_by_more_than_a_half(value: Fraction) -> None:
    assert abs(rounded(value) - value) <= Fraction(1, 2)
    assert rounded(-value) == -rounded(value)
