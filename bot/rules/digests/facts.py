"""The facts behind a month's digest, counted once, each client's in its own currency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter

from bot.rules.accounts.goal_facts import GoalFacts, Rate
from storage.words.accounts import Mood, PlanStatus


@dataclass(frozen=True)
class Work:
    """Sums of time. Cents are in the client's currency, each entry at its own rate; `unrated` minutes have no rate.

    `in_scope` are the billable minutes that aren't out of scope, `billable_unrated` the billable ones without cents.
    """

    minutes: int = 0
    cents: int = 0
    unrated: int = 0
    billable: int = 0
    billable_cents: int = 0
    in_scope: int = 0
    out_of_scope: int = 0
    late: int = 0
    billable_unrated: int = 0
    in_scope_cents: int = 0

    @staticmethod
    def total(works: Iterable["Work"]) -> "Work":
        """Return the sum of all of them."""
        return Work(*map(sum, zip(*map(_PARTS, works), strict=True)))


_PARTS = attrgetter(*(each.name for each in fields(Work)))


@dataclass(frozen=True)
class Plan:
    """A plan to make good a job's overrun; only the status is set if the lead hasn't answered."""

    status: PlanStatus
    what: str = ""
    who: str = ""
    due_on: date | None = None

    @property
    def words(self) -> str:
        """Return the plan in words: the task, the person and the date, as far as they're known."""
        by = f"by {self.due_on.day} {self.due_on:%b %Y}" if self.due_on else ""
        return ", ".join(filter(None, (self.what, self.who, by)))


@dataclass(frozen=True)
class JobFacts:
    """A job: its time in the month and up to the month's end, and its money up to then.

    `to_date` is the time that burns a budget: billable time, or all time of a non-billable job. `ahead` is the part of
    the month's billable minutes in scope on days that aren't over yet. `order_cents` are the agency's open purchase
    orders. The budget is the amount approved by then, without tax; None if nothing was approved, or only in another
    currency than the client's (`foreign_budget`). `foreign_costs` counts expenses and orders in another currency,
    which aren't added. `revised_pending`: a Revised Estimate waited for somebody at the month's end.
    """

    number: str
    title: str
    month: Work = Work()
    to_date: Work = Work()
    ahead: int = 0
    expense_cents: int = 0
    order_cents: int = 0
    budget_cents: int | None = None
    budget_minutes: int | None = None
    foreign_budget: bool = False
    foreign_costs: int = 0
    revised_pending: bool = False
    plan: Plan | None = None

    @property
    def is_covered(self) -> bool:
        """Return whether an approved estimate pays for it, not a retainer."""
        return self.budget_cents is not None or self.foreign_budget

    @property
    def burned_cents(self) -> int:
        """Return actual time at rate + expenses + open purchase orders, up to the month's end."""
        return self.to_date.cents + self.expense_cents + self.order_cents


@dataclass(frozen=True)
class Health:
    """The lead's health note about a client; empty if it was asked for but not answered."""

    by: str
    mood: Mood | None = None
    value: str = ""
    risks: str = ""
    next_move: str = ""

    @property
    def words(self) -> str:
        """Return the note in sentences, without the last full stop."""
        risks = f"Risks: {self.risks}" if self.risks else ""
        move = f"Next: {self.next_move}" if self.next_move else ""
        said = (self.value, risks, move)
        return ". ".join(each.strip().rstrip(".") for each in said if each.strip())


@dataclass(frozen=True)
class ClientFacts:
    """A client's month.

    `retainer_minutes` are its retainers' minutes for the month, with those rolled over, and `retainer_cents` their
    money; None without a retainer, or if not known. Recurring cents are a month's, on the day before the month and on
    its last day; None if not known. `existing`: it had a contract before the month. Billed amounts are None if nothing
    was entered. `turnarounds` are minutes from asking for a sign-off to its outcome, and `pass_through_cents` the
    month's expenses. `days_elapsed` of the month's `days` are over, in business days of the client's office.
    """

    id: str
    code: str
    name: str
    currency: str
    days_elapsed: int
    days: int
    jobs: Sequence[JobFacts] = ()
    owner: str = ""
    owner_id: str | None = None
    lead: str = ""
    retainer_minutes: int | None = None
    retainer_cents: int | None = None
    recurring_start: int | None = 0
    recurring_end: int | None = 0
    existing: bool = True
    newly_approved_cents: int = 0
    billed_cents: int | None = None
    billed_minutes: int | None = None
    pass_through_cents: int = 0
    renewals: Sequence[date] = ()
    has_contract: bool = False
    turnarounds: Sequence[int] = ()
    health: Health | None = None

    @property
    def month(self) -> Work:
        """Return all of its time in the month."""
        return Work.total(job.month for job in self.jobs)

    @property
    def retained_minutes(self) -> int:
        """Return its billable minutes in scope on jobs without an approved estimate, which a retainer pays for."""
        return sum(job.month.in_scope for job in self.jobs if not job.is_covered)

    @property
    def retained_cents(self) -> int:
        """Return the same time at rate."""
        return sum(job.month.in_scope_cents for job in self.jobs if not job.is_covered)

    @property
    def retained_so_far(self) -> int:
        """Return the retained minutes of the days that are over."""
        return self.retained_minutes - sum(job.ahead for job in self.jobs if not job.is_covered)

    @property
    def has_anything(self) -> bool:
        """Return whether it has anything in the month: time, money, a retainer, a sign-off."""
        money = (self.billed_cents, self.newly_approved_cents, self.pass_through_cents)
        # None means a retainer with an unknown amount, which counts too.
        retainers = (self.retainer_minutes, self.recurring_start != 0, self.recurring_end != 0)
        return any((self.month.minutes, *money, *retainers, self.turnarounds))


@dataclass(frozen=True)
class StaffFacts:
    """The time of the people in a digest, in minutes: available = scheduled − holidays − leave.

    `on_time` and `billable` are for people who were available at all; others' on-time minutes are `extra_on_time`.
    """

    available: int = 0
    on_time: int = 0
    logged: int = 0
    billable: int = 0
    extra_on_time: int = 0

    @staticmethod
    def total(every: Iterable["StaffFacts"]) -> "StaffFacts":
        """Return the sum of all of them."""
        return StaffFacts(*map(sum, zip(*map(_STAFF_PARTS, every), strict=True)))


_STAFF_PARTS = attrgetter(*(each.name for each in fields(StaffFacts)))


@dataclass(frozen=True)
class MonthFacts:
    """A whole month. `rates` are millionths of the reports' currency for one unit of each, with their first days."""

    month: str
    is_over: bool = True
    clients: Sequence[ClientFacts] = ()
    staff: StaffFacts = StaffFacts()
    goals: Sequence[GoalFacts] = field(default=())
    currency: str = "USD"
    rates: Mapping[str, Rate] = field(default_factory=dict)
