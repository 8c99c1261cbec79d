"""Imports of time from other tools: read completely first, then saved in batches that add each line once.

See docs/decisions/0011-time-imports.md for how half an import never stays.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import Any, Protocol

from bot import history
from bot.core import Actor, Bot, Work
from bot.errors import Conflict, NotFound
from bot.kit.importing import Finding, ImportLine
from bot.kit.operators import require_operator
from bot.model import Model
from bot.people.people import zone_of
from bot.rules.kit.dates import local_date
from bot.rules.kit.durations import format_duration
from bot.rules.kit.services import DEFAULT_SERVICE
from bot.rules.people.rates import choose_rate
from bot.rules.permissions import Act
from bot.rules.timekeeping.import_lines import JobKnown, Known, LineReader, PersonKnown, TimeRow, Unknown
from bot.rules.timekeeping.import_tools import DateOrder, places_of, recognise_tool
from bot.timekeeping.locks import require_open
from bot.timekeeping.rollups import record_many
from storage.jobs import jobs
from storage.people import people, rates
from storage.people.rates import Rate
from storage.periods import periods
from storage.timekeeping import time_imports
from storage.timekeeping.time_imports import TimeImport
from storage.words.time import Change, Source

Values = dict[str, Any]

# How many lines are saved in one transaction, so that other writers don't wait long.
BATCH = 2000
LISTED = 200
MOST_PROBLEMS = 1000


class Lines(Protocol):
    """A file of time; `read` starts at its first line each time, and yields line numbers with their cells."""

    name: str
    header: Sequence[str]

    def read(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the lines after the header."""


class TimeImported(Model):
    """The report: each line of a short file, the problems of a long one; what is unknown here, and how often."""

    tool: str
    order: DateOrder | None
    lines: Sequence[ImportLine]
    new: int
    same: int
    skipped: int
    errors: int
    first_day: str
    last_day: str
    unknown: Sequence[tuple[str, str, int]]
    saved: bool


@dataclass
class _Report:
    """The results of the first reading of a file."""

    lines: list[ImportLine] = field(default_factory=list)
    counts: Counter[Finding] = field(default_factory=Counter)
    skipped: int = 0
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    days: set[str] = field(default_factory=set)
    digest: Any = field(default_factory=lambda: blake2b(digest_size=16))

    def found(self, line: int, finding: Finding, text: str) -> None:
        self.counts[finding] += 1
        if (finding == Finding.ERROR and self.counts[finding] <= MOST_PROBLEMS) or line <= LISTED:
            self.lines.append(ImportLine(line=line, finding=finding, text=text))

    def wrong(self, line: int, problem: ValueError) -> None:
        if isinstance(problem, Unknown):
            self.unknown[problem.kind, problem.theirs] += 1
        self.found(line, Finding.ERROR, str(problem))


def import_time(
    bot: Bot,
    actor: Actor,
    file: Lines,
    mapped: Mapping[tuple[str, str], str],
    *,
    order: DateOrder | None = None,
    save: bool,
) -> TimeImported:
    """Import the time of a file: all of it, or nothing if any line is wrong.

    A line that was imported before adds nothing. Raises UsageError for a file of an unknown tool, Conflict if another
    import was cut off, Locked if a month closes in the meantime (what was added is then removed).
    """
    require_operator(actor, Act.IMPORT)
    tool = recognise_tool(file.header)
    order = order or tool.dates
    places = places_of(tool, file.header)
    known = _known(bot, mapped)
    report = _check(bot, file, LineReader(tool, places, known, order))
    wanted = save and not report.counts[Finding.ERROR]
    if wanted:
        started = _begin(bot, file.name, tool.name, report)
        _save(bot, started, file, LineReader(tool, places, known, order))
    return TimeImported(
        tool=tool.name,
        order=order,
        lines=report.lines,
        new=report.counts[Finding.NEW],
        same=report.counts[Finding.SAME],
        skipped=report.skipped,
        errors=report.counts[Finding.ERROR],
        first_day=min(report.days, default=""),
        last_day=max(report.days, default=""),
        unknown=[(kind, theirs, count) for (kind, theirs), count in report.unknown.most_common()],
        saved=wanted,
    )


def take_back_import(bot: Bot, actor: Actor) -> str:
    """Remove everything that an interrupted import added; return the name of its file. Raises NotFound."""
    require_operator(actor, Act.IMPORT)
    with bot.store.read() as session:
        started = time_imports.unfinished(session)
    if started is None:
        raise NotFound("No import of time was cut off, so there's nothing to take back.")
    _take_back(bot, started)
    return started.file


def _known(bot: Bot, mapped: Mapping[tuple[str, str], str]) -> Known:
    with bot.store.read() as session:
        staff = people.everyone(session)
        zones = {zone_of(person) for person in staff} or {"UTC"}
        return Known(
            people={one.email.lower(): PersonKnown(one.id, one.role, DEFAULT_SERVICE[one.role]) for one in staff},
            jobs={job.number: JobKnown(job.id, job.number, job.billable) for job in jobs.every_job(session)},
            mapped=mapped,
            closed=frozenset(periods.closed_months(session)),
            today=max(local_date(bot.now(), zone) for zone in zones),
        )


