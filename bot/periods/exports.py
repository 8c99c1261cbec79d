"""Exports: one batch per closed period. Every entry goes out exactly once, a correction in the next batch."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import NotFound
from bot.kit.export_files import csv_file, xlsx_file
from bot.messaging.notices import queue_for
from bot.model import Model
from bot.people.people import Staff, require_person, zone_of
from bot.periods.notices import BatchFiles
from bot.rules.kit.dates import local_date
from bot.rules.kit.periods import days_of, describe_month, month_of
from bot.rules.people.rates import amount_cents
from bot.rules.periods.exports import GENERIC, Numbered, read_columns, round_minutes
from bot.rules.permissions import Act
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.people import people
from storage.people.people import Person
from storage.periods import exports, overrides, periods
from storage.periods.exports import Considered, ExportBatch, ExportLine
from storage.words.time import Change, LineKind, Rounding

LineValues = dict[str, Any]

MOST_LISTED = 10

# The facts that can be corrected: if none of these differ, the exported line is still right.
FACTS = ("worked_on", "person_id", "job_id", "service", "billable", "rate_cents", "currency", "note")
REVERSED = ("minutes", "entry_minutes", "amount_cents")


class BatchTotals(Model):
    """The totals of a batch's lines: counts, the minutes that count, and the money in cents by currency."""

    lines: int
    reversals: int
    minutes: int
    billable_minutes: int
    amounts: Mapping[str, int]
    without_rate: int


class BatchFile(Model):
    """A file to download."""

    name: str
    title: str
    content: bytes


class BatchFilesMade(Model):
    """The files of a batch, the same bytes each time."""

    number: int
    month: str
    files: Sequence[BatchFile]
    totals: BatchTotals


class BatchShown(Model):
    """A batch in a list, dated in the reader's time zone."""

    id: str
    number: int
    month: str
    made_on: date
    made_by: str
    lines: int
    reversals: int


class BatchesListed(Model):
    """The latest batches; `may_set_up` if the asker can change the settings."""

    batches: Sequence[BatchShown]
    may_set_up: bool


class BatchSentAgain(Model):
    """The files of a batch are on their way to the asker."""

    number: int
    month: str


def make_batch(staff: Staff, month: str) -> tuple[ExportBatch, BatchTotals]:
    """Export a month that is being closed, and all corrections since the last batch, in the caller's transaction."""
    settings = exports.settings(staff.session, GENERIC, locked=True)
    taken = overrides.not_exported(staff.session)
    lines = list(plan(staff.session, month, settings.rounding, [each.entry_id for each in taken if each.entry_id]))
    batch = ExportBatch(
        id=staff.new_id(),
        number=exports.next_number(staff.session),
        month=month,
        columns=settings.columns,
        rounding=settings.rounding,
        made_at=staff.now(),
        made_by=staff.id,
    )
    staff.session.add(batch)
    staff.session.flush()
    exports.add_lines(staff.session, (line | {"batch_id": batch.id, "position": n} for n, line in enumerate(lines, 1)))
    for override in taken:
        override.batch_id = batch.id
    history.record(staff, staff.id, batch, Change.MADE)
    return batch, totals_of(lines)


def planned(session: Session, month: str) -> BatchTotals:
    """Return the totals of a batch if that month were closed now."""
    settings = exports.settings(session, GENERIC)
    taken = [each.entry_id for each in overrides.not_exported(session) if each.entry_id]
    return totals_of(list(plan(session, month, settings.rounding, taken)))


def plan(session: Session, month: str, rounding: Rounding, corrected: Sequence[str]) -> Iterator[LineValues]:
    """Yield the lines of a batch that closes that month: its new time, and corrections.

    A line that is no longer true is taken back by a reversal. The corrected facts go out as a new line once their month
    is closed.
    """
    considered = (*days_of(month), corrected)
    latest = exports.latest_lines(session, *considered)
    closed = periods.closed_months(session) | {month}
    staff = {person.id: person for person in people.everyone(session)}
    known = {job.id: job for job in jobs.every_job(session)}
    for entry in exports.to_consider(session, *considered):
        last = latest.get(entry.id)
        stands = last if last and last.kind == LineKind.LINE else None
        counts = entry.voided_at is None and month_of(entry.worked_on) in closed
        if stands and counts and _is_true(stands, entry):
            continue
        if stands:
            yield _reversal(stands)
        if counts:
            revision = last.revision + 1 if last else 1
            yield _line(entry, staff[entry.person_id], known[entry.job_id], rounding, revision)


def totals_of(lines: Sequence[Mapping[str, Any]]) -> BatchTotals:
    """Return the totals of lines."""
    amounts: dict[str, int] = {}
    for line in lines:
        if line["amount_cents"] and line["currency"]:
            amounts[line["currency"]] = amounts.get(line["currency"], 0) + line["amount_cents"]
    return BatchTotals(
        lines=sum(line["kind"] == LineKind.LINE for line in lines),
        reversals=sum(line["kind"] == LineKind.REVERSAL for line in lines),
        minutes=sum(line["minutes"] for line in lines),
        billable_minutes=sum(line["minutes"] for line in lines if line["billable"]),
        amounts=dict(sorted(amounts.items())),
        without_rate=sum(line["amount_cents"] is None and line["kind"] == LineKind.LINE for line in lines),
    )


