"""What stands against a goal, held against a slow and obvious count of agencies made at random."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.accounts.goals import goals_of
from bot.rules.kit.figures import revenue_gap
from bot.rules.kit.quarters import days_of_quarter, months_of_quarter
from bot.timekeeping.rollups import count_anew
from storage.accounts.goals import ExchangeRate, Opportunity, RevenueGoal
from storage.clients.clients import Retainer
from storage.estimates.estimates import Estimate
from storage.jobs.costs import Expense
from storage.jobs.jobs import Job
from storage.store import Store
from storage.timekeeping.time_entries import TimeEntry
from storage.words.accounts import OpportunityKind
from storage.words.signoffs import EstimateStatus
from tests.bot.digests.agencies import PENDING, Agency, agencies
from tests.conftest import emptied


@given(agencies(["2026-10"]), st.integers(0, 100), st.sampled_from(["2026-Q3", "2026-Q4"]), st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_goal_is_what_a_slow_count_gives(
    sqlite_for_all: Store, migrated_sqlite: Path, agency: Agency, percent: int, quarter: str, is_linked: bool
) -> None:
    whose = {"clients-0": "USD", "clients-1": "GBP"}
    links = {each: sent(agency, each, code) if is_linked else None for each, code in whose.items()}
    for number, code in enumerate(("USD", "GBP")):
        linked = links[f"clients-{number}"]
        agency.add(
            RevenueGoal,
            quarter=quarter,
            scope=f"clients-{number}",
            cents=9,
            currency=code,
            client_id=f"clients-{number}",
        )
        agency.add(
            Opportunity,
            client_id=f"clients-{number}",
            kind=OpportunityKind.NEW,
            title="",
            cents=777,
            currency=code,
            percent=percent,
            closes_on=date(2026, 12, 30),
            owner_id="people-0",
            made_at=datetime(2026, 10, 1, tzinfo=UTC),
            estimate_id=linked.id if linked else None,
        )
    agency.rows.pop(ExchangeRate, None)
    now = datetime(2026, 12, 1, tzinfo=UTC)
    store = emptied(sqlite_for_all, migrated_sqlite)
    with store.begin() as session:
        session.expire_on_commit = False
        agency.save(session)
        count_anew(session)
    with store.read() as session:
        found = {each.whose[:4].strip(): each for each in goals_of(session, quarter, now)}
    for number, (code, zone) in enumerate((("ACME", "America/New_York"), ("BWF", "Europe/London"))):
        slow = Slow(agency, f"clients-{number}", ("USD", "GBP")[number], ZoneInfo(zone), quarter)
        assert found[code].actual == slow.actual()
        if all(each.fee_cents or (each.rate_cents and each.minutes_a_month) for each in slow.retainers):
            assert found[code].booked == slow.booked()
        gap = revenue_gap(9, found[code].booked, slow.forecast(percent, links[f"clients-{number}"]))
        assert revenue_gap(9, found[code].booked, found[code].forecast) == gap


def sent(agency: Agency, client_id: str, currency: str) -> Estimate | None:
    """An estimate that this client has, in the currency of its opportunity: none else can be linked."""
    theirs = [each.id for each in agency.of(Job) if each.client_id == client_id]
    open_ones = (each for each in agency.of(Estimate) if each.job_id in theirs and each.status == EstimateStatus.SENT)
    return next((each for each in open_ones if each.currency == currency), None)


class Slow:
    """A client's quarter from all rows, the long way; amounts of another currency have no rate."""

    def __init__(self, agency: Agency, client_id: str, currency: str, zone: ZoneInfo, quarter: str) -> None:
        self.agency, self.currency, self.zone, self.quarter = agency, currency, zone, quarter
        self.first, self.last = days_of_quarter(quarter)
        self.jobs = [each.id for each in agency.of(Job) if each.client_id == client_id]
        self.retainers = [each for each in agency.of(Retainer) if each.client_id == client_id]

    def actual(self) -> int:
        entries = [
            (2 * each.minutes * each.rate_cents + 60) // 120
            for each in self.agency.of(TimeEntry)
            if each.job_id in self.jobs and self.first <= each.worked_on <= self.last and not each.voided_at
            if each.billable and each.rate_cents is not None and each.currency == self.currency
        ]
        spent = [
            each.cents
            for each in self.agency.of(Expense)
            if each.job_id in self.jobs and self.first <= each.spent_on <= self.last and not each.voided_at
            if each.currency == self.currency
        ]
        return sum(entries) + sum(spent)

    def approved(self, job_id: str, by: date) -> int:
        versions = [
            each
            for each in self.agency.of(Estimate)
            if each.job_id == job_id and each.status in (EstimateStatus.APPROVED, EstimateStatus.REPLACED)
            if each.decided_at and each.decided_at.astimezone(self.zone).date() <= by
        ]
        last = max(versions, key=lambda each: each.version, default=None)
        return last.total_cents - last.tax_cents if last and last.currency == self.currency else 0

    def added(self, estimate: Estimate) -> int:
        return estimate.total_cents - estimate.tax_cents - self.approved(estimate.job_id, date.max)

    def booked(self) -> int:
        fees = 0
        for month in months_of_quarter(self.quarter):
            for each in self.retainers:
                ended = each.ends_on is not None and each.ends_on.isoformat()[:7] < month
                if each.starts_on.isoformat()[:7] <= month and not ended:
                    hours = ((each.minutes_a_month or 0) * (each.rate_cents or 0) * 2 + 60) // 120
                    fees += each.fee_cents if each.fee_cents is not None else hours
        before = date.fromordinal(self.first.toordinal() - 1)
        return fees + sum(self.approved(each, self.last) - self.approved(each, before) for each in self.jobs)

    def latest_pending(self, job_id: str) -> Estimate | None:
        pending = [each for each in self.agency.of(Estimate) if each.job_id == job_id and each.status in PENDING]
        return max(pending, key=lambda each: each.version, default=None)

    def forecast(self, percent: int, linked: Estimate | None) -> list[tuple[int, int]]:
        if self.quarter != "2026-Q4":
            return []
        pending = [
            (
                each.total_cents - each.tax_cents - self.approved(each.job_id, date.max),
                percent if linked and each.job_id == linked.job_id else 50,
            )
            for each in map(self.latest_pending, self.jobs)
            if each and each.currency == self.currency
        ]
        return pending if linked else [*pending, (777, percent)]
