"""The month's digest, worked out: the figures of each client and of all, with what each figure was made of."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from bot.model import Model
from bot.rules.digest_facts import ClientFacts, GoalFacts, Health, JobFacts, MonthFacts
from bot.rules.figures import (
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


class JobFigures(Model):
    """A job with an approved estimate, up to the month's end. Variance in cents: negative is over."""

    number: str
    title: str
    burn: Ratio
    hours: Ratio
    over_servicing: Ratio
    variance_cents: int | None
    revised_pending: bool


class ClientFigures(Model):
    """A client's month; money is cents of its currency, pace in hundredths (100 is on plan)."""

    code: str
    name: str
    currency: str
    owner: str
    owner_id: str | None
    lead: str
    minutes: int
    billable_minutes: int
    cents: int
    unrated_minutes: int
    retainer: Ratio
    pace: int | None
    projected_minutes: int | None
    over_servicing: Ratio
    jobs: Sequence[JobFigures]
    upsell_cents: int
    recurring: tuple[int | None, int | None]
    renewals: Sequence[date]
    scope: Ratio
    scope_cents: int | None
    scope_flagged: bool
    realization: Ratio
    effective_rate: Ratio
    turnaround: Ratio
    on_time: Ratio
    health: Health | None

    @property
    def variance_cents(self) -> int | None:
        """The variance of all its jobs that have a budget; None where none has."""
        known = [job.variance_cents for job in self.jobs if job.variance_cents is not None]
        return sum(known) if known else None


class GoalFigures(Model):
    """A revenue goal of the quarter: cents of its currency."""

    whose: str
    currency: str
    goal_cents: int
    booked_cents: int
    actual_cents: int
    forecast_cents: int
    gap_cents: int


class DigestFigures(Model):
    """All figures of a month. What is money is apart by currency: amounts are never added across."""

    month: str
    days_elapsed: int
    days: int
    clients: Sequence[ClientFigures]
    utilization: Ratio
    completeness: Ratio
    logged_on_time: Ratio
    net_retention: Mapping[str, Ratio]
    gross_retention: Mapping[str, Ratio]
    goals: Sequence[GoalFigures]

    @property
    def is_complete(self) -> bool:
        """Whether the time it rests on was all entered, and on time."""
        value = self.completeness.value
        return value is not None and value >= 1


def digest_figures(facts: MonthFacts) -> DigestFigures:
    """The figures of a month, clients by code."""
    staff = facts.staff
    return DigestFigures(
        month=facts.month,
        days_elapsed=facts.days_elapsed,
        days=facts.days,
        clients=[client_figures(client, facts) for client in sorted(facts.clients, key=lambda each: each.code)],
        utilization=utilization(staff.billable, staff.available),
        completeness=completeness(staff.on_time, staff.available),
        logged_on_time=Ratio(staff.on_time, staff.logged),
        net_retention={currency: net_revenue_retention(each) for currency, each in _recurring(facts).items()},
        gross_retention={currency: gross_revenue_retention(each) for currency, each in _recurring(facts).items()},
        goals=[goal_figures(goal) for goal in facts.goals],
    )


def client_figures(client: ClientFacts, facts: MonthFacts) -> ClientFigures:
    """The figures of one client's month."""
    work, retained = client.month, client.retained_minutes
    retainer = burn(retained, client.retainer_minutes)
    speed = pace(retainer, facts.days_elapsed, facts.days)
    has_retainer = client.retainer_minutes is not None
    scope = scope_creep(work.out_of_scope, work.minutes, work.billable_cents, work.billable)
    return ClientFigures(
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
        pace=None if speed is None else rounded(speed * 100),
        projected_minutes=projected_burn(retained, facts.days_elapsed, facts.days) if has_retainer else None,
        over_servicing=over_servicing(retained, client.retainer_minutes),
        jobs=[job_figures(job) for job in client.jobs if job.budget_cents is not None or job.revised_pending],
        upsell_cents=client.newly_approved_cents if client.existing else 0,
        recurring=(client.recurring_start, client.recurring_end),
        renewals=sorted(client.renewals),
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
    """The figures of one job up to the month's end."""
    return JobFigures(
        number=job.number,
        title=job.title,
        burn=burn(job.burned_cents, job.budget_cents),
        hours=burn(job.to_date.minutes, job.budget_minutes),
        over_servicing=over_servicing(job.burned_cents, job.budget_cents),
        variance_cents=None if job.budget_cents is None else job.budget_cents - job.burned_cents,
        revised_pending=job.revised_pending,
    )


def goal_figures(goal: GoalFacts) -> GoalFigures:
    """The figures of one revenue goal."""
    weighted = sum((Fraction(cents * percent, 100) for cents, percent in goal.forecast), Fraction())
    return GoalFigures(
        whose=goal.whose,
        currency=goal.currency,
        goal_cents=goal.cents,
        booked_cents=goal.booked,
        actual_cents=goal.actual,
        forecast_cents=rounded(weighted),
        gap_cents=revenue_gap(goal.cents, goal.booked, goal.forecast),
    )


def _recurring(facts: MonthFacts) -> dict[str, list[Recurring]]:
    """What clients bring a month, at the start and at the end, by currency; those that cannot be known are left out."""
    found: dict[str, list[Recurring]] = {}
    for client in facts.clients:
        if client.recurring_start is not None and client.recurring_end is not None:
            found.setdefault(client.currency, []).append(Recurring(client.recurring_start, client.recurring_end))
    return found
