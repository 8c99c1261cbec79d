"""Imports of expenses, purchase orders and billed amounts. A line is added once, however often its file is imported."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import TypeVar

from bot.core import Actor, Bot
from bot.errors import UsageError
from bot.kit.importing import Cell, Cells, Finding, Import, Imported, ImportLine, run_import
from bot.people.people import today_of
from bot.rules.jobs.cost_rows import BilledRow, CostRow, ExpenseRow, OrderRow
from bot.rules.jobs.costs import check_date, check_note, check_number
from bot.rules.kit.amounts import read_money
from bot.rules.people.rates import format_money
from storage.jobs import costs as job_costs
from storage.jobs import jobs
from storage.jobs.costs import Billing, Expense, PurchaseOrder
from storage.jobs.jobs import Job
from storage.people import people

Row = TypeVar("Row", bound=CostRow)
KEY_BYTES = 16


def import_expenses(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add expenses of jobs; a line that was imported before adds nothing. Raises NotAllowed."""
    return run_import(bot, actor, lambda run: _once_each(run, ExpenseRow, cells, _expense), save=save)


def import_orders(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change purchase orders, matched by job, side and number. Raises NotAllowed."""
    return run_import(bot, actor, lambda run: _orders(run, cells), save=save)


def import_billed(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add billed amounts of jobs; a line that was imported before adds nothing. Raises NotAllowed."""
    return run_import(bot, actor, lambda run: _once_each(run, BilledRow, cells, _billing), save=save)


def _once_each(
    run: Import, model: type[Row], cells: Sequence[Cells], keep: Callable[[Import, Row, Cell, str], Finding]
) -> None:
    """Save each line under a key of its whole content and of the number of equal lines before it."""
    seen: Counter[str] = Counter()
    for line, row, job, values in _rows(run, model, cells):
        said = row.model_dump_json()
        seen[said] += 1
        key = blake2b(f"{model.__name__}|{said}|{seen[said]}".encode(), digest_size=KEY_BYTES).hexdigest()
        _report(run, line, keep(run, row, values, key), job, values)


def _expense(run: Import, row: ExpenseRow, values: Cell, key: str) -> Finding:
    if job_costs.is_known(run.session, Expense, key):
        return Finding.SAME
    own: Cell = {"spent_on": row.date, "vendor": check_note(row.vendor)}
    return run.keep(None, Expense, {"source_key": key}, values | own, set())[1]


def _billing(run: Import, row: BilledRow, values: Cell, key: str) -> Finding:
    if job_costs.is_known(run.session, Billing, key):
        return Finding.SAME
    own: Cell = {"billed_on": row.date, "invoice": row.invoice, "minutes": row.hours}
    return run.keep(None, Billing, {"source_key": key}, values | own, set())[1]


def _orders(run: Import, cells: Sequence[Cells]) -> None:
    seen: set[tuple[str, ...]] = set()
    for line, row, job, values in _rows(run, OrderRow, cells):
        if (job.id, row.side, row.number) in seen:
            run.error(line, f"purchase order {row.number} of {job.number} is in this file twice")
            continue
        seen.add((job.id, row.side, row.number))
        kept = job_costs.order_numbered(run.session, job.id, row.side, row.number)
        if kept and kept.voided_at:
            _report(run, line, Finding.SAME, job, values)  # it was taken back, and stays so
            continue
        values |= {"issued_on": row.date, "closed_on": row.closed}
        given = {"cents", "issued_on"} | ({"closed_on"} & _columns(row)) | ({"note"} & row.model_fields_set)
        _, finding = run.keep(kept, PurchaseOrder, {"side": row.side, "number": row.number}, values, given)
        _report(run, line, finding, job, values)


def _columns(row: OrderRow) -> set[str]:
    return {"closed_on"} if "closed" in row.model_fields_set else set()


def _rows(run: Import, model: type[Row], cells: Sequence[Cells]) -> Iterator[tuple[int, Row, Job, Cell]]:
    """Return the readable lines, each with its job and the columns that all kinds have; report the others."""
    known = {job.number: job for job in jobs.every_job(run.session)}
    today = max((today_of(run.bot, one) for one in people.everyone(run.session)), default=None)
    for line, row in run.readable(model, cells):
        if row.job not in known:
            run.error(line, f"there is no job {row.job}; import jobs first")
        else:
            job = known[row.job]
            try:
                values = _values(run, row, job, today)
            except UsageError as error:
                run.error(line, str(error))
                continue
            yield line, row, job, values


def _values(run: Import, row: CostRow, job: Job, today: date | None) -> Cell:
    """Return the columns that all kinds have. Raises UsageError."""
    currency = job.client.currency
    if row.currency and row.currency != currency:
        raise UsageError(f"{job.number} is billed in {currency}, not in {row.currency}.")
    if today:
        check_date(row.date, today)
    name = getattr(row, "number", "") or getattr(row, "invoice", "")
    check_number(name, "number", needed=isinstance(row, OrderRow))
    check_note(getattr(row, "vendor", ""))
    cents = read_money(row.amount, currency, least=1)
    return {"job_id": job.id, "cents": cents, "currency": currency, "at": run.now(), "note": check_note(row.note)}


def _report(run: Import, line: int, finding: Finding, job: Job, values: Cell) -> None:
    text = f"{job.number} {format_money(values['cents'], values['currency'])} {values['note']}".strip()
    run.lines.append(ImportLine(line=line, finding=finding, text=text))
