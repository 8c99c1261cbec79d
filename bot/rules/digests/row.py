"""One figure as a row: its display, its numerator and denominator, and a hint for missing data."""

from collections.abc import Sequence
from enum import StrEnum

from bot.hints import Hint
from bot.model import Model
from bot.rules.kit.durations import format_duration
from bot.rules.kit.figures import Ratio, rounded
from bot.rules.people.rates import format_money

NO_DATA = "no data"
# Marks a figure that rests on incomplete time.
MARK = "†"

# Hints for adding a figure's missing data.
RETAINER = Hint(text="add the retainer’s hours a month", command="client")
NO_RETAINER = Hint(text="add a retainer and its hours a month or its fee", command="client")
BUDGET = Hint(text="have an estimate approved, or enter the approved one", command="estimate")
OTHER_CURRENCY = Hint(
    text="the approved estimate is in another currency than the client; have one approved in the client’s"
)
HOURS = Hint(text="estimate hours", command="estimate")
BILLED = Hint(text="enter what was billed and its hours in the job’s costs", command="job")
RATES = Hint(text="enter rates in the rate card, so that time is worth money")
RECURRING = Hint(text="add each retainer’s fee, or its hours and rate", command="client")
NOTHING_RECURS = Hint(text="nothing recurring at the start of the month")
CONTRACT = Hint(text="enter the contract and the day it renews", command="client")
SIGNOFFS = Hint(text="no sign-off was decided this month; ask for one", command="signoff")
TIME = Hint(text="log time", command="logtime")
BILLABLE = Hint(text="no billable time was recorded; log it", command="logtime")
EXPECTED = Hint(text="say in People (an admin’s Home) how many hours a day each person is expected to work")
NO_DAY = Hint(text="no business day is over yet")
GOAL = Hint(text="set a goal for the quarter", command="goal")

# Figures made of time, so they depend on how complete it is.
MADE_OF_TIME = frozenset(
    {"Time", "Billable time", "Time at rate", "Utilization", "Realization", "On-time share", "Retainer burn",
     "Retainer burn in money", "Pace", "Projected burn", "Over-servicing", "Budget burn", "Hours burn",
     "Budget variance", "Out-of-scope time", "Out-of-scope share", "Out-of-scope money", "Effective rate", "Actual"}
)  # fmt: skip
MOST_NAMED = 5


class Unit(StrEnum):
    """The unit of a figure; money and rates are in the row's currency."""

    TIME = "time"
    MONEY = "money"
    PERCENT = "percent"
    TIMES = "times"
    RATE = "rate an hour"
    COUNT = "count"


class FigureRow(Model):
    """One figure: minutes, cents, a percentage, hundredths or a count; None if its data is missing.

    The numerator and the denominator are whole minutes, cents, days or counts. `hint` says how to add missing data,
    or what is left out. `is_partial`: some of the time it rests on wasn't entered, or not on time.
    """

    about: str
    name: str
    unit: Unit
    value: int | None
    numerator: int | None = None
    denominator: int | None = None
    currency: str = ""
    formula: str = ""
    hint: Hint | None = None
    is_partial: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Return the key that identifies the figure in another edition."""
        return self.about, self.name, self.currency

    @property
    def text(self) -> str:
        """Return the figure as people read it."""
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
        """Return the figure as people read it, with a mark if it rests on incomplete time."""
        return f"{self.text} {MARK}" if self.is_partial and self.value is not None else self.text


def time(about: str, name: str, minutes: int | None, formula: str) -> FigureRow:
    """Return a row of plain minutes."""
    return FigureRow(about=about, name=name, unit=Unit.TIME, value=minutes, formula=formula)


def count(about: str, name: str, value: int | None, formula: str, hint: Hint | None = None) -> FigureRow:
    """Return a row that counts things."""
    lacks = hint if value is None else None
    return FigureRow(about=about, name=name, unit=Unit.COUNT, value=value, formula=formula, hint=lacks)


def figure(
    about: str, name: str, unit: Unit, value: int | None, made_of: Ratio, formula: str, hint: Hint, currency: str = ""
) -> FigureRow:
    """Return a row with its numerator and denominator; `hint` is for missing data."""
    return FigureRow(
        about=about,
        name=name,
        unit=unit,
        value=value,
        numerator=made_of.numerator,
        denominator=made_of.denominator,
        currency=currency,
        formula=formula,
        hint=hint if value is None else None,
    )


def percent(
    about: str, name: str, made_of: Ratio, formula: str, hint: Hint, currency: str = "", note: Hint | None = None
) -> FigureRow:
    """Return a row with a percentage; `note` says what is left out if it has data."""
    row = figure(about, name, Unit.PERCENT, made_of.percent, made_of, formula, hint, currency)
    return row if row.hint else row.model_copy(update={"hint": note})


def rate(about: str, made_of: Ratio, currency: str, note: Hint | None = None) -> FigureRow:
    """Return the row of the effective rate, in cents an hour; `note` says what is left out if it has data."""
    value = None if made_of.value is None else rounded(made_of.value)
    hint = BILLED if made_of.numerator is None else TIME
    formula = "(billed − expenses) ÷ all hours worked"
    row = figure(about, "Effective rate", Unit.RATE, value, made_of, formula, hint, currency)
    return row if row.hint else row.model_copy(update={"hint": note})


def money(about: str, name: str, cents: int | None, currency: str, formula: str, hint: Hint | None = None) -> FigureRow:
    """Return a row with an amount; `hint` says how to add data that's missing, all or in part."""
    return FigureRow(
        about=about, name=name, unit=Unit.MONEY, value=cents, currency=currency, formula=formula, hint=hint
    )


def left_out(codes: Sequence[str], why: Hint, what: str = "") -> Hint | None:
    """Return the clients missing from a sum (or `what` of them), with how to add them; None for no clients."""
    if not codes:
        return None
    more = f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else ""
    text = f"without {what}{', '.join(codes[:MOST_NAMED])}{more}: {why.text}"
    return Hint(text=text, command=why.command)
