"""The money that each client brings in a quarter, from a few queries for any number of clients."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.accounts.opportunity_estimates import links_of, worth_of
from bot.people.policies import policies_by_office
from bot.rules.accounts.goals import Approval, Books, Chance, Money, added_up, newly_approved, retained
from bot.rules.kit.dates import local_date
from bot.rules.kit.quarters import days_of_quarter, months_of_quarter
from bot.rules.people.policies import OfficePolicy
from storage.accounts import goals
from storage.clients import clients
from storage.clients.clients import Client
from storage.digests import reports
from storage.digests.reports import Approved
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.people import people
from storage.people.people import Office
from storage.timekeeping import rollups

Row = TypeVar("Row")

# By then a day has ended in every time zone.
MARGIN = timedelta(days=2)


class QuarterBooks:
    """All that counts toward the goals of a quarter at an instant; read once."""

    def __init__(self, session: Session, quarter: str, now: datetime) -> None:
        self.now, self.months = now, months_of_quarter(quarter)
        self.first, self.last = days_of_quarter(quarter)
        self.offices = people.offices(session)
        self.policies = policies_by_office(session)
        self.client_ids = jobs.client_ids(session)
        ends = datetime.combine(self.last, time(), UTC) + MARGIN
        self.approved = _by(reports.approved_before(session, ends), self._client_of)
        self.pending = _by(_latest(reports.pending_estimates(session)), self._client_of)
        self.retainers = _by(clients.every_retainer(session), lambda each: each.client_id)
        opportunities = goals.open_opportunities(session)
        self.opportunities = _by(opportunities, lambda each: each.client_id)
        self.links = links_of(session, opportunities)
        self.jobs_linked = {each.job_id for each in self.links.values()}
        self.actual = self._actuals(session)

    def of(self, client: Client) -> Books:
        """Return what one client brings. Retainers are in its currency, everything else in its own."""
        fees = retained(self.retainers.get(client.id, ()), self.months)
        approved = [newly_approved(versions, self.first, self.last) for versions in self._approvals(client).values()]
        return Books(
            booked=added_up([*approved, {client.currency: fees or 0}]),
            actual=self.actual.get(client.id, {}),
            forecast=[*self._estimates(client), *self._opportunities(client)],
            unpriced=[f"a retainer of {client.code} that has neither a fee nor a rate"] if fees is None else (),
        )

    def _approvals(self, client: Client) -> Mapping[str, list[Approval]]:
        zone = self._zone(client)
        found: dict[str, list[Approval]] = defaultdict(list)
        for each in self.approved.get(client.id, ()):
            day = local_date(each.decided_at, zone)
            found[each.job_id].append(Approval(day, each.budget_cents, each.currency))
        return found

    def _estimates(self, client: Client) -> list[Chance]:
        """Return what open estimates would add to their jobs' approved money; empty unless this is the current quarter.

        An estimate that an opportunity became counts only with that opportunity.
        """
        if not self.first <= local_date(self.now, self._zone(client)) <= self.last:
            return []
        percent, approved = self._policy(client).reports.open_estimate_percent, self._approvals(client)
        chances = []
        for each in self.pending.get(client.id, ()):
            if each.job_id in self.jobs_linked:
                continue
            before = approved.get(each.job_id)
            replaced = before[-1].cents if before and before[-1].currency == each.currency else 0
            chances.append(Chance(each.currency, each.budget_cents - replaced, percent))
        return chances

    def _opportunities(self, client: Client) -> list[Chance]:
        """Return the opportunities that close in the quarter; none once it is over, as they can't be won in it."""
        if local_date(self.now, self._zone(client)) > self.last:
            return []
        return [
            Chance(each.currency, worth_of(each, self.links.get(each.id)), each.percent)
            for each in self.opportunities.get(client.id, ())
            if self.first <= each.closes_on <= self.last
        ]

    def _actuals(self, session: Session) -> Mapping[str, Money]:
        """Return billable time at its own rates, and expenses, by client."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rollups.of_months(session, self.months):
            if row.billable and row.currency:
                found[self.client_ids[row.job_id]][row.currency] += row.cents
        for cost in reports.expenses_between(session, self.first, self.last):
            found[self.client_ids[cost.job_id]][cost.currency] += cost.cents
        return found

    def _client_of(self, estimate: Estimate | Approved) -> str:
        return self.client_ids[estimate.job_id]

    def _office(self, client: Client) -> Office:
        return next((each for each in self.offices if each.id == client.office_id), self.offices[0])

    def _zone(self, client: Client) -> str:
        return self._office(client).zone

    def _policy(self, client: Client) -> OfficePolicy:
        return self.policies[self._office(client).id]


def _latest(versions: Iterable[Estimate]) -> Iterable[Estimate]:
    """Return the latest version of each job."""
    found: dict[str, Estimate] = {}
    for each in versions:
        if each.job_id not in found or found[each.job_id].version < each.version:
            found[each.job_id] = each
    return found.values()


def _by(rows: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
