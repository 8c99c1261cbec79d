from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.clients.retainers import minutes_of_month, monthly_cents, recurring_cents
from storage.words.accounts import RollOver


@dataclass
class Terms:
    starts_on: date = date(2026, 1, 1)
    ends_on: date | None = None
    minutes_a_month: int | None = 600
    fee_cents: int | None = None
    rate_cents: int | None = None
    roll_over: RollOver = RollOver.NONE
    cap_minutes: int | None = None


def test_without_roll_over_a_month_has_just_its_own_hours() -> None:
    assert minutes_of_month([Terms()], "2026-03", {"2026-01": 0}) == 600


def test_what_is_unused_rolls_over_until_it_is_used() -> None:
    all_of_it = [Terms(roll_over=RollOver.ALL)]
    assert minutes_of_month(all_of_it, "2026-02", {"2026-01": 500}) == 700
    assert minutes_of_month(all_of_it, "2026-03", {"2026-01": 500, "2026-02": 700}) == 600


def test_a_cap_holds_what_rolls_over() -> None:
    capped = [Terms(roll_over=RollOver.CAPPED, cap_minutes=60)]
    assert minutes_of_month(capped, "2026-03", {"2026-01": 0, "2026-02": 0}) == 660


def test_an_overrun_is_not_taken_off_the_next_month() -> None:
    assert minutes_of_month([Terms(roll_over=RollOver.ALL)], "2026-02", {"2026-01": 900}) == 600


def test_a_month_before_it_starts_or_after_it_ends_has_no_hours() -> None:
    terms = [Terms(starts_on=date(2026, 2, 10), ends_on=date(2026, 3, 5))]
    assert [minutes_of_month(terms, month, {}) for month in ("2026-01", "2026-02", "2026-03", "2026-04")] == [
        None,
        600,
        600,
        None,
    ]


def test_the_fee_counts_before_hours_at_a_rate_and_neither_is_unknown() -> None:
    assert monthly_cents(Terms(fee_cents=500_000, rate_cents=10_000)) == 500_000
    assert monthly_cents(Terms(rate_cents=12_000)) == 120_000
    assert monthly_cents(Terms()) is None
    assert recurring_cents([Terms(fee_cents=1), Terms()], date(2026, 5, 1)) is None
    assert recurring_cents([Terms(fee_cents=1), Terms(fee_cents=2)], date(2026, 5, 1)) == 3
    assert recurring_cents([Terms(fee_cents=1, ends_on=date(2026, 4, 30))], date(2026, 5, 1)) == 0


@given(st.lists(st.integers(0, 2_000), min_size=11, max_size=11), st.sampled_from(RollOver), st.integers(0, 900))
def test_a_year_rolls_over_as_counted_by_hand(worked: list[int], rule: RollOver, cap: int) -> None:
    months = [f"2026-{number:02d}" for number in range(1, 13)]
    carried = 0
    for used in worked:
        unused = max(0, 600 + carried - used)
        carried = {RollOver.NONE: 0, RollOver.ALL: unused, RollOver.CAPPED: min(unused, cap)}[rule]
    terms = [Terms(roll_over=rule, cap_minutes=cap)]
    assert minutes_of_month(terms, "2026-12", dict(zip(months, worked, strict=False))) == 600 + carried
