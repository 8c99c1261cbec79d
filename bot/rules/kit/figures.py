"""The figures of the monthly digest: each keeps what it was made of, and says "no data" where there is none.

Formulas are the glossary's; minutes and cents are integers, and no ratio is ever rounded before it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


@dataclass(frozen=True)
class Ratio:
    """A numerator over a denominator, in whole minutes, cents or days; either is None where its data is missing."""

    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> Fraction | None:
        """The exact ratio; None where it cannot be known, also over nothing."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def percent(self) -> int | None:
        """The ratio as whole percents, half a percent up; None where it cannot be known."""
        return None if self.value is None else rounded(self.value * 100)


def rounded(value: Fraction) -> int:
    """The nearest whole number; a half goes away from nothing."""
    sign = -1 if value < 0 else 1
    return sign * int((2 * abs(value) + 1) // 2)


def utilization(billable_minutes: int, available_minutes: int) -> Ratio:
    """Billable hours ÷ available hours; available = scheduled − holidays − leave (Ruddr glossary; Parallax)."""
    return Ratio(billable_minutes, available_minutes)


def realization(billed_minutes: int | None, recorded_billable_minutes: int) -> Ratio:
    """Billed hours ÷ recorded billable hours (Ruddr glossary)."""
    return Ratio(billed_minutes, recorded_billable_minutes)


def effective_rate(revenue_cents: int | None, pass_through_cents: int, worked_minutes: int) -> Ratio:
    """Fees ÷ all hours worked, as cents over minutes; fees = revenue − pass-through (Parakeeto; Ruddr glossaries)."""
    fees = None if revenue_cents is None else revenue_cents - pass_through_cents
    return Ratio(None if fees is None else fees * 60, worked_minutes)


def burn(logged: int, contracted: int | None) -> Ratio:
    """Logged (minutes, or cents at rate) ÷ contracted for the period or job."""
    return Ratio(logged, contracted)


def pace(burned: Ratio, days_elapsed: int, days_in_period: int) -> Fraction | None:
    """Burn ÷ share of the period's business days elapsed; over 1 is ahead of plan. None before the first day."""
    if burned.value is None or not days_elapsed or not days_in_period:
        return None
    return burned.value / Fraction(days_elapsed, days_in_period)


def projected_burn(logged: int, days_elapsed: int, days_in_period: int) -> int | None:
    """Burn to date ÷ business days elapsed × business days in the period; None before the first day."""
    return rounded(Fraction(logged * days_in_period, days_elapsed)) if days_elapsed else None


def over_servicing(actual: int, budget: int | None) -> Ratio:
    """(Actual − budget) ÷ budget, where positive, else nothing over it (Sevoir)."""
    return Ratio(None if budget is None else max(actual - budget, 0), budget)


class Scope(NamedTuple):
    """Out-of-scope work: its minutes, what they come to at the average billable rate, and their share of all."""

    minutes: int
    cents: int | None
    share: Ratio

    @property
    def is_flagged(self) -> bool:
        """Whether it is over a tenth of the hours."""
        return self.share.value is not None and self.share.value > Fraction(1, 10)


def scope_creep(oos_minutes: int, all_minutes: int, billable_cents: int, rated_minutes: int) -> Scope:
    """Out-of-scope hours × average billable rate; flagged over 10 % of the hours.

    The average is over the billable time that has a rate: no such time, no average.
    """
    cents = rounded(Fraction(oos_minutes * billable_cents, rated_minutes)) if rated_minutes else None
    return Scope(oos_minutes, cents if oos_minutes else 0, Ratio(oos_minutes, all_minutes))


class Recurring(NamedTuple):
    """A client's recurring revenue of a month at the period's start and at its end, in cents of one currency."""

    start: int
    end: int


def net_revenue_retention(clients: Iterable[Recurring]) -> Ratio:
    """(Start + expansion − contraction − churn) ÷ start, on the clients that had any at the start."""
    kept = [each for each in clients if each.start]
    return Ratio(sum(each.end for each in kept), sum(each.start for each in kept))


def gross_revenue_retention(clients: Iterable[Recurring]) -> Ratio:
    """As net retention, without expansion: nobody counts for more than they began with."""
    kept = [each for each in clients if each.start]
    return Ratio(sum(min(each.end, each.start) for each in kept), sum(each.start for each in kept))


def revenue_gap(goal_cents: int, booked_cents: int, forecast: Iterable[tuple[int, int]]) -> int:
    """Quarterly goal − booked − weighted forecast, in cents; the forecast is amounts with their chances in percent."""
    weighted = sum((Fraction(cents * percent, 100) for cents, percent in forecast), Fraction())
    return rounded(goal_cents - booked_cents - weighted)


def completeness(on_time_minutes: int, expected_minutes: int) -> Ratio:
    """On-time minutes ÷ expected minutes of the period."""
    return Ratio(on_time_minutes, expected_minutes)
