"""Agencies made at random, as plain rows, for holding figures against a slow and obvious computation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from storage.accounts.goals import ExchangeRate
from storage.base import Base
from storage.clients.clients import Client, Contract, Retainer
from storage.estimates.estimates import Estimate
from storage.jobs.costs import Billing, Expense, PurchaseOrder
from storage.jobs.jobs import Job
from storage.kit.history import HistoryLine
from storage.leave.leave import Leave
from storage.people.people import Office, Person
from storage.people.policies import PolicyRow
from storage.signoffs.signoffs import Signoff
from storage.timekeeping.time_entries import TimeEntry
from storage.words.accounts import ClientStatus, OrderSide, RollOver
from storage.words.signoffs import EstimateStatus, Quorum, SignoffKind
from storage.words.time import Change, DateOrder, DayPart, JobStatus, Role, Source

# The end of a quarter's first month, of a year, its first month, and a leap day.
MONTHS = ("2026-10", "2026-12", "2027-01", "2028-02")
OFFICES = (("New York", "America/New_York"), ("London", "Europe/London"), ("Dubai", "Asia/Dubai"))
# Those who live by another week.
SUNDAY_TO_THURSDAY = [0, 1, 2, 3, 6]
HASH = "0" * 64
CURRENCIES = ("USD", "GBP", "EUR", "USD")
CODES = ("ACME", "BWF", "CYAN", "INT")
JOBS = ("ACME-1", "ACME-2", "BWF-1", "BWF-2", "CYAN-1", "INT-1")

mostly = st.sampled_from([True, True, True, False])
seldom = mostly.map(lambda each: not each)
money = st.integers(1, 500_000)
hours = st.sampled_from([0, 3, 4, 5, 12, 20, 22, 23])
job_ids = st.sampled_from([f"jobs-{number}" for number in range(len(JOBS))])
PENDING = (EstimateStatus.SENT, EstimateStatus.READY, EstimateStatus.IN_REVIEW)


def noon(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass
class Agency:
    """Rows of each table, whose ids are counted, and the month that they lie around."""

    month: str = MONTHS[0]
    rows: dict[type[Base], list[Base]] = field(default_factory=dict)

    @property
    def first(self) -> date:
        return date.fromisoformat(f"{self.month}-01")

    @property
    def last(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def days(self) -> st.SearchStrategy[date]:
        """Days around the month, its edges often."""
        a_day = timedelta(days=1)
        edges = [self.first - a_day, self.first, self.last, self.last + a_day]
        return st.sampled_from(edges) | st.dates(self.first - 60 * a_day, self.last + 33 * a_day)

    def add(self, table: type[Base], **values: Any) -> None:
        made = self.rows.setdefault(table, [])
        made.append(table(id=f"{table.__tablename__}-{len(made)}", **values))

    def of(self, table: type[Base]) -> list[Any]:
        return self.rows.get(table, [])

    def currency_of(self, job_id: str) -> str:
        """That of a job's client."""
        client_id = next(each.client_id for each in self.of(Job) if each.id == job_id)
        return next(each.currency for each in self.of(Client) if each.id == client_id)

    def save(self, session: Session) -> None:
        for rows in self.rows.values():
            session.add_all(rows)
            session.flush()


