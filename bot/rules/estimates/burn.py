"""Burn: what a job has used of its approved budget (glossary: burn, budget variance). Money is integer cents."""

from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True)
class Burn:
    """What was used of a job, and what was approved for it; all money in the client's currency.

    `minutes` are those that count: billable ones, and all of a job that is not billable. `time_cents` is each entry at
    its own rate; `unrated_minutes` have none in that currency, so they are in no money. `expense_cents` are at cost,
    `open_order_cents` are the agency's own orders that are not spent yet. The budget is the approved estimate without
    tax, None where none is approved. `foreign_costs` counts expenses and orders of another currency: not added.
    """

    minutes: int = 0
    time_cents: int = 0
    unrated_minutes: int = 0
    expense_cents: int = 0
    open_order_cents: int = 0
    budget_cents: int | None = None
    budget_minutes: int | None = None
    foreign_costs: int = 0

    @property
    def burned_cents(self) -> int:
        """Actual time at rate + expenses + open purchase orders."""
        return self.time_cents + self.expense_cents + self.open_order_cents

    @property
    def percent(self) -> int | None:
        """The share of the budget that is burned, in whole percent, rounded down; None where there is no budget."""
        return self.burned_cents * WHOLE // self.budget_cents if self.budget_cents else None

    @property
    def variance_cents(self) -> int | None:
        """The budget less what is burned: negative is over; None where there is no budget."""
        return None if self.budget_cents is None else self.budget_cents - self.burned_cents


# Shares of the approved budget at which a job's lead is told, in percent.
THRESHOLDS = (50, 75, 90, 100)
# Burn is ahead of plan from this pace on, in percent of the plan, and once a quarter of the budget is burned: before
# that, a first day's work says nothing.
PACE_PERCENT = 120
PACE_FROM_PERCENT = 25


def reached(burn: Burn, told: int) -> int | None:
    """The highest threshold that is reached and above the one that was told last; None where there is none."""
    share = burn.percent or 0
    return max((each for each in THRESHOLDS if told < each <= share), default=None)


def is_ahead(burn: Burn, elapsed_days: int, all_days: int) -> bool:
    """Whether a job burns faster than its days pass: pace = burn ÷ share of business days elapsed (glossary)."""
    if not burn.budget_cents or not 0 < elapsed_days <= all_days:
        return False
    is_begun = PACE_FROM_PERCENT <= (burn.percent or 0) < WHOLE
    return is_begun and burn.burned_cents * all_days * WHOLE >= burn.budget_cents * elapsed_days * PACE_PERCENT
