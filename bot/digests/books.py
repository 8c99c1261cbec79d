"""Everything that a month's digest reads, once for all clients and offices, in a few queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.rules.kit.periods import days_of
from bot.rules.people.deadlines import Calendar, business_days, end_of_day
from bot.rules.people.policies import OfficePolicy
from storage.accounts import account_notes
from storage.clients import clients
from storage.clients.clients import Client, Contract, Retainer
from storage.digests import report_time, reports
from storage.digests.report_time import Burning
from storage.digests.reports import JobRow
from storage.kit import history
from storage.people import people
from storage.people.people import Office

Row = TypeVar("Row")

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)
EVER = date(1970, 1, 1)
# By then a day has begun, or ended, in every time zone.
MARGIN = timedelta(days=2)


@dataclass(frozen=True)
class Span:
    """A month by an office's days: its first and last day, and the instants between which it lies.

    `elapsed` of its `days`, which are business days, have passed; `over_to` is the last day that has passed.
    """

    month: str
    first: date
    last: date
    begins: datetime
    ends: datetime
    over_to: date
    elapsed: int = 0
    days: int = 0


def span_of(month: str, zone: str, today: date, days: tuple[int, int] = (0, 0)) -> Span:
    """Return a month in a zone as of `today`, with its business days; `ends` is the first instant after it."""
    first, last = days_of(month)
    begins = end_of_day(first - A_DAY, zone) + A_SECOND
    return Span(month, first, last, begins, end_of_day(last, zone) + A_SECOND, min(last, today - A_DAY), *days)


def span_by_office(month: str, office: Office, policy: OfficePolicy, today: date) -> Span:
    """Return a month by an office's calendar, as of `today`: business days before it have passed."""
    first, last = days_of(month)
    days = Calendar(office.zone, frozenset(policy.weekdays), policy.holidays(first.year, last.year))
    every = business_days(first, last, days)
    return span_of(month, office.zone, today, (sum(day < today for day in every), len(every)))


class MonthBooks:
    """The data of a month. Instants are read with a margin, as each office's month begins in its own time zone.

    `after` are the books of the next month, if they were read already; they share some data. With `client_id` the books
    are only for that client.
    """

    jobs: Mapping[str, Sequence[JobRow]]
    names: Mapping[str, str]
    contracts: Mapping[str, Sequence[Contract]]
    retainers: Mapping[str, Sequence[Retainer]]
    earlier: Sequence[Burning]

    def __init__(
        self, session: Session, month: str, after: "MonthBooks | None" = None, client_id: str | None = None
    ) -> None:
        self.session, self.month, self.client_id = session, month, client_id
        first, last = days_of(month)
        begins, ends = (datetime.combine(day, time(), UTC) for day in (first, last))
        begins, ends = begins - MARGIN, ends + MARGIN
        self._read_unchanging(after)
        self.approved = _by(reports.approved_before(session, ends), lambda each: each.job_id)
        self.revised = _by(reports.revised_since(session, begins), lambda each: each.job_id)
        self.time = _by(report_time.time_of_month(session, month), lambda sums: sums.job_id)
        burning = after.earlier if after else report_time.time_up_to(session, month, ends, client_id)
        self.earlier = [each for each in burning if not each.is_of_month]
        self.to_date = _by(burning, lambda each: each.job_id)
        self.spent = _by(reports.expenses_between(session, EVER, last), lambda cost: cost.job_id)
        self.spent_now = _by(reports.expenses_between(session, first, last), lambda cost: cost.job_id)
        self.ordered = _by(reports.orders_open_on(session, last), lambda cost: cost.job_id)
        self.billed = _by(reports.billed_between(session, first, last), lambda each: each.job_id)
        self.signoffs = _by(reports.settled_between(session, begins, ends), lambda each: each.job_id)
        self.notes = {note.client_id: note for note in account_notes.of_month(session, month)}
        self.plans = _by(account_notes.plans_asked_before(session, ends), lambda plan: plan.job_id)
        self.added = history.made_since(session, Client.__tablename__, begins)
        self._used: dict[datetime, Mapping[str, Mapping[str, int]]] = {}
        self._ahead: dict[date, Mapping[str, int]] = {}

    def _read_unchanging(self, after: "MonthBooks | None") -> None:
        """Read the data that is the same for each month."""
        if after:
            self.jobs, self.names = after.jobs, after.names
            self.contracts, self.retainers = after.contracts, after.retainers
            return
        self.jobs = _by(reports.every_job(self.session), lambda each: each.client_id)
        self.names = people.names(self.session)
        self.contracts = _by(clients.every_contract(self.session), lambda each: each.client_id)
        self.retainers = _by(clients.every_retainer(self.session), lambda each: each.client_id)

    def used(self, ends: datetime) -> Mapping[str, Mapping[str, int]]:
        """Return the retainers' minutes, by client and month: billable, in scope, on jobs without an estimate then."""
        if ends not in self._used:
            found: dict[str, dict[str, int]] = defaultdict(dict)
            used = report_time.retained_minutes(self.session, self.month, ends, self.client_id)
            for client_id, month, minutes in used:
                found[client_id][month] = minutes
            self._used[ends] = found
        return self._used[ends]

    def ahead(self, span: Span) -> Mapping[str, int]:
        """Return the billable minutes in scope on the month's remaining days, by job; empty once it is over."""
        if span.over_to not in self._ahead:
            found: dict[str, int] = defaultdict(int)
            if span.over_to < span.last:
                rest = max(span.first, span.over_to + A_DAY)
                for each in report_time.worked_between(self.session, rest, span.last):
                    found[each.job_id] += each.minutes if each.billable and not each.out_of_scope else 0
            self._ahead[span.over_to] = found
        return self._ahead[span.over_to]


def _by(rows: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
