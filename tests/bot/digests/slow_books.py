"""What a client had in a month, from all rows, the long way; it shares nothing with the product but its tables."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from zoneinfo import ZoneInfo

from storage.clients.clients import Client, Contract, Retainer
from storage.estimates.estimates import Estimate
from storage.jobs.costs import Billing, Expense, PurchaseOrder
from storage.jobs.jobs import Job
from storage.people.people import Office
from storage.signoffs.signoffs import Signoff
from storage.timekeeping.time_entries import TimeEntry
from storage.words.accounts import OrderSide
from storage.words.signoffs import EstimateStatus
from storage.words.time import JobStatus
from tests.bot.digests.agencies import PENDING, SUNDAY_TO_THURSDAY, Agency

# Each figure by what it is about, its name and its currency: its value, numerator and denominator.
Figure = tuple[int | None, int | None, int | None]

A_DAY = timedelta(days=1)
# The public holidays around the months of the agencies, from a calendar on the wall.
UNITED_STATES = ("2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25", "2027-01-01", "2027-01-18", "2028-02-21")
ENGLAND = ("2026-12-25", "2026-12-28", "2027-01-01")
HOLIDAYS = {"offices-0": UNITED_STATES, "offices-1": ENGLAND, "offices-2": ()}
MONDAY_TO_FRIDAY = [0, 1, 2, 3, 4]
# A client without an office goes by the first one: by name that is Dubai.
FIRST_OFFICE = "offices-2"


def nearest(over: int, under: int) -> int:
    """The nearest whole number, a half away from nothing."""
    with localcontext(prec=60):
        return int((Decimal(over) / Decimal(under)).quantize(Decimal(1), ROUND_HALF_UP))


def share(over: int | None, under: int | None) -> Figure:
    return (nearest(100 * over, under) if over is not None and under else None, over, under)


def alone(value: int | None) -> Figure:
    return value, None, None


def sum_known(amounts: Iterator[int | None]) -> int | None:
    known = [each for each in amounts if each is not None]
    return sum(known) if known else None


def today_in(agency: Agency, office_id: str, now: datetime) -> date:
    zone = next(each.zone for each in agency.of(Office) if each.id == office_id)
    return now.astimezone(ZoneInfo(zone)).date()


def is_business_day(office_id: str, day: date) -> bool:
    weekdays = SUNDAY_TO_THURSDAY if office_id == "offices-2" else MONDAY_TO_FRIDAY
    return day.weekday() in weekdays and day.isoformat() not in HOLIDAYS[office_id]


class SlowBooks:
    """A client's month, from all rows."""

    def __init__(self, agency: Agency, client: Client, now: datetime) -> None:
        self.agency, self.client, self.now_is = agency, client, now
        self.office = client.office_id or FIRST_OFFICE
        self.zone = next(ZoneInfo(each.zone) for each in agency.of(Office) if each.id == self.office)
        self.first, self.last = agency.first, agency.last
        self.jobs = [each for each in agency.of(Job) if each.client_id == client.id]
        self.entries = [each for each in agency.of(TimeEntry) if not each.voided_at and self.mine(each)]
        self.now = [each for each in self.entries if self.first <= each.worked_on <= self.last]
        self.minutes = sum(each.minutes for each in self.now)
        self.billable_minutes = sum(each.minutes for each in self.now if each.billable)
        self.retainers = [each for each in agency.of(Retainer) if each.client_id == client.id]
        self.contracts = [each for each in agency.of(Contract) if each.client_id == client.id]

    def mine(self, row: TimeEntry | Expense | Signoff) -> bool:
        return row.job_id in [each.id for each in self.jobs]

    def local(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def in_month(self, day: date) -> bool:
        return self.first <= day <= self.last

    # Time

    def cents(self, entry: TimeEntry) -> int:
        if entry.rate_cents is None or entry.currency != self.client.currency:
            return 0
        return nearest(entry.minutes * entry.rate_cents, 60)

    def rated(self, entries: list[TimeEntry]) -> list[TimeEntry]:
        own = self.client.currency
        return [each for each in entries if each.rate_cents is not None and each.currency == own]

    def time_at_rate(self) -> int | None:
        return None if self.now and not self.rated(self.now) else sum(map(self.cents, self.now))

    def scope_cents(self) -> int | None:
        outside = sum(each.minutes for each in self.now if each.out_of_scope)
        average = [each for each in self.rated(self.now) if each.billable]
        if not outside:
            return 0
        if not average:
            return None
        return nearest(outside * sum(map(self.cents, average)), sum(each.minutes for each in average))

    # Estimates and costs

    def approved(self, job: Job, by: date) -> Estimate | None:
        """What was approved last, by the end of a day."""
        versions = [
            each
            for each in self.agency.of(Estimate)
            if each.job_id == job.id and each.status in (EstimateStatus.APPROVED, EstimateStatus.REPLACED)
            if self.local(each.decided_at) <= by
        ]
        return max(versions, key=lambda each: each.version, default=None)

    def budget(self, job: Job, by: date) -> int | None:
        found = self.approved(job, by)
        is_own = found is not None and found.currency == self.client.currency
        return found.total_cents - found.tax_cents if is_own else None

    def newly_approved(self) -> int:
        before = self.first - A_DAY
        return sum((self.budget(each, self.last) or 0) - (self.budget(each, before) or 0) for each in self.jobs)

    def upsell(self) -> int:
        before = [self.approved(each, self.first - A_DAY) for each in self.jobs]
        begun = [each.starts_on < self.first for each in (*self.retainers, *self.contracts)]
        return self.newly_approved() if any(before) or any(begun) else 0

    def spent(self, jobs: list[Job], first: date) -> int:
        return sum(
            each.cents
            for each in self.agency.of(Expense)
            if each.job_id in [job.id for job in jobs] and not each.voided_at
            if each.currency == self.client.currency and first <= each.spent_on <= self.last
        )

    def ordered(self, job: Job) -> int:
        return sum(
            each.cents
            for each in self.agency.of(PurchaseOrder)
            if each.job_id == job.id and not each.voided_at and each.currency == self.client.currency
            if each.side == OrderSide.AGENCY and each.issued_on <= self.last
            if each.closed_on is None or each.closed_on > self.last
        )

    def burning(self, job: Job) -> list[TimeEntry]:
        """The time that burns a job's budget."""
        every = [each for each in self.entries if each.job_id == job.id and each.worked_on <= self.last]
        return [each for each in every if each.billable or not job.billable]

    def burned(self, job: Job) -> int:
        return sum(map(self.cents, self.burning(job))) + self.spent([job], date.min) + self.ordered(job)

    def waits(self, job: Job) -> bool:
        """Whether a Revised Estimate waited for somebody at the month's end."""
        for each in self.agency.of(Estimate):
            if each.job_id == job.id and each.version > 1:
                if each.status in PENDING and self.local(each.made_at) <= self.last:
                    return True
                if each.decided_at and self.local(each.sent_at) <= self.last < self.local(each.decided_at):
                    return True
        return False

    def variance(self) -> int | None:
        return sum_known(
            None if (budget := self.budget(job, self.last)) is None else budget - self.burned(job)
            for job in self.told_jobs()
        )

    def told_jobs(self) -> list[Job]:
        """Those that took time at the month's end, or of which the month says anything."""
        found = []
        for job in self.jobs:
            versions = [each for each in self.agency.of(Estimate) if each.job_id == job.id]
            touched = [each.job_id == job.id for each in (*self.now, *self.billed_rows(foreign=True))]
            touched += [
                each.job_id == job.id and not each.voided_at and self.in_month(each.spent_on)
                for each in self.agency.of(Expense)
            ]
            touched += [
                self.in_month(self.local(each.decided_at))
                for each in versions
                if each.status in (EstimateStatus.APPROVED, EstimateStatus.REPLACED)
            ]
            was_open = job.status_since is not None and self.local(job.status_since) > self.last
            if any(touched) or was_open or job.status != JobStatus.CLOSED:
                found.append(job)
        return found

    def billed_rows(self, *, foreign: bool = False) -> list[Billing]:
        return [
            each
            for each in self.agency.of(Billing)
            if self.mine(each) and not each.voided_at and self.in_month(each.billed_on)
            if foreign or each.currency == self.client.currency
        ]

    def billed(self) -> int | None:
        return sum(each.cents for each in self.billed_rows()) if self.billed_rows() else None

    def billed_minutes(self) -> int | None:
        minutes = [each.minutes for each in self.billed_rows()]
        return sum(minutes) if minutes and None not in minutes else None

    def fees(self) -> int | None:
        billed = self.billed()
        return None if billed is None else billed - self.spent(self.jobs, self.first)
