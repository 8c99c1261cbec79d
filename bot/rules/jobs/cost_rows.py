"""Rows of files of expenses, purchase orders and billed amounts."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from bot.errors import UsageError
from bot.rules.jobs.numbers import Number
from bot.rules.kit.amounts import read_hours
from bot.rules.kit.fields import Day
from bot.rules.kit.imports import Currency, FileRow
from storage.words.accounts import OrderSide

SIDES = {
    "ours": OrderSide.AGENCY,
    "agency": OrderSide.AGENCY,
    "agency's": OrderSide.AGENCY,
    "client": OrderSide.CLIENT,
    "client's": OrderSide.CLIENT,
}


def _side(text: Any) -> OrderSide:
    if str(text).lower() not in SIDES:
        raise ValueError(f"“{text}” doesn't say whose order it is. Write ours or client")
    return SIDES[str(text).lower()]


def _minutes(text: Any) -> int:
    try:
        return read_hours(str(text))
    except UsageError as error:
        raise ValueError(str(error)) from None


class CostRow(FileRow):
    """Columns of all money lines: the job's number, the date, the amount as typed, in the client's currency.

    `reference` is any text that tells equal lines apart.
    """

    job: Number
    date: Day
    amount: str
    currency: Currency | None = None
    note: str = ""
    reference: str = ""


class ExpenseRow(CostRow):
    """An expense for a job, at cost."""

    vendor: str = ""


class OrderRow(CostRow):
    """A purchase order, identified by its job, side and number; `closed` is the day its invoice came."""

    number: str
    side: Annotated[OrderSide, BeforeValidator(_side)] = OrderSide.AGENCY
    closed: Day | None = None


class BilledRow(CostRow):
    """An amount billed to the client; `hours` are those that it covers."""

    invoice: str = ""
    hours: Annotated[int, BeforeValidator(_minutes)] | None = None
