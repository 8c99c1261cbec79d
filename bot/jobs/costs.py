"""A job's money other than its time: expenses, purchase orders and billed amounts, in the client's currency."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound
from bot.jobs.jobs import JobFound, found, require_job
from bot.jobs.notices import job_changed
from bot.jobs.openings import check_fields
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff
from bot.rules.jobs.costs import CostKind, check_date, check_note, check_number
from bot.rules.kit.amounts import read_hours, read_money
from bot.rules.permissions import Act
from storage.jobs import costs as job_costs
from storage.jobs.costs import Billing, Cost, Expense, PurchaseOrder
from storage.jobs.jobs import Job
from storage.words.accounts import OrderSide
from storage.words.time import Change

TABLES: Mapping[CostKind, type[Expense] | type[PurchaseOrder] | type[Billing]] = {
    CostKind.EXPENSE: Expense,
    CostKind.ORDER: PurchaseOrder,
    CostKind.BILLED: Billing,
}


class CostRequest(Model):
    """A money line as a form asks for it, with the amount and the hours as typed.

    `name` is the vendor of an expense, or the number of a purchase order or invoice; `hours` are those that a billed
    amount covers, if known.
    """

    kind: CostKind
    amount: str
    on: date
    name: str = ""
    note: str = ""
    side: OrderSide = OrderSide.AGENCY
    hours: str = ""


class CostShown(Model):
    """The current state of a money line. An agency's purchase order `is_open` until its invoice is an expense."""

    id: str
    kind: CostKind
    name: str
    note: str
    cents: int
    currency: str
    on: date
    side: OrderSide | None = None
    is_open: bool = False
    minutes: int | None = None


class CostsShown(Model):
    """All current money lines of a job, the latest first in each kind."""

    job: JobFound
    currency: str
    today: date
    costs: Sequence[CostShown]

    def of_kind(self, kind: CostKind) -> Sequence[CostShown]:
        """Return the lines of one kind."""
        return [each for each in self.costs if each.kind == kind]

    def total(self, kind: CostKind, side: OrderSide | None = None) -> int:
        """Return the cents of one kind (and side) in the client's currency."""
        same = (each for each in self.of_kind(kind) if each.currency == self.currency and side in (None, each.side))
        return sum(each.cents for each in same)


class CostChanged(Model):
    """A money line was added, removed or closed; in words."""

    job_id: str
    said: str


