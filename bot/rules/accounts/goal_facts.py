"""What a revenue goal is made of, and what stands against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Rate(NamedTuple):
    """What one unit of a currency is worth in another from a day on, in millionths."""

    millionths: int
    starts_on: date


@dataclass(frozen=True)
class GoalFacts:
    """One revenue goal of the quarter, in cents, and what stands against it. Forecast: amounts with their percent.

    Amounts of other currencies are in it by the named rates; `missing` says in words what is not in it, and why.
    `id` is the goal's own.
    """

    whose: str
    currency: str
    cents: int
    booked: int = 0
    actual: int = 0
    rates: Mapping[str, Rate] = field(default_factory=dict)
    missing: Sequence[str] = ()
    id: str = ""
    forecast: Sequence[tuple[int, int]] = ()
