import shutil
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import Bot
from bot.digest_facts import span_of
from bot.digest_months import figures_of
from bot.rollups import count_anew
from bot.rules.digest_figures import ClientFigures, DigestFigures
from storage.clients import Client, Contract, Retainer
from storage.enums import DayPart, EstimateStatus, OrderSide
from storage.estimates import Estimate
from storage.goals import ExchangeRate
from storage.job_costs import Billing, Expense, PurchaseOrder
from storage.jobs import Job
from storage.leave import Leave
from storage.people import Office, Person
from storage.signoffs import Signoff
from storage.store import Store
from storage.tables import metadata
from storage.time_entries import TimeEntry
from tests.bot.agencies import FIRST, LAST, MONTH, Agency, agencies

# In the middle of the month, and after it; Columbus Day, the 12th, is a holiday in New York alone.
MIDDLE, AFTER = datetime(2026, 10, 15, 16, tzinfo=UTC), datetime(2026, 11, 3, 16, tzinfo=UTC)
HOLIDAYS = {"offices-0": [date(2026, 10, 12)], "offices-1": []}


@given(agencies(), st.sampled_from([MIDDLE, AFTER]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_the_one_that_a_slow_count_gives(migrated_sqlite: Path, agency: Agency, now: datetime) -> None:
    with TemporaryDirectory() as folder:
        shutil.copy(migrated_sqlite, f"{folder}/agency.db")
        store = Store(f"sqlite:///{folder}/agency.db")
        _check(store, agency, now)
        store.close()


@given(agencies(), st.sampled_from([MIDDLE, AFTER]))
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_postgresql_gives_the_same_figures(migrated_postgres: Store, agency: Agency, now: datetime) -> None:
    with migrated_postgres.begin() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())
    _check(migrated_postgres, agency, now)


def _check(store: Store, agency: Agency, now: datetime) -> None:
    with store.begin() as session:
        session.expire_on_commit = False
        agency.save(session)
        session.flush()
        count_anew(session)
    with store.read() as session:
        figures = figures_of(Bot(store=store, clock=lambda: now), session, MONTH)
    zones = {office.id: office.zone for office in agency.of(Office)}
    found = {client.code: client for client in figures.clients}
    assert list(found) == ["ACME", "BWF"]
    for client in agency.of(Client):
        _compare(found[client.code], Slow(agency, client, ZoneInfo(zones[client.office_id])))
        _compare_days(found[client.code], client.office_id, now)
    _compare_all(figures, agency, now)


def _days(office: str, last: date) -> list[date]:
    """The business days of the month in an office, up to a day."""
    month = [FIRST + timedelta(days=number) for number in range(31)]
    return [day for day in month if day.weekday() < 5 and day <= last and day not in HOLIDAYS[office]]


def _compare_days(found: ClientFigures, office: str, now: datetime) -> None:
    elapsed, every = len(_days(office, now.date() - timedelta(days=1))), len(_days(office, LAST))
    retained, has = found.retainer.numerator, found.retainer.denominator
    if has is None:
        assert (found.pace, found.projected_minutes, found.over_servicing.value) == (None, None, None)
        return
    assert abs(found.projected_minutes - Fraction(retained * every, elapsed)) <= Fraction(1, 2)
    if has:
        assert abs(found.pace - Fraction(100 * retained * every, has * elapsed)) <= Fraction(1, 2)
    assert found.over_servicing.numerator == max(retained - has, 0)


def _compare_all(figures: DigestFigures, agency: Agency, now: datetime) -> None:
    entries = [each for each in agency.of(TimeEntry) if not each.voided_at and FIRST <= each.worked_on <= LAST]
    available = sum(_available(agency, person, now) for person in agency.of(Person))
    assert figures.completeness.denominator == figures.utilization.denominator == available
    on_time = sum(each.minutes for each in entries if not each.late)
    assert figures.completeness.numerator == figures.logged_on_time.numerator == on_time
    assert figures.logged_on_time.denominator == sum(each.minutes for each in entries)
    assert figures.utilization.numerator == sum(each.minutes for each in entries if each.billable)
    acme, bwf = figures.clients
    rates = [each for each in agency.of(ExchangeRate) if each.starts_on <= LAST]
    if not rates:
        assert figures.in_one.missing == ["GBP"]
        return
    rate = max(rates, key=lambda each: each.starts_on)
    assert figures.in_one.rates["GBP"] == (rate.millionths, rate.starts_on)
    pounds = Fraction(bwf.cents * rate.millionths, 1_000_000)
    assert abs(figures.in_one.money.cents - (acme.cents + pounds)) <= Fraction(1, 2)
    for currency, client in (("USD", acme), ("GBP", bwf)):
        start, end = client.recurring
        if None in (start, end):
            assert currency not in figures.net_retention
            continue
        assert figures.net_retention[currency].numerator == (end if start else 0)
        assert figures.gross_retention[currency].numerator == min(start, end)


def _available(agency: Agency, person: Person, now: datetime) -> int:
    """What a person was there to work, day by day."""
    minutes = 0
    for day in _days(person.office_id, now.date() - timedelta(days=1)):
        if (person.starts_on and day < person.starts_on) or (person.left_at and day > person.left_at.date()):
            continue
        off = [each for each in agency.of(Leave) if each.person_id == person.id and not each.cancelled_at]
        parts = {each.part == DayPart.WHOLE for each in off if each.first <= day <= each.last}
        minutes += 0 if True in parts else 225 if parts else 450
    return minutes


class Slow:
    """A client's month, from all rows, the long way."""

    def __init__(self, agency: Agency, client: Client, zone: ZoneInfo) -> None:
        self.agency, self.client, self.zone = agency, client, zone
        self.jobs = [job for job in agency.of(Job) if job.client_id == client.id]
        self.entries = [entry for entry in agency.of(TimeEntry) if not entry.voided_at and self._mine(entry)]
        self.now = [entry for entry in self.entries if FIRST <= entry.worked_on <= LAST]

    def _mine(self, row: TimeEntry | Expense) -> bool:
        return row.job_id in [job.id for job in self.jobs]

    def local(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def cents(self, entry: TimeEntry) -> int:
        if entry.rate_cents is None or entry.currency != self.client.currency:
            return 0
        return int(Fraction(entry.minutes * entry.rate_cents, 60) + Fraction(1, 2))

    def approved(self, job: Job, before: date) -> Estimate | None:
        """What was approved last, on a day before that one."""
        versions = [
            each
            for each in self.agency.of(Estimate)
            if each.job_id == job.id and each.decided_at and self.local(each.decided_at) < before
            if each.status in (EstimateStatus.APPROVED, EstimateStatus.REPLACED)
        ]
        return max(versions, key=lambda each: each.version, default=None)

    def spent(self, job: Job, first: date) -> int:
        return sum(
            each.cents
            for each in self.agency.of(Expense)
            if each.job_id == job.id and not each.voided_at and each.currency == self.client.currency
            if first <= each.spent_on <= LAST
        )

    def ordered(self, job: Job) -> int:
        return sum(
            each.cents
            for each in self.agency.of(PurchaseOrder)
            if each.job_id == job.id and not each.voided_at and each.currency == self.client.currency
            if each.side == OrderSide.AGENCY and each.issued_on <= LAST
            if each.closed_on is None or each.closed_on > LAST
        )

    def billed(self) -> list[Billing]:
        return [
            each
            for each in self.agency.of(Billing)
            if self._mine(each) and not each.voided_at and each.currency == self.client.currency
            if FIRST <= each.billed_on <= LAST
        ]

    def retainers(self) -> list[Retainer]:
        return [each for each in self.agency.of(Retainer) if each.client_id == self.client.id]

    def contracts(self) -> list[Contract]:
        return [each for each in self.agency.of(Contract) if each.client_id == self.client.id]

    def turnarounds(self) -> list[int]:
        return [
            int((each.settled_at - each.requested_at) / timedelta(minutes=1))
            for each in self.agency.of(Signoff)
            if self._mine(each) and each.settled_at and FIRST <= self.local(each.settled_at) <= LAST
        ]


def _compare(found: ClientFigures, slow: Slow) -> None:
    now, after = slow.now, LAST + timedelta(days=1)
    assert found.minutes == sum(entry.minutes for entry in now)
    assert found.cents == sum(map(slow.cents, now))
    billable = [entry for entry in now if entry.billable]
    assert found.billable_minutes == sum(entry.minutes for entry in billable)
    unrated = [entry for entry in now if entry.rate_cents is None or entry.currency != slow.client.currency]
    assert found.unrated_minutes == sum(entry.minutes for entry in unrated)
    assert found.on_time.numerator == sum(entry.minutes for entry in now if not entry.late)
    outside = sum(entry.minutes for entry in now if entry.out_of_scope)
    assert (found.scope.numerator, found.scope.denominator) == (outside, found.minutes)
    assert found.scope_flagged == (outside * 10 > found.minutes)
    if outside and billable:
        average = Fraction(sum(map(slow.cents, billable)), found.billable_minutes)
        assert abs(found.scope_cents - outside * average) <= Fraction(1, 2)

    by_number = {job.number: job for job in found.jobs}
    for job in slow.jobs:
        budget = slow.approved(job, after)
        if budget is None:
            assert job.number not in by_number or by_number[job.number].variance_cents is None
            continue
        done = [entry for entry in slow.entries if entry.job_id == job.id and entry.worked_on <= LAST]
        burned = sum(map(slow.cents, done)) + slow.spent(job, date.min) + slow.ordered(job)
        figures = by_number[job.number]
        assert (figures.burn.numerator, figures.burn.denominator) == (burned, budget.total_cents - budget.tax_cents)
        assert figures.hours.numerator == sum(entry.minutes for entry in done)
        assert figures.variance_cents == budget.total_cents - budget.tax_cents - burned

    unbudgeted = [job.id for job in slow.jobs if slow.approved(job, after) is None]
    retained = [entry for entry in billable if entry.job_id in unbudgeted and not entry.out_of_scope]
    assert found.retainer.numerator == sum(entry.minutes for entry in retained)
    _compare_money(found, slow)


def _compare_money(found: ClientFigures, slow: Slow) -> None:
    after = LAST + timedelta(days=1)
    billed = slow.billed()
    fees = sum(each.cents for each in billed) - sum(slow.spent(job, FIRST) for job in slow.jobs)
    assert found.effective_rate.numerator == (fees * 60 if billed else None)
    told = billed and all(each.minutes is not None for each in billed)
    assert found.realization.numerator == (sum(each.minutes for each in billed) if told else None)
    assert (found.turnaround.numerator, found.turnaround.denominator) == (
        sum(slow.turnarounds()),
        len(slow.turnarounds()),
    )
    renewals = [each.renews_on for each in slow.contracts() if each.renews_on]
    assert list(found.renewals) == sorted(day for day in renewals if LAST < day <= LAST + timedelta(days=90))

    before = [slow.approved(job, FIRST) for job in slow.jobs]
    now = [slow.approved(job, after) for job in slow.jobs]
    was, is_now = (sum(each.total_cents - each.tax_cents for each in versions if each) for versions in (before, now))
    begun = [each.starts_on < FIRST for each in (*slow.retainers(), *slow.contracts())]
    assert found.upsell_cents == (is_now - was if any(before) or any(begun) else 0)
    for day, recurring in ((FIRST - timedelta(days=1), found.recurring[0]), (LAST, found.recurring[1])):
        active = [
            each for each in slow.retainers() if each.starts_on <= day and (not each.ends_on or each.ends_on >= day)
        ]
        fees = [_fee(each) for each in active]
        assert recurring == (None if None in fees else sum(fees))


def _fee(each: Retainer) -> int | None:
    if each.fee_cents is not None:
        return each.fee_cents
    if each.minutes_a_month is None or each.rate_cents is None:
        return None
    return int(Fraction(each.minutes_a_month * each.rate_cents, 60) + Fraction(1, 2))


def test_a_month_begins_and_ends_at_the_midnights_of_the_office() -> None:
    span = span_of("2026-10", "Europe/London")  # summer time ends on the 25th
    assert (span.begins, span.ends) == (
        datetime(2026, 9, 30, 23, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
    )
