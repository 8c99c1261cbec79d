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
