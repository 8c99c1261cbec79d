"""The figures of one client as rows, its jobs last."""

from collections.abc import Iterator

from bot.hints import Hint
from bot.rules.digests.figures import ClientFigures, JobFigures
from bot.rules.digests.row import (
    BILLABLE,
    BILLED,
    BUDGET,
    CONTRACT,
    HOURS,
    MADE_OF_TIME,
    NO_DAY,
    NO_RETAINER,
    NOTHING_RECURS,
    OTHER_CURRENCY,
    RATES,
    RECURRING,
    RETAINER,
    SIGNOFFS,
    TIME,
    FigureRow,
    Unit,
    count,
    figure,
    money,
    percent,
    rate,
    time,
)
from bot.rules.kit.durations import format_duration
from bot.rules.kit.figures import Ratio, rounded

VARIANCE = "approved − (time at rate + expenses + open orders)"


def client_rows(client: ClientFigures, *, is_complete: bool = True) -> list[FigureRow]:
    """Return all figures of one client; unless the time is complete, those that rest on it are marked."""
    rows = [*_burn(client), *_growth(client), *_scope(client), *_care(client)]
    for job in client.jobs:
        rows += _of_job(client, job)
    return rows if is_complete else marked(rows)


def marked(rows: list[FigureRow]) -> list[FigureRow]:
    """Return the rows, with those that rest on time marked as incomplete."""
    return [row.model_copy(update={"is_partial": True}) if row.name in MADE_OF_TIME else row for row in rows]


def _burn(client: ClientFigures) -> Iterator[FigureRow]:
    about, currency, retainer = client.code, client.currency, client.retainer
    yield time(about, "Time", client.minutes, "all time of the month")
    yield time(about, "Billable time", client.billable_minutes, "billable time of the month")
    unrated = client.unrated_minutes
    hint = Hint(text=f"{format_duration(unrated)} without a rate in {currency}: {RATES.text}") if unrated else None
    yield money(about, "Time at rate", client.rated_cents, currency, "each entry’s minutes at its own rate", hint)
    no_hours, no_fee = _lacks(client)
    yield percent(about, "Retainer burn", retainer, "billable time in scope ÷ the month’s hours", no_hours)
    formula = "billable time in scope at rate ÷ the month’s fees"
    yield percent(about, "Retainer burn in money", client.retainer_money, formula, no_fee, currency)
    yield from _plan(client)
    formula = "(actual − budget) ÷ budget, of the retainer"
    yield percent(about, "Over-servicing", client.over_servicing, formula, no_hours)
    yield percent(about, "Budget burn", client.budget, "actual ÷ approved, to date", BUDGET, currency)
    spent = Ratio(client.budget.denominator, client.budget.numerator if client.budget.denominator else None)
    row = money(about, "Budget variance", client.variance_cents, currency, VARIANCE)
    hint = BUDGET if row.value is None else None
    yield row.model_copy(update={"numerator": spent.numerator, "denominator": spent.denominator, "hint": hint})


def _lacks(client: ClientFigures) -> tuple[Hint, Hint]:
    """Return the hints for adding a retainer's hours and its fee, if they're missing."""
    if client.retainer.denominator is None and client.recurring == (0, 0):
        return NO_RETAINER, NO_RETAINER
    return RETAINER, RECURRING


def _plan(client: ClientFigures) -> Iterator[FigureRow]:
    """Yield the retainer's burn compared with the month's days."""
    has = client.retainer.denominator
    paced = Ratio(None if has is None else client.retained_so_far * client.days, (has or 0) * client.days_elapsed)
    hint, formula = _lacks(client)[0] if has is None else NO_DAY, "burn ÷ share of business days elapsed"
    yield figure(client.code, "Pace", Unit.TIMES, client.pace, paced, formula, hint)
    projected = Ratio(None if has is None else client.retained_so_far * client.days, client.days_elapsed)
    formula = "burn to date ÷ days elapsed × days of the month"
    yield figure(client.code, "Projected burn", Unit.TIME, client.projected_minutes, projected, formula, hint)


def _growth(client: ClientFigures) -> Iterator[FigureRow]:
    about, currency, (start, end) = client.code, client.currency, client.recurring
    yield money(about, "Upsell", client.upsell_cents, currency, "newly approved beyond what was contracted")
    lacks = RECURRING if end is None else None
    yield money(about, "Recurring a month", end, currency, "retainers on the last day", lacks)
    hint = RECURRING if None in (start, end) else NOTHING_RECURS
    net = Ratio(end if start is not None else None, start)
    gross = Ratio(None if start is None or end is None else min(start, end), start)
    yield percent(about, "Net revenue retention", net, "recurring at the end ÷ at the start", hint, currency)
    yield percent(about, "Gross revenue retention", gross, "as net, without expansion", hint, currency)
    renewals = len(client.renewals) if client.has_contract else None
    yield count(about, "Renewals", renewals, "contracts that renew within 90 days", CONTRACT)


def _scope(client: ClientFigures) -> Iterator[FigureRow]:
    about, scope = client.code, client.scope
    yield time(about, "Out-of-scope time", scope.numerator, "time marked oos")
    yield percent(about, "Out-of-scope share", scope, "out-of-scope ÷ all time; flagged over 10 %", TIME)
    formula, hint = "out-of-scope time × average billable rate", RATES if client.scope_cents is None else None
    yield money(about, "Out-of-scope money", client.scope_cents, client.currency, formula, hint)
    pending = len(client.revised_pending)
    yield count(about, "Revised Estimates pending", pending, "Revised Estimates not decided by the month’s end")


def _care(client: ClientFigures) -> Iterator[FigureRow]:
    about = client.code
    hint = BILLED if client.realization.numerator is None else BILLABLE
    yield percent(about, "Realization", client.realization, "billed ÷ recorded billable time", hint)
    yield rate(about, client.effective_rate, client.currency)
    took, formula = client.turnaround, "from asking to the outcome, on average"
    value = None if took.value is None else rounded(took.value)
    yield figure(about, "Sign-off turnaround", Unit.TIME, value, took, formula, SIGNOFFS)
    yield percent(about, "On-time share", client.on_time, "on-time ÷ logged time", TIME)


def _of_job(client: ClientFigures, job: JobFigures) -> Iterator[FigureRow]:
    about, currency = job.number, client.currency
    lacks = OTHER_CURRENCY if job.foreign_budget else BUDGET
    foreign = job.foreign_costs
    costs = Hint(text=f"without {foreign} cost{'' if foreign == 1 else 's'} in another currency") if foreign else None
    yield percent(about, "Budget burn", job.burn, "actual ÷ approved, to date", lacks, currency, costs)
    yield percent(about, "Hours burn", job.hours, "time to date ÷ estimated hours", HOURS)
    row = money(about, "Budget variance", job.variance_cents, currency, VARIANCE)
    made_of = {"numerator": job.burn.denominator, "denominator": job.burn.numerator}
    yield row.model_copy(update=made_of | {"hint": lacks if row.value is None else costs})
    yield percent(about, "Over-servicing", job.over_servicing, "(actual − budget) ÷ budget", lacks, currency, costs)
