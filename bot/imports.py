"""Imports of people, clients, jobs and rates: a report by line, and all or nothing is saved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot
from bot.model import Model
from bot.people import require_operator
from bot.rules.dates import local_date, usual_date_order
from bot.rules.imports import ClientRow, JobRow, PersonRow, RateRow, read_row
from bot.rules.permissions import Act
from bot.rules.rates import format_money
from storage import clients, jobs, people, rates
from storage.clients import Client
from storage.enums import Change
from storage.jobs import Job
from storage.people import Office, Person
from storage.rates import Rate

Cells = Mapping[str, str]
Cell = dict[str, Any]
Row = TypeVar("Row", PersonRow, ClientRow, JobRow, RateRow)
Table = TypeVar("Table", Person, Client, Job, Rate)

# A file's first line has the names of its columns.
FIRST_LINE = 2


class Finding(StrEnum):
    """What a line of a file comes to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


class ImportLine(Model):
    """One line of the report: the line of the file, what it comes to, and the row's name or what is wrong."""

    line: int
    finding: Finding
    text: str


class Imported(Model):
    """The report of an import; `saved` is false for a dry run, and where any line has an error."""

    lines: Sequence[ImportLine]
    saved: bool

    @property
    def has_errors(self) -> bool:
        """Whether any line has an error."""
        return any(line.finding == Finding.ERROR for line in self.lines)


class _NotSaved(Exception):
    """Rolls a dry run back."""


class _Desk:
    """One import under way: adds or changes rows, keeps their history, and writes the report."""

    def __init__(self, bot: Bot, session: Session) -> None:
        self.bot, self.session = bot, session
        self.lines: list[ImportLine] = []

    def error(self, line: int, text: str) -> None:
        """Report what is wrong with a line."""
        self.lines.append(ImportLine(line=line, finding=Finding.ERROR, text=text))

    def rows(self, model: type[Row], name: str, cells: Sequence[Cells]) -> Iterable[tuple[int, Row]]:
        """The lines that can be read, each name once; the others are reported."""
        seen: set[str] = set()
        for line, text in enumerate(cells, FIRST_LINE):
            row = read_row(model, text)
            if isinstance(row, list):
                self.error(line, "; ".join(row))
            elif getattr(row, name) in seen:
                self.error(line, f"{getattr(row, name)} stands in this file twice")
            else:
                seen.add(getattr(row, name))
                yield line, row

    def put(self, line: int, label: str, kept: Table | None, table: type[Table], key: Cell, values: Cell) -> Table:
        """Make a row of the table with that key, or bring the kept one up to these values; report which."""
        if kept is None:
            row = table(id=self.bot.new_id(), **key, **values)
            self.session.add(row)
            self.session.flush()
            history.record(self.bot, self.session, None, row, Change.MADE)
            finding = Finding.NEW
        else:
            row, before = kept, history.state_of(kept)
            for column, value in values.items():
                setattr(row, column, value)
            same = history.state_of(row) == before
            if not same:
                history.record(self.bot, self.session, None, row, Change.EDITED, before)
            finding = Finding.SAME if same else Finding.CHANGED
        self.lines.append(ImportLine(line=line, finding=finding, text=label))
        return row


