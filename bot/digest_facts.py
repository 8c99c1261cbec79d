"""Counting a month for its digest, from few queries; the figures are worked out of it by bot.rules.digests."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.rules.deadlines import Calendar, business_days, end_of_day
from bot.rules.digest_facts import ClientFacts, Health, JobFacts, Plan, StaffFacts, Work
from bot.rules.periods import days_of
from bot.rules.policies import OfficePolicy
from bot.rules.retainers import minutes_of_month, recurring_cents
from storage import account_notes, clients, people, reports
from storage.clients import Client, Contract, Retainer
from storage.jobs import Job
from storage.people import Office, Person
from storage.reports import Billed, Costs, Sums

Row = TypeVar("Row")

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)
RENEWS_WITHIN = timedelta(days=90)
EVER = date(1970, 1, 1)


@dataclass(frozen=True)
class Span:
    """A month by an office's days: its first and last day, and the instants between which it lies.

    `elapsed` of its `days`, which are business days, are over.
    """

    month: str
    first: date
    last: date
    begins: datetime
    ends: datetime
    elapsed: int = 0
    days: int = 0


def span_of(month: str, zone: str, days: tuple[int, int] = (0, 0)) -> Span:
    """A month in a zone, with its business days; `ends` is the first instant after it."""
    first, last = days_of(month)
    begins = end_of_day(first - A_DAY, zone) + A_SECOND
    return Span(month, first, last, begins, end_of_day(last, zone) + A_SECOND, *days)


def span_by_office(month: str, office: Office, policy: OfficePolicy, today: date) -> Span:
    """A month by an office's calendar, as it stands on `today`: business days before it are over."""
    first, last = days_of(month)
    days = Calendar(office.zone, frozenset(policy.weekdays), policy.holidays(first.year, last.year))
    every = business_days(first, last, days)
    return span_of(month, office.zone, (sum(day < today for day in every), len(every)))


def client_facts(session: Session, span: Span, chosen: Sequence[Client]) -> list[ClientFacts]:
    """The month of these clients (loaded with their owner and lead); each by its own currency."""
    books = _Books(session, span)
    return [books.client(client) for client in chosen]


