"""Calculating the month's digest: the figures of each client and of all, each with its numerator and denominator."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from bot.rules.accounts.goal_facts import GoalFacts, Rate
from bot.rules.digests.facts import ClientFacts, JobFacts, MonthFacts
from bot.rules.digests.figures import ClientFigures, DigestFigures, GoalFigures, InOneCurrency, JobFigures, MoneyFigures
from bot.rules.kit.figures import (
    Ratio,
    Recurring,
    burn,
    completeness,
    effective_rate,
    gross_revenue_retention,
    net_revenue_retention,
    over_servicing,
    pace,
    projected_burn,
    realization,
    revenue_gap,
    rounded,
    scope_creep,
    utilization,
)


def digest_figures(facts: MonthFacts) -> DigestFigures:
    """Return the figures of a month, clients by code."""
    staff = facts.staff
    clients = [client_figures(client) for client in sorted(facts.clients, key=lambda each: each.code)]
    money = _money(clients)
    return DigestFigures(
        month=facts.month,
        is_over=facts.is_over,
        clients=clients,
        money=money,
        in_one=_in_one(money, facts.currency, facts.rates),
        realization=_realization(clients),
        utilization=utilization(staff.billable, staff.available),
        completeness=completeness(staff.on_time, staff.available),
        logged_on_time=Ratio(staff.on_time + staff.extra_on_time, staff.logged),
        net_retention={currency: net_revenue_retention(each) for currency, each in _recurring(facts).items()},
        gross_retention={currency: gross_revenue_retention(each) for currency, each in _recurring(facts).items()},
        goals=[goal_figures(goal) for goal in facts.goals],
    )


def client_figures(client: ClientFacts) -> ClientFigures:
    """Return the figures of one client's month."""
    work, retained = client.month, client.retained_minutes
    retainer = burn(retained, client.retainer_minutes)
    has_retainer = client.retainer_minutes is not None
    speed = pace(burn(client.retained_so_far, client.retainer_minutes), client.days_elapsed, client.days)
    scope = scope_creep(work.out_of_scope, work.minutes, work.billable_cents, work.billable - work.billable_unrated)
    return ClientFigures(
        id=client.id,
        code=client.code,
        name=client.name,
        currency=client.currency,
        owner=client.owner,
        owner_id=client.owner_id,
        lead=client.lead,
        minutes=work.minutes,
        billable_minutes=work.billable,
        cents=work.cents,
        unrated_minutes=work.unrated,
        retainer=retainer,
        retained_so_far=client.retained_so_far,
        retainer_money=burn(client.retained_cents, client.retainer_cents),
        pace=None if speed is None else rounded(speed * 100),
        projected_minutes=(
            projected_burn(client.retained_so_far, client.days_elapsed, client.days) if has_retainer else None
        ),
        over_servicing=over_servicing(retained, client.retainer_minutes),
        jobs=[job_figures(job) for job in client.jobs if job.is_covered or job.revised_pending],
        job_minutes={job.number: job.month.minutes for job in client.jobs if job.month.minutes},
        days_elapsed=client.days_elapsed,
        days=client.days,
        upsell_cents=client.newly_approved_cents if client.existing else 0,
        recurring=(client.recurring_start, client.recurring_end),
        renewals=sorted(client.renewals),
        has_contract=client.has_contract,
        scope=scope.share,
        scope_cents=scope.cents,
        scope_flagged=scope.is_flagged,
        realization=realization(client.billed_minutes, work.billable),
        effective_rate=effective_rate(client.billed_cents, client.pass_through_cents, work.minutes),
        turnaround=Ratio(sum(client.turnarounds), len(client.turnarounds)),
        on_time=Ratio(work.minutes - work.late, work.minutes),
        health=client.health,
    )


