"""Agencies made at random, as plain rows, for holding figures against a slow and obvious computation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from storage.base import Base
from storage.clients import Client, Contract, Retainer
from storage.enums import DateOrder, DayPart, EstimateStatus, OrderSide, Quorum, Role, RollOver, SignoffKind, Source
from storage.estimates import Estimate
from storage.goals import ExchangeRate
from storage.job_costs import Billing, Expense, PurchaseOrder
from storage.jobs import Job
from storage.leave import Leave
from storage.people import Office, Person
from storage.signoffs import Signoff
from storage.time_entries import TimeEntry

MONTH, FIRST, LAST = "2026-10", date(2026, 10, 1), date(2026, 10, 31)
HASH = "0" * 64
CURRENCIES = ("USD", "GBP")
JOBS = ("ACME-1", "ACME-2", "BWF-1", "BWF-2")

edges = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
days = st.sampled_from(edges) | st.dates(date(2026, 8, 1), date(2026, 12, 3))
mostly = st.sampled_from([True, True, True, False])
seldom = mostly.map(lambda each: not each)
money = st.integers(1, 500_000)
hours = st.sampled_from([0, 3, 4, 12, 22, 23])


def noon(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass
class Agency:
    """Rows of each table, whose ids are counted."""

    rows: dict[type[Base], list[Base]] = field(default_factory=dict)

    def add(self, table: type[Base], **values: Any) -> None:
        made = self.rows.setdefault(table, [])
        made.append(table(id=f"{table.__tablename__}-{len(made)}", **values))

    def of(self, table: type[Base]) -> list[Any]:
        return self.rows.get(table, [])

    def save(self, session: Session) -> None:
        for rows in self.rows.values():
            session.add_all(rows)
            session.flush()


@st.composite
def agencies(draw: Callable[..., Any]) -> Agency:
    made = Agency()
    for name, zone in (("New York", "America/New_York"), ("London", "Europe/London")):
        made.add(Office, name=name, zone=zone, date_order=DateOrder.DAY_FIRST)
    for number in range(2):
        made.add(
            Person, name=f"P{number}", email=f"p{number}@hv.example", role=Role.MANAGER, office_id=f"offices-{number}"
        )
    _absences(draw, made)
    for number, code in enumerate(("ACME", "BWF")):
        made.add(Client, code=code, name=code, currency=CURRENCIES[number], office_id=f"offices-{number}")
    for number, name in enumerate(JOBS):
        made.add(Job, number=name, title=name, client_id=f"clients-{number // 2}", billable=True)
    job = st.sampled_from([f"jobs-{number}" for number in range(len(JOBS))])
    for _ in range(draw(st.integers(0, 25))):
        _entry(draw, made, draw(job))
    for job_id in draw(st.lists(job, unique=True)):
        _estimates(draw, made, job_id)
    for _ in range(draw(st.integers(0, 4))):
        _money(draw, made, draw(job))
    for _ in range(draw(st.integers(0, 2))):
        _contracted(draw, made)
    return made


def _absences(draw: Callable[..., Any], made: Agency) -> None:
    """Somebody starts or leaves in the middle of a month; leave, of which some was cancelled; rates of exchange."""
    made.of(Person)[0].starts_on = draw(st.none() | days)
    made.of(Person)[1].left_at = draw(st.none() | days.map(noon))
    for number in range(draw(st.integers(0, 3))):
        day = FIRST + timedelta(days=7 * number + draw(st.integers(0, 3)))
        part = draw(st.sampled_from(DayPart))
        made.add(
            Leave,
            person_id=draw(st.sampled_from(["people-0", "people-1"])),
            first=day,
            last=day + timedelta(days=draw(st.integers(0, 3)) if part == DayPart.WHOLE else 0),
            part=part,
            made_at=noon(day),
            cancelled_at=None if draw(mostly) else noon(day),
        )
    for day in draw(st.lists(days, max_size=2, unique=True)):
        made.add(ExchangeRate, currency="GBP", into="USD", starts_on=day, millionths=draw(st.integers(1, 3_000_000)))


def _entry(draw: Callable[..., Any], made: Agency, job_id: str) -> None:
    rate = draw(st.none() | st.integers(1, 30_000))
    day = draw(days)
    made.add(
        TimeEntry,
        person_id=draw(st.sampled_from(["people-0", "people-1"])),
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
        currency=draw(st.sampled_from(CURRENCIES)) if rate is not None else None,
    )


def _estimates(draw: Callable[..., Any], made: Agency, job_id: str) -> None:
    decided = noon(draw(days), draw(hours))
    versions = draw(st.integers(1, 3))
    for version in range(1, versions + 1):
        last = version == versions
        total, tax = draw(money) + 1_000, draw(st.integers(0, 999))
        made.add(
            Estimate,
            job_id=job_id,
            version=version,
            currency="USD",
            made_by_id="people-0",
            made_at=decided,
            status=draw(st.sampled_from([EstimateStatus.APPROVED, EstimateStatus.SENT]))
            if last
            else EstimateStatus.REPLACED,
            total_cents=total,
            tax_cents=tax,
            minutes=draw(st.integers(0, 6_000)),
        )
        row = made.of(Estimate)[-1]
        row.decided_at = None if row.status == EstimateStatus.SENT else decided
        decided += timedelta(days=draw(st.integers(0, 30)), hours=draw(hours))


def _money(draw: Callable[..., Any], made: Agency, job_id: str) -> None:
    day, kept = draw(days), {"job_id": job_id, "cents": draw(money), "currency": draw(st.sampled_from(CURRENCIES))}
    common = kept | {"at": noon(day), "voided_at": noon(day) if draw(st.integers(0, 4)) == 0 else None}
    match draw(st.sampled_from(["spent", "ordered", "billed", "signed"])):
        case "spent":
            made.add(Expense, spent_on=day, **common)
        case "ordered":
            closed = draw(st.none() | days)
            side = draw(st.sampled_from(OrderSide))
            number = str(len(made.of(PurchaseOrder)))
            made.add(PurchaseOrder, issued_on=day, closed_on=closed, side=side, number=number, **common)
        case "billed":
            made.add(Billing, billed_on=day, minutes=draw(st.none() | st.integers(0, 900)), **common)
        case _:
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
                requested_at=noon(day) - timedelta(minutes=draw(st.integers(0, 9_000))),
                settled_at=draw(st.none() | st.just(noon(day))),
            )


def _contracted(draw: Callable[..., Any], made: Agency) -> None:
    client_id = draw(st.sampled_from(["clients-0", "clients-1"]))
    starts = draw(days)
    made.add(
        Contract, client_id=client_id, starts_on=starts, renews_on=draw(st.none() | st.dates(FIRST, date(2027, 3, 1)))
    )
    made.add(
        Retainer,
        client_id=client_id,
        starts_on=starts,
        ends_on=draw(st.none() | days),
        minutes_a_month=draw(st.none() | st.integers(1, 3_000)),
        fee_cents=draw(st.none() | money),
        rate_cents=draw(st.none() | st.integers(1, 20_000)),
        roll_over=draw(st.sampled_from(RollOver)),
        cap_minutes=draw(st.none() | st.integers(0, 600)),
    )
