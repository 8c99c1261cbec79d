"""Make-good plans: what their form may say, and when somebody is reminded of one."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.dates import describe_day
from bot.rules.kit.fields import Day, Form, read_notes
from bot.rules.people.deadlines import Calendar, next_business_day
from storage.words.accounts import PlanStatus

# From so many weeks on, who owns the client hears that nobody made a plan.
TOLD_FROM_WEEK = 2


class PlanStage(StrEnum):
    """How near the day of a plan is."""

    NEAR = "tomorrow"
    TODAY = "today"
    OVERDUE = "overdue"


class PlanRequest(Model):
    """The plan's form as it was filled in; `who` is a person's id."""

    what: str
    who: str
    due_on: str


class PlanEnd(Model):
    """How a plan ended, and what came of it, as the form was filled in."""

    status: PlanStatus
    outcome: str


Words = Annotated[str, BeforeValidator(read_notes)]


class PlanRead(Form):
    """What the plan's form says."""

    what: Words
    who: str
    due_on: Day


class PlanEndRead(Form):
    """What the form of its end says."""

    status: PlanStatus
    outcome: Words


def check_plan_day(due_on: date, today: date) -> None:
    """Raise UsageError by field for a plan that would be due before today."""
    if due_on < today:
        message = f"{describe_day(due_on, today)} is over; please choose today or a later day."
        raise UsageError(message, fields={"due_on": message})


def weeks_waited(asked_on: date, today: date) -> int:
    """How many whole weeks a plan that was asked for has been missing; the ask is repeated with each."""
    return max(0, (today - asked_on).days // 7)


def stage_of(today: date, due_on: date, calendar: Calendar) -> PlanStage | None:
    """How near a plan's day is; None while there is more than a business day left. Of several the last one counts."""
    if today > due_on:
        return PlanStage.OVERDUE
    if today == due_on:
        return PlanStage.TODAY
    return PlanStage.NEAR if next_business_day(today, calendar) >= due_on else None
