"""The figures of the monthly digest: each keeps its numerator and denominator, and says "no data" if there's none.

Formulas are the glossary's; minutes and cents are integers, and ratios are rounded only for display.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


@dataclass(frozen=True)
class Ratio:
    """A numerator over a denominator, in whole minutes, cents or days; either is None if its data is missing."""

    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> Fraction | None:
        """Return the exact ratio; None if data is missing or the denominator is zero."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def percent(self) -> int | None:
        """Return the ratio in whole percent, half a percent up; None if it isn't known."""
        return None if self.value is None else rounded(self.value * 100)


def rounded(value: Fraction) -> int:
    """Return the nearest whole number; halves round away from zero."""
    sign = -1 if value < 0 else 1
    return sign * int((2 * abs(value) + 1) // 2)


def utilization(billable_minutes: int, available_minutes: int) -> Ratio:
    """Return billable hours ÷ available hours; available = scheduled − holidays − leave (Ruddr glossary; Parallax)."""
    return Ratio(billable_minutes, available_minutes)


def realization(billed_minutes: int | None, recorded_billable_minutes: int) -> Ratio:
    """Return billed hours ÷ recorded billable hours (Ruddr glossary)."""
    return Ratio(billed_minutes, recorded_billable_minutes)


def effective_rate(revenue_cents: int | None, pass_through_cents: int, worked_minutes: int) -> Ratio:
    """Return fees ÷ all hours worked, cents over minutes; fees = revenue − pass-through (Parakeeto; Ruddr)."""
    fees = None if revenue_cents is None else revenue_cents - pass_through_cents
    return Ratio(None if fees is None else fees * 60, worked_minutes)


def burn(logged: int, contracted: int | None) -> Ratio:
    """Return logged (minutes, or cents at rate) ÷ contracted for the period or job."""
    return Ratio(logged, contracted)


def pace(burned: Ratio, days_elapsed: int, days_in_period: int) -> Fraction | None:
    """Return burn ÷ share of the period's business days elapsed; over 1 is ahead of plan. None before the first day."""
    if burned.value is None or not days_elapsed or not days_in_period:
        return None
    return burned.value / Fraction(days_elapsed, days_in_period)


def projected_burn(logged: int, days_elapsed: int, days_in_period: int) -> int | None:
    """Return burn to date ÷ business days elapsed × business days in the period; None before the first day."""
    return rounded(Fraction(logged * days_in_period, days_elapsed)) if days_elapsed else None


def over_servicing(actual: int, budget: int | None) -> Ratio:
    """Return (actual − budget) ÷ budget if positive, else zero over the budget (Sevoir)."""
    return Ratio(None if budget is None else max(actual - budget, 0), budget)


class Scope(NamedTuple):
    """Out-of-scope work: its minutes, their cost at the average billable rate, and their share of all hours."""

    minutes: int
    cents: int | None
    share: Ratio

    @property
    def is_flagged(self) -> bool:
        """Return whether it's over a tenth of the hours."""
        return self.share.value is not None and self.share.value > Fraction(1, 10)


def scope_creep(oos_minutes: int, all_minutes: int, billable_cents: int, rated_minutes: int) -> Scope:
    """Return out-of-scope hours × average billable rate; flagged over 10 % of the hours.

    The average is over the billable time that has a rate; without any, there's no average.
    """
    cents = rounded(Fraction(oos_minutes * billable_cents, rated_minutes)) if rated_minutes else None
    return Scope(oos_minutes, cents if oos_minutes else 0, Ratio(oos_minutes, all_minutes))


class Recurring(NamedTuple):
    """A client's monthly recurring revenue at the period's start and at its end, in cents of one currency."""

    start: int
    end: int


def net_revenue_retention(clients: Iterable[Recurring]) -> Ratio:
    """Return (start + expansion − contraction − churn) ÷ start, on the clients that had any at the start."""
    kept = [each for each in clients if each.start]
    return Ratio(sum(each.end for each in kept), sum(each.start for each in kept))


def gross_revenue_retention(clients: Iterable[Recurring]) -> Ratio:
    """Return net retention without expansion: no client counts for more than it started with."""
    kept = [each for each in clients if each.start]
    return Ratio(sum(min(each.end, each.start) for each in kept), sum(each.start for each in kept))


def revenue_gap(goal_cents: int, booked_cents: int, forecast: Iterable[tuple[int, int]]) -> int:
    """Return quarterly goal − booked − weighted forecast in cents; the forecast is amounts with chances in percent."""
    weighted = sum((Fraction(cents * percent, 100) for cents, percent in forecast), Fraction())
    return rounded(goal_cents - booked_cents - weighted)


def completeness(on_time_minutes: int, expected_minutes: int) -> Ratio:
    """Return on-time minutes ÷ expected minutes of the period."""
    return Ratio(on_time_minutes, expected_minutes)
