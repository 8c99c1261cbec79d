"""The figures of a month's digest, of each client and of all. An edition stores them exactly like this."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.model import Model
from bot.rules.accounts.goal_facts import Rate
from bot.rules.digests.facts import Health, Plan
from bot.rules.kit.figures import Ratio


class JobFigures(Model):
    """A job with an approved estimate, up to the month's end. Variance in cents: negative is over.

    `foreign_budget`: it's in another currency than the client's; so are `foreign_costs` costs, which aren't added.
    """

    number: str
    title: str
    burn: Ratio
    hours: Ratio
    over_servicing: Ratio
    variance_cents: int | None
    revised_pending: bool
    plan: Plan | None
    foreign_budget: bool = False
    foreign_costs: int = 0


class ClientFigures(Model):
    """A client's month; money is cents of its currency, pace in hundredths (100 is on plan).

    `retained_so_far` are the retainer's minutes burned on days that are over, which pace and projection use.
    """

    id: str = ""
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
    retained_so_far: int
    retainer_money: Ratio = Ratio(None, None)
    pace: int | None
    projected_minutes: int | None
    over_servicing: Ratio
    jobs: Sequence[JobFigures]
    job_minutes: Mapping[str, int]
    days_elapsed: int
    days: int
    upsell_cents: int
    recurring: tuple[int | None, int | None]
    renewals: Sequence[date]
    has_contract: bool = False
    scope: Ratio
    scope_cents: int | None
    scope_flagged: bool
    realization: Ratio
    effective_rate: Ratio
    turnaround: Ratio
    on_time: Ratio
    health: Health | None

    @property
    def rated_cents(self) -> int | None:
        """Return its time at rate; None if it has time, but none with a rate."""
        return None if self.unrated_minutes and self.unrated_minutes == self.minutes else self.cents

    @property
    def variance_cents(self) -> int | None:
        """Return the variance of all its jobs that have a budget; None if none has one."""
        known = [job.variance_cents for job in self.jobs if job.variance_cents is not None]
        return sum(known) if known else None

    @property
    def budget(self) -> Ratio:
        """Return the burn of the budgets of all its jobs that have one, up to the month's end."""
        known = [job.burn for job in self.jobs if job.burn.denominator is not None]
        return Ratio(sum(each.numerator or 0 for each in known), sum(each.denominator or 0 for each in known) or None)

    @property
    def revised_pending(self) -> Sequence[str]:
        """Return the jobs with a Revised Estimate that waits for somebody."""
        return [job.number for job in self.jobs if job.revised_pending]


class MoneyFigures(Model):
    """Money of all clients of one currency, in cents; None if not known. `rate` is cents over minutes."""

    cents: int | None = 0
    upsell_cents: int = 0
    scope_cents: int | None = 0
    variance_cents: int | None = None
    rate: Ratio = Ratio(None, None)


class InOneCurrency(Model):
    """The money of all clients in the reports' currency, at `rates`. `missing` have no rate."""

    currency: str
    money: MoneyFigures
    rates: Mapping[str, Rate]
    missing: Sequence[str] = ()


class GoalFigures(Model):
    """A revenue goal of the quarter, in cents of its currency."""

    whose: str
    currency: str
    goal_cents: int
    booked_cents: int
    actual_cents: int
    forecast_cents: int
    gap_cents: int
    missing: Sequence[str] = ()
    rates: Mapping[str, Rate] = {}


class DigestFigures(Model):
    """All figures of a month. Money is kept separate by currency and never added across."""

    month: str
    is_over: bool
    clients: Sequence[ClientFigures]
    money: Mapping[str, MoneyFigures]
    in_one: InOneCurrency | None
    realization: Ratio
    utilization: Ratio
    completeness: Ratio
    logged_on_time: Ratio
    net_retention: Mapping[str, Ratio]
    gross_retention: Mapping[str, Ratio]
    goals: Sequence[GoalFigures]
    moves: Sequence[str] = ()

    @property
    def is_complete(self) -> bool:
        """Return whether all the time it rests on was entered, and on time."""
        value = self.completeness.value
        return value is not None and value >= 1


def burns_of(figures: DigestFigures) -> list[tuple[str, int]]:
    """Return each client's burn in percent, highest first: of its retainer, else of its jobs' budgets."""
    plans = [(client.code, plan_of(client).percent) for client in figures.clients]
    return sorted([(code, percent) for code, percent in plans if percent is not None], key=lambda each: -each[1])


def plan_of(client: ClientFigures) -> Ratio:
    """Return the burn of a client's plan: its retainer's hours, else its fee, else its jobs' budgets."""
    plans = (client.retainer, client.retainer_money, client.budget)
    return next((each for each in plans if each.value is not None), client.budget)