class _Books:
    """All that a month's digest reads, read once."""

    def __init__(self, session: Session, span: Span) -> None:
        self.span = span
        jobs = reports.jobs_of_report(session, span.month)
        approved = reports.approved_before(session, span.ends)
        with_budget = {estimate.job_id for estimate in approved}
        self.jobs = _by(jobs, lambda job: job.client_id)
        self.approved = _by(approved, lambda estimate: estimate.job_id)
        self.pending = {each.job_id for each in reports.pending_estimates(session) if each.version > 1}
        self.month = _by(reports.time_of_month(session, span.month), lambda sums: sums.job_id)
        self.to_date = _by(reports.time_up_to(session, span.month, with_budget), lambda sums: sums.job_id)
        self.spent = _by(reports.expenses_between(session, EVER, span.last), lambda cost: cost.job_id)
        self.spent_now = _by(reports.expenses_between(session, span.first, span.last), lambda cost: cost.job_id)
        self.ordered = _by(reports.orders_open_on(session, span.last), lambda cost: cost.job_id)
        self.billed = _by(reports.billed_between(session, span.first, span.last), lambda each: each.job_id)
        self.signoffs = _by(reports.settled_between(session, span.begins, span.ends), lambda each: each.job_id)
        self.contracts = _by(clients.every_contract(session), lambda each: each.client_id)
        self.retainers = _by(clients.every_retainer(session), lambda each: each.client_id)
        self.notes = {note.client_id: note for note in account_notes.of_month(session, span.month)}
        self.plans = {plan.job_id: plan for plan in account_notes.plans_asked_before(session, span.ends)}
        self.used = _used_by_client(session, span.month, with_budget)
        self.names = {person.id: person.name for person in people.everyone(session)}

    def client(self, client: Client) -> ClientFacts:
        """One client's month."""
        span, jobs = self.span, self.jobs.get(client.id, ())
        retainers, contracts = self.retainers.get(client.id, ()), self.contracts.get(client.id, ())
        billed = [each for job in jobs for each in self.billed.get(job.id, ()) if each.currency == client.currency]
        return ClientFacts(
            id=client.id,
            code=client.code,
            name=client.name,
            currency=client.currency,
            days_elapsed=span.elapsed,
            days=span.days,
            jobs=[self.job(job, client.currency) for job in jobs],
            owner=self.names.get(client.owner_id or "", ""),
            owner_id=client.owner_id,
            lead=self.names.get(client.lead_id or "", ""),
            retainer_minutes=minutes_of_month(retainers, span.month, self.used.get(client.id, {})),
            recurring_start=recurring_cents(retainers, span.first - A_DAY),
            recurring_end=recurring_cents(retainers, span.last),
            existing=self._is_existing(jobs, retainers, contracts),
            newly_approved_cents=sum(self._newly_approved(job) for job in jobs),
            billed_cents=sum(each.cents for each in billed) if billed else None,
            billed_minutes=_billed_minutes(billed),
            pass_through_cents=sum(_cents(self.spent_now.get(job.id, ()), client.currency) for job in jobs),
            renewals=_renewals(contracts, span.last),
            turnarounds=[
                int((each.settled_at - each.requested_at).total_seconds()) // 60
                for job in jobs
                for each in self.signoffs.get(job.id, ())
                if each.settled_at
            ],
            health=self._health(client),
        )

    def job(self, job: Job, currency: str) -> JobFacts:
        """One job, up to the month's end."""
        approved = self.approved.get(job.id, ())
        budget = approved[-1] if approved else None
        return JobFacts(
            number=job.number,
            title=job.title,
            month=_work(self.month.get(job.id, ()), currency),
            to_date=_work(self.to_date.get(job.id, ()), currency),
            expense_cents=_cents(self.spent.get(job.id, ()), currency),
            order_cents=_cents(self.ordered.get(job.id, ()), currency),
            budget_cents=budget.budget_cents if budget else None,
            budget_minutes=budget.minutes if budget else None,
            revised_pending=job.id in self.pending,
            plan=self._plan(job),
        )

    def _plan(self, job: Job) -> Plan | None:
        plan = self.plans.get(job.id)
        return Plan(plan.status, plan.what, self.names.get(plan.who_id or "", ""), plan.due_on) if plan else None

    def _newly_approved(self, job: Job) -> int:
        """What the month's approvals added to what was approved for the job before it."""
        approved = self.approved.get(job.id, ())
        before = [each for each in approved if each.decided_at and each.decided_at < self.span.begins]
        was = before[-1].budget_cents if before else 0
        return approved[-1].budget_cents - was if approved else 0

    def _is_existing(self, jobs: Sequence[Job], retainers: Sequence[Retainer], contracts: Sequence[Contract]) -> bool:
        """Whether something was contracted before the month."""
        begun = [*(each.starts_on for each in retainers), *(each.starts_on for each in contracts)]
        approved = [each for job in jobs for each in self.approved.get(job.id, ())]
        return any(day < self.span.first for day in begun) or any(
            each.decided_at is not None and each.decided_at < self.span.begins for each in approved
        )

    def _health(self, client: Client) -> Health | None:
        note = self.notes.get(client.id)
        if note is None:
            return None
        by = self.names.get(note.answered_by_id or note.asked_id, "")
        return Health(by, note.mood, note.value, note.risks, note.next_move)


def staff_facts(session: Session, span: Span, staff: Sequence[Person], available: Mapping[str, int]) -> StaffFacts:
    """The time of these people in a month; `available` has the minutes that each was there to work."""
    found = reports.staff_minutes(session, span.month, [person.id for person in staff])
    logged, on_time, billable = (sum(each[place] for each in found.values()) for place in range(3))
    return StaffFacts(sum(available.values()), on_time, logged, billable)


def _used_by_client(session: Session, month: str, with_budget: Iterable[str]) -> dict[str, dict[str, int]]:
    """The billable minutes in scope of each client by month, on jobs that no approved estimate pays for."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for client_id, each, minutes in reports.retained_minutes(session, month, list(with_budget)):
        found[client_id][each] += minutes
    return found


def _renewals(contracts: Iterable[Contract], since: date) -> list[date]:
    """The days within the next 90 on which a contract renews."""
    return [each.renews_on for each in contracts if each.renews_on and since < each.renews_on <= since + RENEWS_WITHIN]


def _billed_minutes(billed: Sequence[Billed]) -> int | None:
    known = [each.minutes for each in billed if each.minutes is not None]
    return sum(known) if billed and len(known) == len(billed) else None


def _cents(costs: Iterable[Costs], currency: str) -> int:
    return sum(cost.cents for cost in costs if cost.currency == currency)


def _by(rows: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _work(sums: Iterable[Sums], currency: str) -> Work:
    def one(each: Sums) -> Work:
        known = each.currency == currency
        cents = each.cents if known else 0
        return Work(
            minutes=each.minutes,
            cents=cents,
            unrated=0 if known else each.minutes,
            billable=each.minutes if each.billable else 0,
            billable_cents=cents if each.billable else 0,
            in_scope=each.minutes if each.billable and not each.out_of_scope else 0,
            out_of_scope=each.minutes if each.out_of_scope else 0,
            late=each.minutes if each.late else 0,
        )

    return Work.total(map(one, sums))