@st.composite
def agencies(draw: Callable[..., Any], months: Sequence[str] = MONTHS) -> Agency:
    made = Agency(draw(st.sampled_from(months)))
    for name, zone in OFFICES:
        made.add(Office, name=name, zone=zone, date_order=DateOrder.DAY_FIRST)
    made.add(PolicyRow, office_id="offices-2", policy={"weekdays": SUNDAY_TO_THURSDAY, "country": None})
    for number, expected in enumerate((450, 225, 480, 0)):
        role, office = Role.MANAGER, f"offices-{number % len(OFFICES)}"
        email = f"p{number}@hv.example"
        made.add(Person, name=f"P{number}", email=email, role=role, office_id=office, expected_minutes=expected)
    _absences(draw, made)
    for number, code in enumerate(CODES):
        _client(draw, made, number, code)
    for name in JOBS:
        status = JobStatus.CLOSED if draw(seldom) else JobStatus.OPENED
        since = draw(st.none() | made.days.map(noon))
        client_id = f"clients-{CODES.index(name.split('-')[0])}"
        facts = {"client_id": client_id, "status": status, "status_since": since}
        made.add(Job, number=name, title=name, billable=draw(mostly), **facts)
    for _ in range(draw(st.integers(0, 25))):
        _entry(draw, made, draw(job_ids))
    for job_id in draw(st.lists(job_ids, unique=True)):
        _estimates(draw, made, job_id)
    for _ in range(draw(st.integers(0, 5))):
        _money(draw, made, draw(job_ids))
    for _ in range(draw(st.integers(0, 5))):
        _contracted(draw, made)
    return made


def _absences(draw: Callable[..., Any], made: Agency) -> None:
    """Somebody starts or leaves in the middle of a month; leave, of which some was cancelled; rates of exchange."""
    made.of(Person)[0].starts_on = draw(st.none() | made.days)
    made.of(Person)[1].left_at = draw(st.none() | st.builds(noon, made.days, hours))
    for number in range(draw(st.integers(0, 3))):
        day = made.first + timedelta(days=7 * number + draw(st.integers(0, 3)))
        part = draw(st.sampled_from(DayPart))
        made.add(
            Leave,
            person_id=draw(st.sampled_from(["people-0", "people-1", "people-2"])),
            first=day,
            last=day + timedelta(days=draw(st.integers(0, 3)) if part == DayPart.WHOLE else 0),
            part=part,
            made_at=noon(day),
            cancelled_at=None if draw(mostly) else noon(day),
        )
    for currency in ("GBP", "EUR"):
        for day in draw(st.lists(made.days, max_size=2, unique=True)):
            worth = draw(st.integers(1, 3_000_000))
            made.add(ExchangeRate, currency=currency, into="USD", starts_on=day, millionths=worth)


def _client(draw: Callable[..., Any], made: Agency, number: int, code: str) -> None:
    """A client, of which the last has no office and may be the agency; some are archived, some were added late."""
    office = f"offices-{number}" if number < len(OFFICES) else None
    archived = draw(made.days.map(noon)) if draw(seldom) else None
    status = ClientStatus.INTERNAL if office is None and draw(mostly) else ClientStatus.ACTIVE
    facts = {"currency": CURRENCIES[number], "status": status, "archived_at": archived}
    made.add(Client, code=code, name=code, office_id=office, **facts)
    if draw(seldom):
        at = noon(draw(made.days), draw(hours))
        thing = {"thing": "clients", "thing_id": f"clients-{number}"}
        made.add(HistoryLine, at=at, person_id=None, change=Change.MADE, after={}, **thing)


def _entry(draw: Callable[..., Any], made: Agency, job_id: str) -> None:
    rate = draw(st.none() | st.integers(1, 30_000))
    day = draw(made.days)
    currency = made.currency_of(job_id) if draw(mostly) else draw(st.sampled_from(CURRENCIES))
    made.add(
        TimeEntry,
        person_id=draw(st.sampled_from([f"people-{number}" for number in range(4)])),
        job_id=job_id,
        service="copy",
        worked_on=day,
        minutes=draw(st.integers(1, 600)),
        billable=draw(mostly),
        out_of_scope=draw(seldom),
        note="",
        source=Source.FORM,
        entered_at=noon(day),
        line_id="line",
        late=draw(seldom),
        voided_at=noon(day) if draw(st.integers(0, 4)) == 0 else None,
        rate_cents=rate,
        currency=currency if rate is not None else None,
    )


