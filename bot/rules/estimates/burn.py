"""Burn: how much a job has used of its approved budget (glossary: burn, budget variance). Money is integer cents."""

from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True)
class Burn:
    """A job's usage and its approved budget; all money in the client's currency.

    `minutes` are those that count: billable ones, or all of a non-billable job. `time_cents` is each entry at its own
    rate; `unrated_minutes` have no rate in that currency, so no money includes them. `expense_cents` are at cost,
    `open_order_cents` are the agency's own orders that aren't spent yet. The budget is the approved estimate without
    tax, None if none is approved. `foreign_costs` counts expenses and orders in another currency, which aren't added.
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
        """Return actual time at rate + expenses + open purchase orders."""
        return self.time_cents + self.expense_cents + self.open_order_cents

    @property
    def percent(self) -> int | None:
        """Return the share of the budget burned, in whole percent, rounded down; None without a budget."""
        return self.burned_cents * WHOLE // self.budget_cents if self.budget_cents else None

    @property
    def variance_cents(self) -> int | None:
        """Return the budget minus the burn; negative is over budget; None without a budget."""
        return None if self.budget_cents is None else self.budget_cents - self.burned_cents


# Shares of the approved budget at which we notify a job's lead, in percent.
THRESHOLDS = (50, 75, 90, 100)
# Burn is ahead of plan from this pace on, in percent of the plan, once a quarter of the budget is burned. Before
# that, one day's work means little.
PACE_PERCENT = 120
PACE_FROM_PERCENT = 25


def reached(burn: Burn, told: int) -> int | None:
    """Return the highest threshold reached, if it's above `told`, the last one notified; else None."""
    share = burn.percent or 0
    return max((each for each in THRESHOLDS if told < each <= share), default=None)


def is_ahead(burn: Burn, elapsed_days: int, all_days: int) -> bool:
    """Return whether a job burns faster than its days pass: pace = burn ÷ share of business days elapsed (glossary)."""
    if not burn.budget_cents or not 0 < elapsed_days <= all_days:
        return False
    is_begun = PACE_FROM_PERCENT <= (burn.percent or 0) < WHOLE
    return is_begun and burn.burned_cents * all_days * WHOLE >= burn.budget_cents * elapsed_days * PACE_PERCENT
