"""The digest's figures as rows, each with its formula, numerator and denominator, and a hint for missing data."""

from collections.abc import Callable, Iterator, Sequence

from bot.hints import Hint
from bot.rules.digests.client_rows import VARIANCE, client_rows, marked
from bot.rules.digests.figures import ClientFigures, DigestFigures, GoalFigures, InOneCurrency, MoneyFigures
from bot.rules.digests.row import (
    BILLABLE,
    BILLED,
    BUDGET,
    EXPECTED,
    GOAL,
    NOTHING_RECURS,
    RATES,
    RECURRING,
    TIME,
    FigureRow,
    left_out,
    money,
    percent,
    rate,
    time,
)
from bot.rules.kit.figures import Ratio

ALL = "All clients"
# Goes before a currency: all clients of that currency, or the sums of all clients in it.
TOGETHER = (f"{ALL}, ", "All, in ")
Clients = Sequence[ClientFigures]


def rows_of(figures: DigestFigures) -> list[FigureRow]:
    """Return all figures: those of all clients together first, then client by client."""
    rows = [*_of_all(figures)]
    for goal in figures.goals:
        rows += _of_goal(goal)
    if not figures.goals:
        rows.append(money(ALL, "Revenue gap", None, "", "goal − booked − weighted forecast", GOAL))
    for client in figures.clients:
        rows += client_rows(client)
    return rows if figures.is_complete else marked(rows)


def missing(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """Return the figures without data."""
    return [row for row in rows if row.value is None]


def _of_all(figures: DigestFigures) -> Iterator[FigureRow]:
    clients = figures.clients
    yield time(ALL, "Time", sum(client.minutes for client in clients), "all time of the month")
    yield percent(ALL, "Utilization", figures.utilization, "billable ÷ available time", EXPECTED)
    unbilled = _without(clients, lambda each: bool(each.billable_minutes) and each.realization.numerator is None)
    hint = BILLED if figures.realization.numerator is None else BILLABLE
    formula = "billed ÷ recorded billable time"
    yield percent(ALL, "Realization", figures.realization, formula, hint, note=left_out(unbilled, BILLED))
    yield percent(ALL, "Time completeness", figures.completeness, "on-time ÷ expected time", EXPECTED)
    yield percent(ALL, "On-time share", figures.logged_on_time, "on-time ÷ logged time", TIME)
    for currency, amounts in figures.money.items():
        theirs = [client for client in clients if client.currency == currency]
        yield from _of_money(f"{ALL}, {currency}", currency, amounts, theirs)
        unpaid = _without(theirs, lambda each: bool(each.minutes) and each.effective_rate.numerator is None)
        yield rate(f"{ALL}, {currency}", amounts.rate, currency, left_out(unpaid, BILLED))
        yield from _retention(figures, currency, theirs)
    if one := figures.in_one:
        unknown = {"value": None, "hint": _no_rate(one)} if one.missing else {}
        for row in _of_money(f"All, in {one.currency}", one.currency, one.money, clients):
            yield row.model_copy(update=unknown)


def _no_rate(one: InOneCurrency) -> Hint:
    return Hint(text=f"add a rate from {', '.join(one.missing)} into {one.currency}", command="goal rate")


def _of_money(about: str, currency: str, amounts: MoneyFigures, clients: Clients) -> Iterator[FigureRow]:
    unrated = left_out(_without(clients, lambda each: bool(each.unrated_minutes)), RATES, "all time of ")
    yield money(about, "Time at rate", amounts.cents, currency, "each entry’s minutes at its own rate", unrated)
    yield money(about, "Upsell", amounts.upsell_cents, currency, "newly approved for existing clients")
    unknown = left_out(_without(clients, lambda each: each.scope_cents is None), RATES)
    yield money(
        about, "Out-of-scope money", amounts.scope_cents, currency, "out-of-scope time at the average rate", unknown
    )
    hint = BUDGET if amounts.variance_cents is None else None
    yield money(about, "Budget variance", amounts.variance_cents, currency, VARIANCE, hint)


def _retention(figures: DigestFigures, currency: str, clients: Clients) -> Iterator[FigureRow]:
    about, unknown = f"{ALL}, {currency}", _without(clients, lambda each: None in each.recurring)
    hint, note = RECURRING if unknown else NOTHING_RECURS, left_out(unknown, RECURRING)
    net, gross = (kept.get(currency, Ratio(None, None)) for kept in (figures.net_retention, figures.gross_retention))
    formula = "(start + expansion − contraction − churn) ÷ start, recurring a month"
    yield percent(about, "Net revenue retention", net, formula, hint, currency, note)
    yield percent(about, "Gross revenue retention", gross, "as net, without expansion", hint, currency, note)


def _of_goal(goal: GoalFigures) -> Iterator[FigureRow]:
    about, currency = f"Goal of {goal.whose}", goal.currency
    missed = Hint(text="; ".join(f"without {words}" for words in goal.missing)) if goal.missing else None
    yield money(about, "Quarterly goal", goal.goal_cents, currency, "as set for the quarter")
    yield money(about, "Booked", goal.booked_cents, currency, "approved estimates and retainers of the quarter", missed)
    yield money(about, "Weighted forecast", goal.forecast_cents, currency, "amount × probability", missed)
    yield money(about, "Actual", goal.actual_cents, currency, "billable time at rate and expenses", missed)
    yield money(about, "Revenue gap", goal.gap_cents, currency, "goal − booked − weighted forecast", missed)


def _without(clients: Clients, lacks: Callable[[ClientFigures], bool]) -> list[str]:
    return [client.code for client in clients if lacks(client)]
