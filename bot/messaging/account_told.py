"""Notices about the accounts that somebody minds: opportunities, make-good plans and health notes."""

from datetime import date
from typing import Literal

from bot.messaging.told import Told
from bot.rules.accounts.make_good import PlanStage


class OpportunityOverdue(Told):
    """An opportunity that the reader owns is open still, and should have been closed on that day."""

    kind: Literal["opportunity_overdue"] = "opportunity_overdue"
    opportunity_id: str
    closes_on: date


class OpportunityDecided(Told):
    """The client decided on the estimate that an opportunity of the reader's became; approved, it is won."""

    kind: Literal["opportunity_decided"] = "opportunity_decided"
    opportunity_id: str
    approved: bool


class PlanAsked(Told):
    """A job that the reader minds is over its budget, and needs a make-good plan."""

    kind: Literal["plan_asked"] = "plan_asked"
    plan_id: str


class PlanDue(Told):
    """A make-good plan that the reader is to carry out, or minds, is due on that day; `stage` says how near that is."""

    kind: Literal["plan_due"] = "plan_due"
    plan_id: str
    due_on: date
    stage: PlanStage


class HealthAsked(Told):
    """The reader is asked for the health notes of their clients for a month, e.g. `2026-10`."""

    kind: Literal["health_asked"] = "health_asked"
    month: str


AccountTold = OpportunityOverdue | OpportunityDecided | PlanAsked | PlanDue | HealthAsked
