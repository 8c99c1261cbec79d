"""Opportunities: what their forms may say."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from bot.errors import UsageError
from bot.model import Model
from bot.rules.dates import describe_day
from bot.rules.fields import Amount, Day, Form, Name, Notes
from storage.enums import OpportunityKind, OpportunityStage


class OpportunityRequest(Model):
    """The form as it was filled in; client and owner by their ids, the amount in the client's currency."""

    client: str = ""
    title: str
    kind: OpportunityKind = OpportunityKind.UPSELL
    amount: str
    percent: str
    closes_on: str
    owner: str = ""
    stage: OpportunityStage = OpportunityStage.IDENTIFIED
    note: str = ""


def _percent(text: Any) -> int:
    word = str(text).strip().removesuffix("%").strip()
    if not (word.isascii() and word.isdigit() and len(word) < 4 and int(word) <= 100):
        raise ValueError("please give a whole percentage from 0 to 100, e.g. 60")
    return int(word)


class OpportunityRead(Form):
    """What the form says: cents of the client's currency."""

    client: str | None = None
    title: Name
    kind: OpportunityKind
    amount: Amount
    percent: Annotated[int, BeforeValidator(_percent)]
    closes_on: Day
    owner: str | None = None
    stage: OpportunityStage
    note: Notes = ""


def check_closing(closes_on: date, today: date, before: date | None) -> None:
    """Raise UsageError by field for a close date that is over, unless it is the one that was kept."""
    if closes_on < today and closes_on != before:
        message = f"{describe_day(closes_on, today)} is over; please choose today or a later day."
        raise UsageError(message, fields={"closes_on": message})