def _estimates(draw: Callable[..., Any], made: Agency, job_id: str) -> None:
    """Versions that were approved one after the other; the last may wait, or was decided otherwise."""
    at = noon(draw(made.days), draw(hours))
    versions = draw(st.integers(1, 3))
    for version in range(1, versions + 1):
        status = EstimateStatus.REPLACED
        if version == versions:
            others = (EstimateStatus.APPROVED, EstimateStatus.CHANGES_REQUESTED, *PENDING)
            status = EstimateStatus.APPROVED if draw(mostly) else draw(st.sampled_from(others))
        sent = at + timedelta(days=draw(st.integers(0, 5)))
        decided = sent + timedelta(days=draw(st.integers(0, 20)), hours=draw(hours))
        made.add(
            Estimate,
            job_id=job_id,
            version=version,
            currency=made.currency_of(job_id) if draw(mostly) else draw(st.sampled_from(CURRENCIES)),
            made_by_id="people-0",
            made_at=at,
            status=status,
            total_cents=draw(money) + 1_000,
            tax_cents=draw(st.integers(0, 999)),
            minutes=draw(st.integers(0, 6_000)),
            sent_at=sent if status not in PENDING or status == EstimateStatus.SENT else None,
            decided_at=None if status in PENDING else decided,
        )
        at = decided + timedelta(days=draw(st.integers(0, 9)))


def _money(draw: Callable[..., Any], made: Agency, job_id: str) -> None:
    day = draw(made.days)
    currency = made.currency_of(job_id) if draw(mostly) else draw(st.sampled_from(CURRENCIES))
    kept = {"job_id": job_id, "cents": draw(money), "currency": currency}
    common = kept | {"at": noon(day), "voided_at": noon(day) if draw(st.integers(0, 4)) == 0 else None}
    match draw(st.sampled_from(["spent", "ordered", "billed", "signed"])):
        case "spent":
            made.add(Expense, spent_on=day, **common)
        case "ordered":
            closed = draw(st.none() | made.days)
            side = draw(st.sampled_from(OrderSide))
            number = str(len(made.of(PurchaseOrder)))
            made.add(PurchaseOrder, issued_on=day, closed_on=closed, side=side, number=number, **common)
        case "billed":
            made.add(Billing, billed_on=day, minutes=draw(st.none() | st.integers(0, 900)), **common)
        case _:
            settled = noon(day, draw(hours))
            made.add(
                Signoff,
                series_id=f"series-{len(made.of(Signoff))}",
                version=1,
                job_id=job_id,
                kind=SignoffKind.COPY,
                title="",
                content_hash=HASH,
                quorum=Quorum.ANY,
                requested_by_id="people-0",
                requested_at=settled - timedelta(minutes=draw(st.integers(0, 9_000))),
                settled_at=draw(st.none() | st.just(settled)),
            )


def _contracted(draw: Callable[..., Any], made: Agency) -> None:
    """A contract, and a retainer that begins with it: now and then several at once, with and without hours and fee."""
    client_id = draw(st.sampled_from(["clients-0", "clients-0", "clients-0", "clients-1", "clients-2"]))
    long_ago = made.first - timedelta(days=200)
    starts = draw(made.days | st.sampled_from([long_ago]) | st.dates(long_ago, made.first))
    ends = draw(st.none() | made.days.map(lambda day: max(day, starts)))
    soon = [made.last + timedelta(days=after) for after in (0, 1, 90, 91)]
    renews = draw(st.none() | st.sampled_from(soon) | st.dates(made.first, soon[-1]))
    if draw(mostly):
        made.add(Contract, client_id=client_id, starts_on=starts, renews_on=renews)
    made.add(
        Retainer,
        client_id=client_id,
        starts_on=starts,
        ends_on=ends,
        minutes_a_month=draw(st.integers(1, 3_000)) if draw(mostly) else None,
        fee_cents=draw(st.none() | money),
        rate_cents=draw(st.none() | st.integers(1, 20_000)),
        roll_over=draw(st.sampled_from([RollOver.CAPPED, RollOver.ALL, RollOver.NONE])),
        cap_minutes=draw(st.none() | st.integers(0, 600)),
    )