def costs_of(bot: Bot, actor: Actor, job_id: str) -> CostsShown:
    """Return the money lines of a job. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_COSTS)
        job = require_job(staff.session, job_id)
        every: Sequence[Cost] = [
            *job_costs.expenses_of(staff.session, job.id),
            *job_costs.orders_of(staff.session, job.id),
            *job_costs.billings_of(staff.session, job.id),
        ]
        return CostsShown(
            job=found(job),
            currency=job.client.currency,
            today=staff.today,
            costs=[shown(each) for each in every],
        )


@once
def add_cost(work: Work, job_id: str, request: CostRequest) -> CostChanged:
    """Add a money line to a job. Raises UsageError and Conflict by field, NotFound, NotAllowed, Unknown."""
    staff = require_staff(work, Act.KEEP_COSTS)
    job = require_job(staff.session, job_id, locked=True)
    values = _values(staff, job, request)
    kept = _kept_order(staff.session, job, request, values) if request.kind == CostKind.ORDER else None
    if kept:
        before = history.state_of(kept)
        for column, value in values.items():
            setattr(kept, column, value)
        history.record(staff, staff.id, kept, Change.EDITED, before)
    else:
        row = TABLES[request.kind](id=staff.new_id(), job_id=job.id, **values)
        staff.session.add(row)
        staff.session.flush()
        history.record(staff, staff.id, row, Change.MADE)
    job_changed(staff.session, job.id)
    return CostChanged(job_id=job.id, said=f"{request.kind} added")


@once
def take_back_cost(work: Work, kind: CostKind, cost_id: str) -> CostChanged:
    """Remove a money line, once. Raises NotFound, NotAllowed, Unknown."""
    person = require_person(work, Act.KEEP_COSTS)
    row = _require(work.session, kind, cost_id)
    if row.voided_at is None:
        before = history.state_of(row)
        row.voided_at = work.now()
        history.record(work, person.id, row, Change.UNDONE, before)
        job_changed(work.session, row.job_id)
    return CostChanged(job_id=row.job_id, said=f"{kind} taken back")


@once
def close_order(work: Work, order_id: str) -> CostChanged:
    """Close a purchase order of the agency, as its invoice is entered as an expense. Raises as above."""
    staff = require_staff(work, Act.KEEP_COSTS)
    row = _require(staff.session, CostKind.ORDER, order_id)
    if not isinstance(row, PurchaseOrder) or row.voided_at or row.side != OrderSide.AGENCY:
        raise Conflict("That purchase order can't be closed.")
    if row.closed_on is None:
        before = history.state_of(row)
        row.closed_on = staff.today
        history.record(staff, staff.id, row, Change.CLOSED, before)
        job_changed(staff.session, row.job_id)
    return CostChanged(job_id=row.job_id, said=f"purchase order {row.number} closed; enter its invoice as an expense")


def shown(row: Cost) -> CostShown:
    """Return the current state of a money line."""
    facts: dict[str, Any] = {"id": row.id, "note": row.note, "cents": row.cents, "currency": row.currency}
    match row:
        case Expense():
            return CostShown(kind=CostKind.EXPENSE, name=row.vendor, on=row.spent_on, **facts)
        case PurchaseOrder():
            is_open = row.side == OrderSide.AGENCY and row.closed_on is None
            facts |= {"side": row.side, "is_open": is_open}
            return CostShown(kind=CostKind.ORDER, name=row.number, on=row.issued_on, **facts)
        case Billing():
            return CostShown(kind=CostKind.BILLED, name=row.invoice, on=row.billed_on, minutes=row.minutes, **facts)


def _values(staff: Staff, job: Job, request: CostRequest) -> dict[str, Any]:
    """Return the columns that a form asks for. Raises one UsageError with the message of every field."""
    today, currency, kind = staff.today, job.client.currency, request.kind
    what = "purchase order" if kind == CostKind.ORDER else "invoice"
    check_fields(
        [
            ("amount", lambda: read_money(request.amount, currency, least=1)),
            ("on", lambda: check_date(request.on, today)),
            ("name", lambda: _name(request, what)),
            ("note", lambda: check_note(request.note)),
            ("hours", lambda: read_hours(request.hours) if request.hours.strip() else None),
        ]
    )
    values: dict[str, Any] = {"cents": read_money(request.amount, currency, least=1), "currency": currency}
    values |= {"at": staff.now(), "by_id": staff.id, "note": check_note(request.note), "voided_at": None}
    name = _name(request, what)
    match kind:
        case CostKind.EXPENSE:
            return values | {"spent_on": request.on, "vendor": name}
        case CostKind.ORDER:
            return values | {"issued_on": request.on, "number": name, "side": request.side, "closed_on": None}
        case CostKind.BILLED:
            minutes = read_hours(request.hours) if request.hours.strip() else None
            return values | {"billed_on": request.on, "invoice": name, "minutes": minutes}


def _name(request: CostRequest, what: str) -> str:
    if request.kind == CostKind.EXPENSE:
        return check_note(request.name)
    return check_number(request.name, what, needed=request.kind == CostKind.ORDER)


def _kept_order(session: Session, job: Job, request: CostRequest, values: dict[str, Any]) -> PurchaseOrder | None:
    """Return the removed order with that number, to restore it. Raises Conflict if one with that number is in use."""
    kept = job_costs.order_numbered(session, job.id, request.side, values["number"])
    if kept and kept.voided_at is None:
        message = f"{job.number} already has a purchase order {kept.number}. To change it, take that one back first."
        raise Conflict(message, fields={"name": message})
    return kept


def _require(session: Session, kind: CostKind, cost_id: str) -> Cost:
    row = job_costs.cost(session, TABLES[kind], cost_id)
    if row is None:
        raise NotFound(f"I can't find that {kind}.")
    return row
