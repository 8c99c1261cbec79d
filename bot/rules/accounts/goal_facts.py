"""The facts of a revenue goal: its amount, and the money that counts towards it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Rate(NamedTuple):
    """The worth of one unit of a currency in another from a day on, in millionths."""

    millionths: int
    starts_on: date


@dataclass(frozen=True)
class GoalFacts:
    """One revenue goal of the quarter, in cents, and the money towards it. `forecast`: amounts with their percent.

    Amounts in other currencies are included at `rates`; `missing` says in words which are left out, and why.
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
