from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.people.rates import amount_cents, choose_rate, format_cents, format_money

DAY = date(2026, 3, 12)
CENTS = st.integers(0, 10_000_000)


@dataclass(frozen=True)
class Line:
    name: str
    service: str | None = None
    role: str | None = None
    person_id: str | None = None
    starts_on: date = date(2026, 1, 1)


CARD = [
    Line("default"),
    Line("service", service="copy"),
    Line("role", role="coordinator"),
    Line("role and service", role="coordinator", service="copy"),
    Line("person", person_id="maya"),
    Line("person and service", person_id="maya", service="copy"),
]


def test_the_most_particular_rate_counts() -> None:
    for last in range(len(CARD), 0, -1):
        chosen = choose_rate(reversed(CARD[:last]), "copy", "coordinator", "maya", DAY)
        assert chosen == CARD[last - 1]


@pytest.mark.parametrize(
    ("work", "name"),
    [
        (("media", "coordinator", "maya"), "person"),
        (("media", "coordinator", "sam"), "role"),
        (("copy", "director", "sam"), "service"),
        (("media", "director", "sam"), "default"),
    ],
)
def test_a_line_for_another_person_role_or_service_does_not_count(work: tuple[str, str, str], name: str) -> None:
    chosen = choose_rate(CARD, *work, DAY)
    assert chosen
    assert chosen.name == name


def test_of_one_kind_the_latest_that_has_begun_counts() -> None:
    lines = [Line(str(day), starts_on=day) for day in (date(2026, 3, 13), date(2026, 3, 12), date(2025, 1, 1))]
    assert choose_rate(lines, "copy", "x", "y", DAY) == lines[1]
    assert choose_rate(lines, "copy", "x", "y", date(2024, 12, 31)) is None


@given(st.integers(0, 1440), CENTS)
def test_an_amount_is_the_exact_one_with_half_a_cent_up(minutes: int, rate: int) -> None:
    assert amount_cents(minutes, rate) == floor(Fraction(minutes * rate, 60) + Fraction(1, 2))


@given(st.integers(0, 1440), CENTS)
def test_a_reversal_takes_back_just_what_its_line_gave(minutes: int, rate: int) -> None:
    assert amount_cents(-minutes, rate) == -amount_cents(minutes, rate)


@given(st.integers(-10_000_000, 10_000_000))
def test_cents_are_written_whole(cents: int) -> None:
    assert Fraction(format_cents(cents)) == Fraction(cents, 100)


def test_money_names_its_currency() -> None:
    assert format_money(125_000, "USD") == "USD 1,250.00"
