"""The digest's figures one by one: each with its formula, what it was made of, and what to do where it has no data."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

from bot.model import Model
from bot.rules.digest_figures import ClientFigures, DigestFigures, GoalFigures, JobFigures, MoneyFigures
from bot.rules.durations import format_duration
from bot.rules.figures import Ratio, rounded
from bot.rules.rates import format_money

ALL = "All clients"
# Before a currency: all clients of it, or the sums of all in it.
TOGETHER = (f"{ALL}, ", "All, in ")
NO_DATA = "no data"


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
    missing.
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


# Each figure of a client: its formula, and how to supply what it lacks.
RETAINER = "add the retainer’s hours a month with /client"
BUDGET = "have an estimate approved, or enter the approved one, with /estimate"
BILLED = "enter what was billed, with its hours, in the job’s costs (/job)"
RATES = "enter rates in the rate card, then time gets its money"
RECURRING = "add each retainer’s fee, or its hours and rate, with /client"
SIGNOFFS = "no sign-off came to its outcome this month; ask for one with /signoff"
TIME = "log time: /logtime"


def rows_of(figures: DigestFigures) -> list[FigureRow]:
    """All figures: of all clients together first, then client by client."""
    rows = [*_of_all(figures)]
    for goal in figures.goals:
        rows += _of_goal(goal)
    for client in figures.clients:
        rows += client_rows(client)
    return rows


def _of_all(figures: DigestFigures) -> Iterator[FigureRow]:
    minutes = sum(client.minutes for client in figures.clients)
    yield FigureRow(about=ALL, name="Time", unit=Unit.TIME, value=minutes, formula="all time of the month")
    yield _percent(ALL, "Utilization", figures.utilization, "billable ÷ available time", TIME)
    yield _percent(ALL, "Realization", figures.realization, "billed ÷ recorded billable time", BILLED)
    yield _percent(ALL, "Time completeness", figures.completeness, "on-time ÷ expected time", TIME)
    yield _percent(ALL, "On-time share", figures.logged_on_time, "on-time ÷ logged time", TIME)
    for currency, money in figures.money.items():
        yield from _of_money(f"{ALL}, {currency}", currency, money)
        yield _percent(
            f"{ALL}, {currency}", "Net revenue retention", figures.net_retention.get(currency, Ratio(None, None)),
            "(start + expansion − contraction − churn) ÷ start, recurring a month", RECURRING, currency,
        )  # fmt: skip
        yield _percent(
            f"{ALL}, {currency}", "Gross revenue retention", figures.gross_retention.get(currency, Ratio(None, None)),
            "as net, without expansion", RECURRING, currency,
        )  # fmt: skip
    if one := figures.in_one:
        hint = f"keep a rate from {', '.join(one.missing)} into {one.currency}" if one.missing else ""
        for row in _of_money(f"All, in {one.currency}", one.currency, one.money, rate=False):
            yield row.model_copy(update={"value": None, "hint": hint}) if hint else row


def _of_money(about: str, currency: str, money: MoneyFigures, *, rate: bool = True) -> Iterator[FigureRow]:
    yield _money(about, "Time at rate", money.cents, currency, "each entry’s minutes at its own rate")
    yield _money(about, "Upsell", money.upsell_cents, currency, "newly approved for existing clients")
    yield _money(about, "Out-of-scope money", money.scope_cents, currency, "out-of-scope time at the average rate")
    formula = "approved − (time at rate + expenses + open orders)"
    yield _money(about, "Budget variance", money.variance_cents, currency, formula, BUDGET)
    if rate:
        yield _rate(about, money.rate, currency)


def _of_goal(goal: GoalFigures) -> Iterator[FigureRow]:
    about, currency = f"Goal of {goal.whose}", goal.currency
    yield _money(about, "Quarterly goal", goal.goal_cents, currency, "set with /goal")
    yield _money(about, "Booked", goal.booked_cents, currency, "approved estimates and retainers of the quarter")
    yield _money(about, "Weighted forecast", goal.forecast_cents, currency, "amount × probability")
    yield _money(about, "Actual", goal.actual_cents, currency, "time at rate and expenses")
    yield _money(about, "Revenue gap", goal.gap_cents, currency, "goal − booked − weighted forecast")


def client_rows(client: ClientFigures) -> list[FigureRow]:
    """All figures of one client, its jobs last."""
    rows = [*_burn(client), *_growth(client), *_scope(client), *_care(client)]
    for job in client.jobs:
        rows += _of_job(client, job)
    return rows


def _burn(client: ClientFigures) -> Iterator[FigureRow]:
    about, currency, retainer = client.code, client.currency, client.retainer
    yield FigureRow(about=about, name="Time", unit=Unit.TIME, value=client.minutes, formula="all time of the month")
    billable, formula = client.billable_minutes, "billable time of the month"
    yield FigureRow(about=about, name="Billable time", unit=Unit.TIME, value=billable, formula=formula)
    unrated = client.unrated_minutes
    value = None if unrated and unrated == client.minutes else client.cents
    hint = f"{format_duration(unrated)} have no rate in {currency}: {RATES}" if unrated else ""
    # Also where the rest of the time has its money.
    row = _money(about, "Time at rate", value, currency, "each entry’s minutes at its own rate")
    yield row.model_copy(update={"hint": hint})
    yield _percent(about, "Retainer burn", retainer, "billable time in scope ÷ the month’s hours", RETAINER)
    paced = Ratio(
        None if retainer.value is None else (retainer.numerator or 0) * client.days,
        (retainer.denominator or 0) * client.days_elapsed,
    )
    hint = RETAINER if retainer.value is None else "no business day is over yet"
    formula = "burn ÷ share of business days elapsed"
    yield _figure(about, "Pace", Unit.TIMES, client.pace, paced, formula, hint)
    projected = Ratio((retainer.numerator or 0) * client.days, client.days_elapsed)
    formula = "burn to date ÷ days elapsed × days of the month"
    yield _figure(about, "Projected burn", Unit.TIME, client.projected_minutes, projected, formula, hint)
    yield _percent(
        about, "Over-servicing", client.over_servicing, "(actual − budget) ÷ budget, of the retainer", RETAINER
    )
    yield _percent(about, "Budget burn", client.budget, "actual ÷ approved, to date", BUDGET, currency)
    formula = "approved − (time at rate + expenses + open orders)"
    spent = Ratio(client.budget.denominator, client.budget.numerator if client.budget.denominator else None)
    row = _money(about, "Budget variance", client.variance_cents, currency, formula, BUDGET)
    yield row.model_copy(update={"numerator": spent.numerator, "denominator": spent.denominator})


def _growth(client: ClientFigures) -> Iterator[FigureRow]:
    about, currency, (start, end) = client.code, client.currency, client.recurring
    yield _money(about, "Upsell", client.upsell_cents, currency, "newly approved beyond what was contracted")
    yield _money(about, "Recurring a month", end, currency, "retainers on the last day", RECURRING)
    hint = RECURRING if None in (start, end) else "nothing recurring at the start of the month"
    net = Ratio(end if start is not None else None, start)
    gross = Ratio(None if start is None or end is None else min(start, end), start)
    yield _percent(about, "Net revenue retention", net, "recurring at the end ÷ at the start", hint, currency)
    yield _percent(about, "Gross revenue retention", gross, "as net, without expansion", hint, currency)
    formula = "contracts that renew within 90 days"
    yield FigureRow(about=about, name="Renewals", unit=Unit.COUNT, value=len(client.renewals), formula=formula)


def _scope(client: ClientFigures) -> Iterator[FigureRow]:
    about, scope = client.code, client.scope
    yield FigureRow(
        about=about, name="Out-of-scope time", unit=Unit.TIME, value=scope.numerator, formula="time marked oos"
    )
    yield _percent(about, "Out-of-scope share", scope, "out-of-scope ÷ all time; flagged over 10 %", TIME)
    formula = "out-of-scope time × average billable rate"
    yield _money(about, "Out-of-scope money", client.scope_cents, client.currency, formula, RATES)
    pending, formula = len(client.revised_pending), "Revised Estimates not decided yet"
    yield FigureRow(about=about, name="Revised Estimates pending", unit=Unit.COUNT, value=pending, formula=formula)


def _care(client: ClientFigures) -> Iterator[FigureRow]:
    about = client.code
    yield _percent(about, "Realization", client.realization, "billed ÷ recorded billable time", BILLED)
    yield _rate(about, client.effective_rate, client.currency)
    took, formula = client.turnaround, "from asking to the outcome, on average"
    value = None if took.value is None else rounded(took.value)
    yield _figure(about, "Sign-off turnaround", Unit.TIME, value, took, formula, SIGNOFFS)
    yield _percent(about, "On-time share", client.on_time, "on-time ÷ logged time", TIME)


def _of_job(client: ClientFigures, job: JobFigures) -> Iterator[FigureRow]:
    about, currency = job.number, client.currency
    yield _percent(about, "Budget burn", job.burn, "actual ÷ approved, to date", BUDGET, currency)
    yield _percent(about, "Hours burn", job.hours, "time to date ÷ estimated hours", "estimate hours with /estimate")
    formula = "approved − (time at rate + expenses + open orders)"
    row = _money(about, "Budget variance", job.variance_cents, currency, formula, BUDGET)
    yield row.model_copy(update={"numerator": job.burn.denominator, "denominator": job.burn.numerator})
    yield _percent(about, "Over-servicing", job.over_servicing, "(actual − budget) ÷ budget", BUDGET, currency)


def _figure(
    about: str, name: str, unit: Unit, value: int | None, made_of: Ratio, formula: str, hint: str, currency: str = ""
) -> FigureRow:
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


def _percent(about: str, name: str, made_of: Ratio, formula: str, hint: str, currency: str = "") -> FigureRow:
    return _figure(about, name, Unit.PERCENT, made_of.percent, made_of, formula, hint, currency)


def _rate(about: str, made_of: Ratio, currency: str) -> FigureRow:
    value = None if made_of.value is None else rounded(Fraction(made_of.value))
    formula = "(billed − expenses) ÷ all hours worked"
    return _figure(about, "Effective rate", Unit.RATE, value, made_of, formula, BILLED, currency)


def _money(about: str, name: str, cents: int | None, currency: str, formula: str, hint: str = "") -> FigureRow:
    hint = hint if cents is None else ""
    return FigureRow(
        about=about, name=name, unit=Unit.MONEY, value=cents, currency=currency, formula=formula, hint=hint
    )


def missing(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """The figures without data."""
    return [row for row in rows if row.value is None]