def job_figures(job: JobFacts) -> JobFigures:
    """Return the figures of one job up to the month's end."""
    return JobFigures(
        number=job.number,
        title=job.title,
        burn=burn(job.burned_cents, job.budget_cents),
        hours=burn(job.to_date.minutes, job.budget_minutes),
        over_servicing=over_servicing(job.burned_cents, job.budget_cents),
        variance_cents=None if job.budget_cents is None else job.budget_cents - job.burned_cents,
        revised_pending=job.revised_pending,
        plan=job.plan,
        foreign_budget=job.foreign_budget,
        foreign_costs=job.foreign_costs,
    )


def _money(clients: Sequence[ClientFigures]) -> dict[str, MoneyFigures]:
    """Return the sums of the clients of each currency."""
    found: dict[str, list[ClientFigures]] = {}
    for client in clients:
        found.setdefault(client.currency, []).append(client)
    return {currency: _sum_up(each) for currency, each in sorted(found.items())}


def _sum_up(clients: Sequence[ClientFigures]) -> MoneyFigures:
    paid = [client.effective_rate for client in clients if client.effective_rate.numerator is not None]
    return MoneyFigures(
        cents=_known_sum(client.rated_cents for client in clients),
        upsell_cents=sum(client.upsell_cents for client in clients),
        scope_cents=_known_sum(client.scope_cents for client in clients),
        variance_cents=_known_sum(client.variance_cents for client in clients),
        rate=Ratio(
            sum(each.numerator or 0 for each in paid) if paid else None, sum(each.denominator or 0 for each in paid)
        ),
    )


def _known_sum(amounts: Iterable[int | None]) -> int | None:
    """Return the sum of the known amounts; None if none is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _in_one(money: Mapping[str, MoneyFigures], into: str, rates: Mapping[str, Rate]) -> InOneCurrency | None:
    """Return all money in one currency if there are several; each sum is converted as a whole, and rounded once."""
    if len(money) < 2:  # nothing to add up
        return None
    missing = sorted(currency for currency in money if currency != into and currency not in rates)
    if missing:
        return InOneCurrency(currency=into, money=MoneyFigures(), rates={}, missing=missing)

    def taken(name: str) -> int | None:
        known = {currency: getattr(each, name) for currency, each in money.items()}
        there = {currency: cents for currency, cents in known.items() if cents is not None}
        return sum(_exchanged(cents, currency, into, rates) for currency, cents in there.items()) if there else None

    sums = {name: taken(name) for name in ("cents", "upsell_cents", "scope_cents", "variance_cents")}
    used = {currency: rates[currency] for currency in money if currency != into}
    return InOneCurrency(currency=into, money=MoneyFigures.model_validate(sums), rates=used)


def _exchanged(cents: int, currency: str, into: str, rates: Mapping[str, Rate]) -> int:
    return cents if currency == into else rounded(Fraction(cents * rates[currency].millionths, 1_000_000))


def _realization(clients: Sequence[ClientFigures]) -> Ratio:
    """Return the realization of clients whose billed hours are known."""
    known = [client.realization for client in clients if client.realization.numerator is not None]
    return Ratio(
        sum(each.numerator or 0 for each in known) if known else None, sum(each.denominator or 0 for each in known)
    )


def goal_figures(goal: GoalFacts) -> GoalFigures:
    """Return the figures of one revenue goal."""
    weighted = sum((Fraction(cents * percent, 100) for cents, percent in goal.forecast), Fraction())
    return GoalFigures(
        whose=goal.whose,
        currency=goal.currency,
        goal_cents=goal.cents,
        booked_cents=goal.booked,
        actual_cents=goal.actual,
        forecast_cents=rounded(weighted),
        gap_cents=revenue_gap(goal.cents, goal.booked, goal.forecast),
        missing=goal.missing,
        rates=goal.rates,
    )


def _recurring(facts: MonthFacts) -> dict[str, list[Recurring]]:
    """Return clients' recurring money a month, at the start and end, by currency; unknown ones are left out."""
    found: dict[str, list[Recurring]] = {}
    for client in facts.clients:
        if client.recurring_start is not None and client.recurring_end is not None:
            found.setdefault(client.currency, []).append(Recurring(client.recurring_start, client.recurring_end))
    return found
