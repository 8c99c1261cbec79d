"""Exports: the batches sent to the accounting software, line by line as they went out, and their settings."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Row, String, UniqueConstraint, func, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words, insert_once, lock
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import LineKind, Rounding

AGENCY = "agency"
# A row with the columns below, by their names.
Considered = Row[*tuple[Any, ...]]
EXPORTED = (
    TimeEntry.id,
    TimeEntry.person_id,
    TimeEntry.job_id,
    TimeEntry.service,
    TimeEntry.worked_on,
    TimeEntry.minutes,
    TimeEntry.billable,
    TimeEntry.note,
    TimeEntry.rate_cents,
    TimeEntry.currency,
    TimeEntry.voided_at,
)


class ExportSettings(Base):
    """Settings of the exports; one row. `columns` has a line for each column, `Header = field`."""

    __tablename__ = "export_settings"

    id: Mapped[Key]
    columns: Mapped[Words]
    rounding: Mapped[Rounding]


class ExportBatch(Base):
    """One batch, made when a month was closed, with the settings of that moment; `number` counts from 1."""

    __tablename__ = "export_batches"

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(unique=True)
    month: Mapped[str] = mapped_column(ForeignKey("periods.id"))
    columns: Mapped[Words]
    rounding: Mapped[Rounding]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(ForeignKey("people.id"))


class ExportLine(Base):
    """One line as it went out, which never changes. A reversal takes back the line of the same entry and revision.

    `entry_minutes` are those of the entry, `minutes` the rounded ones that count; a reversal's are negative.
    """

    __tablename__ = "export_lines"
    __table_args__ = (UniqueConstraint("entry_id", "revision", "kind"),)

    batch_id: Mapped[str] = mapped_column(ForeignKey("export_batches.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("time_entries.id"))
    revision: Mapped[int]
    kind: Mapped[LineKind]
    worked_on: Mapped[date]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    person: Mapped[Words]
    email: Mapped[Words]
    client_code: Mapped[str] = mapped_column(String(20))
    client: Mapped[Words]
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    job: Mapped[str] = mapped_column(String(40))
    job_title: Mapped[Words]
    service: Mapped[str] = mapped_column(String(60))
    entry_minutes: Mapped[int]
    minutes: Mapped[int]
    billable: Mapped[bool]
    rate_cents: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    amount_cents: Mapped[int | None]
    note: Mapped[Words]


def settings(session: Session, columns: str, *, locked: bool = False) -> ExportSettings:
    """Return the export settings; `columns` are the initial ones. `locked` allows only one export at a time."""
    values: dict[str, Any] = {"id": AGENCY, "columns": columns, "rounding": Rounding.EXACT}
    query = select(ExportSettings)
    found = session.scalar(lock(query) if locked else query)
    if found is None and locked:
        insert_once(session, ExportSettings, values)
        found = session.scalar(lock(query))
    return found or ExportSettings(**values)


def next_number(session: Session) -> int:
    """The number of the next batch."""
    return (session.scalar(select(func.max(ExportBatch.number))) or 0) + 1


def to_consider(session: Session, first: date, last: date, entry_ids: Sequence[str]) -> Sequence[Considered]:
    """Return the entries worked from `first` to `last`, and these others, in the order of an export.

    Plain rows with the columns of EXPORTED: a month may have tens of thousands, and finance is waiting for the answer.
    """
    query = select(*EXPORTED).where(_considered(first, last, entry_ids))
    return session.execute(query.order_by(TimeEntry.worked_on, TimeEntry.entered_at, TimeEntry.id)).all()


def latest_lines(session: Session, first: date, last: date, entry_ids: Sequence[str]) -> dict[str, ExportLine]:
    """Return the last thing exported for each entry to consider: a line, or the reversal that took it back."""
    query = select(ExportLine).join(TimeEntry, TimeEntry.id == ExportLine.entry_id)
    query = query.where(_considered(first, last, entry_ids))
    # "line" sorts before "reversal".
    query = query.order_by(ExportLine.revision, ExportLine.kind)
    return {line.entry_id: line for line in session.scalars(query)}


def _considered(first: date, last: date, entry_ids: Sequence[str]) -> ColumnElement[bool]:
    return or_(TimeEntry.worked_on.between(first, last), TimeEntry.id.in_(entry_ids))


def add_lines(session: Session, lines: Iterable[dict[str, Any]]) -> None:
    """Store the lines of a batch."""
    if rows := list(lines):
        session.connection().execute(insert(ExportLine), rows)


def batch(session: Session, batch_id: str) -> ExportBatch | None:
    """The batch with that id."""
    return session.scalar(select(ExportBatch).where(ExportBatch.id == batch_id))


def batches(session: Session, limit: int) -> Sequence[ExportBatch]:
    """The latest batches, the newest first."""
    return session.scalars(select(ExportBatch).order_by(ExportBatch.number.desc()).limit(limit)).all()


def lines_of(session: Session, batch_id: str) -> Sequence[ExportLine]:
    """The lines of a batch, in their order."""
    query = select(ExportLine).where(ExportLine.batch_id == batch_id).order_by(ExportLine.position)
    return session.scalars(query).all()


def counts(session: Session, batch_ids: Sequence[str]) -> dict[tuple[str, LineKind], int]:
    """How many lines these batches have, by batch and kind of line."""
    query = select(ExportLine.batch_id, ExportLine.kind, func.count()).where(ExportLine.batch_id.in_(batch_ids))
    rows = session.execute(query.group_by(ExportLine.batch_id, ExportLine.kind))
    return {(batch_id, kind): int(lines) for batch_id, kind, lines in rows}
