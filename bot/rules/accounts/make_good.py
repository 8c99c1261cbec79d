"""Make-good plans: reading their forms, and the days to remind somebody of one."""

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

# From this many weeks on, the client's owner is notified that there's no plan.
TOLD_FROM_WEEK = 2


class PlanStage(StrEnum):
    """The time left until a plan's day."""

    NEAR = "tomorrow"
    TODAY = "today"
    OVERDUE = "overdue"


class PlanRequest(Model):
    """The plan's submitted form; `who` is a person's id."""

    what: str
    who: str
    due_on: str


class PlanEnd(Model):
    """The submitted form about a plan's end and result."""

    status: PlanStatus
    outcome: str


Words = Annotated[str, BeforeValidator(read_notes)]


class PlanRead(Form):
    """The values of the plan's form."""

    what: Words
    who: str
    due_on: Day


class PlanEndRead(Form):
    """The values of the form about its end."""

    status: PlanStatus
    outcome: Words


def check_plan_day(due_on: date, today: date) -> None:
    """Raise UsageError by field for a plan due before today."""
    if due_on < today:
        message = f"{describe_day(due_on, today)} is in the past. Please choose today or later."
        raise UsageError(message, fields={"due_on": message})


def weeks_waited(asked_on: date, today: date) -> int:
    """Return the number of whole weeks since a missing plan was asked for; each week it's asked for again."""
    return max(0, (today - asked_on).days // 7)


def stage_of(today: date, due_on: date, calendar: Calendar) -> PlanStage | None:
    """Return a plan's stage; None if more than one business day is left. If several apply, the last one counts."""
    if today > due_on:
        return PlanStage.OVERDUE
    if today == due_on:
        return PlanStage.TODAY
    return PlanStage.NEAR if next_business_day(today, calendar) >= due_on else None
