"""One figure as a row: how it is shown, what it was made of, and what to do where it has no data."""

from collections.abc import Sequence
from enum import StrEnum

from bot.model import Model
from bot.rules.kit.durations import format_duration
from bot.rules.kit.figures import Ratio, rounded
from bot.rules.people.rates import format_money

NO_DATA = "no data"
# After a figure that rests on incomplete time.
MARK = "†"

# How to supply what a figure lacks.
RETAINER = "add the retainer’s hours a month with /client"
NO_RETAINER = "add a retainer, with its hours a month or its fee, with /client"
BUDGET = "have an estimate approved, or enter the approved one, with /estimate"
OTHER_CURRENCY = "the approved estimate is in another currency than the client: have one approved in the client’s"
HOURS = "estimate hours with /estimate"
BILLED = "enter what was billed, with its hours, in the job’s costs (/job)"
RATES = "enter rates in the rate card, then time gets its money"
RECURRING = "add each retainer’s fee, or its hours and rate, with /client"
NOTHING_RECURS = "nothing recurring at the start of the month"
CONTRACT = "enter the contract with the day it renews, with /client"
SIGNOFFS = "no sign-off came to its outcome this month; ask for one with /signoff"
TIME = "log time: /logtime"
BILLABLE = "no billable time was recorded: /logtime"
EXPECTED = "say in People (an admin’s Home) how many hours a day are expected of each person"
NO_DAY = "no business day is over yet"
GOAL = "set a goal for the quarter with /goal"

# What is made of time, and so rests on how complete that is.
MADE_OF_TIME = frozenset(
    {"Time", "Billable time", "Time at rate", "Utilization", "Realization", "On-time share", "Retainer burn",
     "Retainer burn in money", "Pace", "Projected burn", "Over-servicing", "Budget burn", "Hours burn",
     "Budget variance", "Out-of-scope time", "Out-of-scope share", "Out-of-scope money", "Effective rate", "Actual"}
)  # fmt: skip
MOST_NAMED = 5


class Unit(StrEnum):
    """How a figure is shown; money and rates are in the row's currency."""

    TIME = "time"
    MONEY = "money"
    PERCENT = "percent"
    TIMES = "times"
    RATE = "rate an hour"
    COUNT = "count"


class FigureRow(Model):
    """One figure: minutes, cents, a percentage, hundredths or a count; None where its data is missing.

    The numerator and the denominator are whole minutes, cents, days or counts. `hint` says how to supply what is
    missing, or what is left out. `is_partial`: it rests on time that was not all entered, or not on time.
    """

    about: str
    name: str
    unit: Unit
    value: int | None
    numerator: int | None = None
    denominator: int | None = None
    currency: str = ""
    formula: str = ""
    hint: str = ""
    is_partial: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same figure in another edition."""
        return self.about, self.name, self.currency

    @property
    def text(self) -> str:
        """The figure as people read it."""
        if self.value is None:
            return NO_DATA
        match self.unit:
            case Unit.TIME:
                return format_duration(self.value) if self.value else "0h"
            case Unit.MONEY:
                return format_money(self.value, self.currency)
            case Unit.RATE:
                return f"{format_money(self.value, self.currency)}/h"
            case Unit.PERCENT:
                return f"{self.value} %"
            case Unit.TIMES:
                return f"{self.value // 100}.{self.value % 100:02d}"
            case Unit.COUNT:
                return f"{self.value:,}"

    @property
    def marked(self) -> str:
        """The figure as people read it, with a mark where it rests on incomplete time."""
        return f"{self.text} {MARK}" if self.is_partial and self.value is not None else self.text


def time(about: str, name: str, minutes: int | None, formula: str) -> FigureRow:
    """A row of minutes that simply are."""
    return FigureRow(about=about, name=name, unit=Unit.TIME, value=minutes, formula=formula)


def count(about: str, name: str, value: int | None, formula: str, hint: str = "") -> FigureRow:
    """A row that counts things."""
    lacks = hint if value is None else ""
    return FigureRow(about=about, name=name, unit=Unit.COUNT, value=value, formula=formula, hint=lacks)


def figure(
    about: str, name: str, unit: Unit, value: int | None, made_of: Ratio, formula: str, hint: str, currency: str = ""
) -> FigureRow:
    """A row with what it was made of; `hint` is for where it has no data."""
    return FigureRow(
        about=about,
        name=name,
        unit=unit,
        value=value,
        numerator=made_of.numerator,
        denominator=made_of.denominator,
        currency=currency,
        formula=formula,
        hint=hint if value is None else "",
    )


def percent(
    about: str, name: str, made_of: Ratio, formula: str, hint: str, currency: str = "", note: str = ""
) -> FigureRow:
    """A share; `note` says what is left out of one that has data."""
    row = figure(about, name, Unit.PERCENT, made_of.percent, made_of, formula, hint, currency)
    return row if row.hint else row.model_copy(update={"hint": note})


def rate(about: str, made_of: Ratio, currency: str, note: str = "") -> FigureRow:
    """The effective rate, in cents for an hour; `note` says what is left out of one that has data."""
    value = None if made_of.value is None else rounded(made_of.value)
    hint = BILLED if made_of.numerator is None else TIME
    formula = "(billed − expenses) ÷ all hours worked"
    row = figure(about, "Effective rate", Unit.RATE, value, made_of, formula, hint, currency)
    return row if row.hint else row.model_copy(update={"hint": note})


def money(about: str, name: str, cents: int | None, currency: str, formula: str, hint: str = "") -> FigureRow:
    """An amount; `hint` says how to supply what it lacks, wholly or in part."""
    return FigureRow(
        about=about, name=name, unit=Unit.MONEY, value=cents, currency=currency, formula=formula, hint=hint
    )


def left_out(codes: Sequence[str], why: str) -> str:
    """Which clients a sum is without, and how to supply what they lack; empty for none."""
    if not codes:
        return ""
    more = f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else ""
    return f"without {', '.join(codes[:MOST_NAMED])}{more}: {why}"
