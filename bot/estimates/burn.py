"""The burn of jobs, in a few queries for any number of jobs."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from bot.rules.estimates.burn import Burn
from storage.estimates import burn as kept
from storage.estimates.burn import CostBurned, TimeBurned

NO_TIME = TimeBurned(0, 0, 0)
NO_COSTS = CostBurned(0, 0)


def burns_of(session: Session, job_ids: Collection[str]) -> Mapping[str, Burn]:
    """Return the burn of each job, by the job's id."""
    time = kept.time_of(session, job_ids)
    expenses = kept.expenses_of(session, job_ids)
    orders = kept.open_orders_of(session, job_ids)
    approved = kept.approved_of(session, job_ids)
    found = {}
    for job_id in job_ids:
        minutes, unrated, cents = time.get(job_id, NO_TIME)
        spent, ordered = expenses.get(job_id, NO_COSTS), orders.get(job_id, NO_COSTS)
        estimate = approved.get(job_id)
        found[job_id] = Burn(
            minutes=minutes,
            time_cents=cents,
            unrated_minutes=unrated,
            expense_cents=spent.cents,
            open_order_cents=ordered.cents,
            budget_cents=estimate.budget_cents if estimate else None,
            budget_minutes=estimate.minutes if estimate else None,
            foreign_costs=spent.foreign + ordered.foreign,
        )
    return found