def _check(bot: Bot, file: Lines, reader: LineReader) -> _Report:
    """Read the whole file, and return the result of each line; nothing is written."""
    report = _Report()
    waiting: list[tuple[int, TimeRow]] = []
    for line, cells in file.read():
        report.digest.update("\x1f".join(cells).encode())
        try:
            row = reader.read(cells)
        except ValueError as problem:
            report.wrong(line, problem)
            continue
        if row is None:
            report.skipped += 1
            continue
        waiting.append((line, row))
        if len(waiting) == BATCH:
            _compare(bot, report, waiting)
            waiting = []
    _compare(bot, report, waiting)
    report.lines.sort(key=lambda line: line.line)
    return report


def _compare(bot: Bot, report: _Report, rows: Sequence[tuple[int, TimeRow]]) -> None:
    with bot.store.read() as session:
        there = time_imports.known_keys(session, [row.key for _, row in rows]) if rows else set()
    for line, row in rows:
        day = row.worked_on.isoformat()
        report.days.add(day)
        text = f"{day}  {format_duration(row.minutes)} {row.job.number} {row.note[:60]}" if line <= LISTED else ""
        report.found(line, Finding.SAME if row.key in there else Finding.NEW, text)


def _begin(bot: Bot, name: str, tool: str, report: _Report) -> TimeImport:
    """Return the record of this import: a new one, or the same file's from when it was cut off."""
    digest = report.digest.hexdigest()
    with bot.store.begin() as session:
        started = time_imports.unfinished(session)
        if started and started.digest != digest:
            raise Conflict(
                f"An import of {started.file} was cut off. Run it again to finish it, or take it back with "
                "`app.py import time FILE --take-back`."
            )
        if started is None:
            lines = sum(report.counts.values()) + report.skipped
            values: Values = {"file": name, "digest": digest, "tool": tool, "lines": lines}
            started = TimeImport(id=bot.new_id(), **values, started_at=bot.now())
            session.add(started)
        return started


def _save(bot: Bot, started: TimeImport, file: Lines, reader: LineReader) -> None:
    """Add all lines in batches. On any failure, short of the process being killed, remove what was added."""
    try:
        rows = (row for _, cells in file.read() if (row := reader.read(cells)))
        with bot.store.read() as session:
            fixed = _Rates(rates.every_rate(session))
        while batch := list(islice(rows, BATCH)):
            with bot.store.begin() as session:
                require_open(session, *{row.worked_on.replace(day=1) for row in batch})
                entries = [_entry(bot, started, fixed, row) for row in batch]
                added = time_imports.add_entries(session, entries)
                record_many(session, [_state(entry) for entry in entries if entry["id"] in added], +1)
        with bot.begin() as work:
            _end(work, started, "finished_at")
    except BaseException:
        _take_back(bot, started)
        raise


def _take_back(bot: Bot, started: TimeImport) -> None:
    taken = BATCH
    while taken == BATCH:
        with bot.store.begin() as session:
            gone = time_imports.take_back_some(session, started.id, BATCH)
            record_many(session, map(history.state_of, gone), -1)
            taken = len(gone)
    with bot.begin() as work:
        _end(work, started, "taken_back_at")


def _end(work: Work, started: TimeImport, end: str) -> None:
    row = work.session.merge(started)
    before = history.state_of(row)
    setattr(row, end, work.now())
    change = Change.MADE if end == "finished_at" else Change.UNDONE
    history.record(work, None, row, change, before)


class _Rates:
    """The rate card, looked up once for each kind of work."""

    def __init__(self, card: Sequence[Rate]) -> None:
        self.card = card
        self._lines: dict[tuple[str, str, str], list[Rate]] = {}

    def of(self, row: TimeRow) -> Rate | None:
        work = (row.service, row.person.role, row.person.id)
        if work not in self._lines:
            wanted = dict(zip(("service", "role", "person_id"), work, strict=True))
            self._lines[work] = [
                rate for rate in self.card if all(getattr(rate, name) in (None, wanted[name]) for name in wanted)
            ]
        return choose_rate(self._lines[work], *work, row.worked_on) if self._lines[work] else None


def _entry(bot: Bot, started: TimeImport, fixed: _Rates, row: TimeRow) -> Values:
    rate = fixed.of(row)
    entry_id = bot.new_id()
    return {
        "id": entry_id,
        "line_id": entry_id,
        "person_id": row.person.id,
        "job_id": row.job.id,
        "service": row.service,
        "worked_on": row.worked_on,
        "minutes": row.minutes,
        "billable": row.billable,
        "note": row.note,
        "source": Source.IMPORT,
        "entered_at": started.started_at,
        "rate_cents": rate.cents if rate else None,
        "currency": rate.currency if rate else None,
        "import_id": started.id,
        "source_key": row.key,
        "out_of_scope": False,
    }


def _state(entry: Values) -> history.State:
    """Return the history's state of such an entry."""
    return entry | {"worked_on": entry["worked_on"].isoformat(), "late": False, "voided_at": None}