def batch_files(bot: Bot, batch_id: str) -> BatchFilesMade:
    """Return the files of a batch, made from its stored lines. For the outbox only."""
    with bot.store.read() as session:
        batch = exports.batch(session, batch_id)
        if batch is None:
            raise LookupError(f"no export batch {batch_id}")
        kept = exports.lines_of(session, batch_id)
    columns = read_columns(batch.columns)
    lines = [Numbered(batch.number, batch.month, line) for line in kept]
    name = f"jobjacket-export-{batch.number:04d}-{batch.month}"
    title = f"Export {batch.number}: {describe_month(batch.month)}"
    files = [
        BatchFile(name=f"{name}.csv", title=f"{title} (CSV)", content=csv_file(columns, lines)),
        BatchFile(name=f"{name}.xlsx", title=f"{title} (Excel)", content=xlsx_file(columns, lines, batch.made_at)),
    ]
    totals = totals_of([_values(line) for line in kept])
    return BatchFilesMade(number=batch.number, month=batch.month, files=files, totals=totals)


def batch_told(bot: Bot, batch_id: str) -> BatchShown:
    """Return a batch for a message that names it. For the outbox only."""
    with bot.store.read() as session:
        batch = exports.batch(session, batch_id)
        if batch is None:
            raise LookupError(f"no export batch {batch_id}")
        made_by = people.by_id(session, batch.made_by)
        return _listed(batch, made_by.name, zone_of(made_by), exports.counts(session, [batch.id]))


def list_batches(bot: Bot, actor: Actor) -> BatchesListed:
    """Return the latest batches, the newest first. Raises Unknown, NotAllowed."""
    with bot.read(actor) as work:
        person = require_person(work, Act.GET_EXPORTS)
        found = exports.batches(work.session, MOST_LISTED)
        counts = exports.counts(work.session, [batch.id for batch in found])
        batches = [
            _listed(batch, people.by_id(work.session, batch.made_by).name, zone_of(person), counts) for batch in found
        ]
        return BatchesListed(batches=batches, may_set_up=person.is_admin)


@once
def send_batch_again(work: Work, batch_id: str) -> BatchSentAgain:
    """Send the files of a batch to the asker again. Raises NotFound, Unknown, NotAllowed."""
    person = require_person(work, Act.GET_EXPORTS)
    batch = exports.batch(work.session, batch_id)
    if batch is None:
        raise NotFound("I can't find that export.")
    notice = BatchFiles(batch_id=batch.id, asked_at=work.now())
    key = f"batch-files:{batch.number}:{work.actor.delivery or work.new_id()}"
    queue_for(work, person.id, notice, key)
    return BatchSentAgain(number=batch.number, month=batch.month)


def _listed(batch: ExportBatch, made_by: str, zone: str, counts: Mapping[tuple[str, LineKind], int]) -> BatchShown:
    return BatchShown(
        id=batch.id,
        number=batch.number,
        month=batch.month,
        made_on=local_date(batch.made_at, zone),
        made_by=made_by,
        lines=counts.get((batch.id, LineKind.LINE), 0),
        reversals=counts.get((batch.id, LineKind.REVERSAL), 0),
    )


def _is_true(line: ExportLine, entry: Considered) -> bool:
    same = all(getattr(line, fact) == getattr(entry, fact) for fact in FACTS)
    return same and line.entry_minutes == entry.minutes


def _line(entry: Considered, person: Person, job: Job, rounding: Rounding, revision: int) -> LineValues:
    minutes = round_minutes(entry.minutes, rounding)
    values: LineValues = {fact: getattr(entry, fact) for fact in FACTS}
    values |= {"entry_id": entry.id, "revision": revision, "kind": LineKind.LINE, "entry_minutes": entry.minutes}
    values |= {"person": person.name, "email": person.email, "client_code": job.client.code, "client": job.client.name}
    values |= {"job": job.number, "job_title": job.title, "minutes": minutes}
    return values | {"amount_cents": _amount(entry, minutes)}


def _amount(entry: Considered, minutes: int) -> int | None:
    """Return 0 for non-billable lines; None, rather than 0, if there is no rate."""
    if not entry.billable:
        return 0
    return None if entry.rate_cents is None else amount_cents(minutes, entry.rate_cents)


def _reversal(line: ExportLine) -> LineValues:
    """Return the line with its minutes and money reversed, whatever the rate and the rounding are now."""
    values = {name: value for name, value in _values(line).items() if name not in ("batch_id", "position")}
    back = {name: None if values[name] is None else -values[name] for name in REVERSED}
    return values | back | {"kind": LineKind.REVERSAL}


def _values(line: ExportLine) -> LineValues:
    return {column.key: getattr(line, column.key) for column in ExportLine.__table__.columns}