def import_people(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change people, known by their e-mail addresses; an office is made where `office_zone` tells its zone."""
    return _import(bot, actor, lambda desk: _people(desk, cells), save=save)


def import_clients(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change clients, known by their codes."""
    return _import(bot, actor, lambda desk: _clients(desk, cells), save=save)


def import_jobs(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change jobs, known by their numbers; their clients must be there."""
    return _import(bot, actor, lambda desk: _jobs(desk, cells), save=save)


def import_rates(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change lines of the rate card; entries that are made already keep their rates."""
    return _import(bot, actor, lambda desk: _rates(desk, cells), save=save)


def _import(bot: Bot, actor: Actor, work: Callable[[_Desk], None], *, save: bool) -> Imported:
    require_operator(actor, Act.IMPORT)
    report = Imported(lines=(), saved=False)
    try:
        with bot.store.begin() as session:
            desk = _Desk(bot, session)
            work(desk)
            report = Imported(lines=sorted(desk.lines, key=lambda line: line.line), saved=save)
            if not save or report.has_errors:
                raise _NotSaved  # noqa: TRY301  # the store rolls back what raises
    except _NotSaved:
        report = report.model_copy(update={"saved": False})
    return report


def _people(desk: _Desk, cells: Sequence[Cells]) -> None:
    known = {person.email.lower(): person for person in people.everyone(desk.session)}
    offices = {office.name: office for office in people.offices(desk.session)}
    waiting = list(desk.rows(PersonRow, "email", cells))
    while waiting:
        ready = [(line, row) for line, row in waiting if row.supervisor is None or row.supervisor in known]
        waiting = [(line, row) for line, row in waiting if (line, row) not in ready]
        for line, row in ready:
            _person(desk, line, row, known, offices)
        if not ready:
            for line, row in waiting:
                desk.error(line, f"supervisor {row.supervisor} is neither known nor in a good line of this file")
            return


def _person(desk: _Desk, line: int, row: PersonRow, known: dict[str, Person], offices: dict[str, Office]) -> None:
    office = _office(desk, offices, row)
    if office is None:
        desk.error(line, f"there is no office {row.office}; give its office_zone to make it, e.g. Europe/London")
        return
    supervisor = known[row.supervisor].id if row.supervisor else None
    values: Cell = {"name": row.name, "role": row.role, "is_admin": row.admin, "zone": row.zone}
    values |= {"office_id": office.id, "supervisor_id": supervisor, "expected_minutes": row.hours_a_day}
    label = f"{row.name} <{row.email}>"
    key: Cell = {"email": row.email}
    if row.starts_on:
        values["starts_on"] = row.starts_on
    else:
        key["starts_on"] = local_date(desk.bot.now(), row.zone or office.zone)
    known[row.email] = desk.put(line, label, known.get(row.email), Person, key, values)


def _office(desk: _Desk, offices: dict[str, Office], row: PersonRow) -> Office | None:
    if row.office not in offices and row.office_zone:
        order = row.office_dates or usual_date_order(row.office_zone)
        office = Office(id=desk.bot.new_id(), name=row.office, zone=row.office_zone, date_order=order)
        desk.session.add(office)
        desk.session.flush()
        history.record(desk.bot, desk.session, None, office, Change.MADE)
        offices[row.office] = office
    return offices.get(row.office)


def _clients(desk: _Desk, cells: Sequence[Cells]) -> None:
    known = {client.code: client for client in clients.every_client(desk.session)}
    for line, row in desk.rows(ClientRow, "code", cells):
        label = f"{row.code} {row.name}"
        desk.put(line, label, known.get(row.code), Client, {"code": row.code}, {"name": row.name})


def _jobs(desk: _Desk, cells: Sequence[Cells]) -> None:
    known = {job.number: job for job in jobs.every_job(desk.session)}
    codes = {client.code: client for client in clients.every_client(desk.session)}
    for line, row in desk.rows(JobRow, "number", cells):
        if row.client not in codes:
            desk.error(line, f"there is no client {row.client}; import clients first")
            continue
        values: Cell = {"title": row.title, "client_id": codes[row.client].id, "billable": row.billable}
        values |= {"status": row.status, "bound_channel": row.channel}
        desk.put(line, f"{row.number} {row.title}", known.get(row.number), Job, {"number": row.number}, values)


def _rates(desk: _Desk, cells: Sequence[Cells]) -> None:
    known = {(rate.scope, rate.starts_on): rate for rate in rates.every_rate(desk.session)}
    staff = {person.email.lower(): person for person in people.everyone(desk.session)}
    for line, row in desk.rows(RateRow, "label", cells):
        if row.person and row.role:
            desk.error(line, "name a person or a role, not both: a person has just one role")
            continue
        if row.person and row.person not in staff:
            desk.error(line, f"person {row.person} is not known; import people first")
            continue
        person_id = staff[row.person].id if row.person else None
        key: Cell = {"scope": f"{person_id or ''}|{row.role or ''}|{row.service or ''}", "starts_on": row.from_date}
        key |= {"service": row.service, "role": row.role, "person_id": person_id}
        values: Cell = {"cents": row.amount, "currency": row.currency}
        label = f"{row.label}: {format_money(row.amount, row.currency)} an hour"
        desk.put(line, label, known.get((key["scope"], row.from_date)), Rate, key, values)
