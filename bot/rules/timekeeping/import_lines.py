"""Reading the lines of a time file: person, job, day and duration, matched with our people and jobs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from bot.rules.kit.durations import MINUTES_A_DAY
from bot.rules.timekeeping.import_cells import read_billable, read_day, read_minutes
from bot.rules.timekeeping.import_tools import DateOrder, Tool
from bot.rules.timekeeping.time_entries import LONGEST_NOTE

LONGEST_SERVICE = 60
SEPARATOR = "\x1f"


class PersonKnown(NamedTuple):
    """A person to match: id, role, and the usual service of their time."""

    id: str
    role: str
    service: str


class JobKnown(NamedTuple):
    """A job to match."""

    id: str
    number: str
    billable: bool


@dataclass(frozen=True)
class Known:
    """The known people by e-mail address (lower case), jobs by number, and a mapping file's lines.

    `mapped` goes from kind (person, job, service) and their word (lower case) to ours. `closed` are closed months.
    """

    people: Mapping[str, PersonKnown]
    jobs: Mapping[str, JobKnown]
    mapped: Mapping[tuple[str, str], str]
    closed: frozenset[str]
    today: date


class TimeRow(NamedTuple):
    """One complete line; `key` is the same whenever the same line of the tool is read."""

    person: PersonKnown
    job: JobKnown
    worked_on: date
    minutes: int
    billable: bool
    service: str
    note: str
    key: str


class Unknown(ValueError):
    """A line names somebody or something that we don't know."""

    def __init__(self, kind: str, theirs: str) -> None:
        super().__init__(f"I can't find the {kind} “{theirs[:100]}”. Add it, or map it to ours in a mapping file")
        self.kind, self.theirs = kind, theirs


@dataclass
class LineReader:
    """Reads the lines of one file in order; it counts equal lines, and adds up each person's days."""

    tool: Tool
    places: Mapping[str, int]
    known: Known
    order: DateOrder | None
    _days: Counter[tuple[str, date]] = field(default_factory=Counter)
    _equal: Counter[bytes] = field(default_factory=Counter)

    def read(self, cells: Sequence[str]) -> TimeRow | None:
        """Return a line's row; None if it has no time. Raises ValueError with the problem, Unknown."""
        get = {name: cells[place].strip() if place < len(cells) else "" for name, place in self.places.items()}
        minutes = read_minutes(get["duration"])
        key = self._key(get)
        if minutes == 0:
            return None
        person, job = self._person(get), self._job(get)
        day = read_day(get["date"], self.order)
        self._check_day(person, day, minutes)
        service, note = self._work(get, person)
        billable = read_billable(get["billable"]) if get.get("billable") else job.billable
        if billable and not job.billable:
            raise ValueError(f"{job.number} is a non-billable job, but the line says billable")
        return TimeRow(person, job, day, minutes, billable, service, note, key)

    def _person(self, get: Mapping[str, str]) -> PersonKnown:
        theirs = get.get("person") or f"{get.get('first', '')} {get.get('last', '')}".strip()
        email = self.known.mapped.get(("person", theirs.lower()), theirs).lower()
        if person := self.known.people.get(email):
            return person
        raise Unknown("person", theirs)

    def _job(self, get: Mapping[str, str]) -> JobKnown:
        """Return the job by the mapping file, else by the project's code, its name, or the first word of its name."""
        client, project, code = get.get("client", ""), get.get("project", ""), get.get("code", "")
        for theirs in (f"{client} / {project}", project, code):
            if theirs and (ours := self.known.mapped.get(("job", theirs.lower()))):
                return self._numbered(ours, theirs)
        for number in (code, project, project.partition(" ")[0]):
            if job := self.known.jobs.get(number.upper()):
                return job
        raise Unknown("job", code if not project else f"{client} / {project}" if client else project)

    def _numbered(self, number: str, theirs: str) -> JobKnown:
        if job := self.known.jobs.get(number.upper()):
            return job
        raise ValueError(f"the mapping file names job {number} for “{theirs}”, but I can't find that job")

    def _work(self, get: Mapping[str, str], person: PersonKnown) -> tuple[str, str]:
        """Return the service and the note. A task that isn't one of our services goes in front of the note."""
        task, note = get.get("task", ""), get.get("note", "")
        service = self.known.mapped.get(("service", task.lower()))
        if service is None and self.tool.name == "plain" and task:
            service = task.lower()
        if service is None:
            note = ": ".join(filter(None, (task, note)))
        if len(note) > LONGEST_NOTE:
            raise ValueError(f"the note has {len(note):,} characters; the limit is {LONGEST_NOTE:,}")
        if service and len(service) > LONGEST_SERVICE:
            raise ValueError(f"the service “{service[:40]}…” is longer than {LONGEST_SERVICE} characters")
        return service or person.service, note

    def _check_day(self, person: PersonKnown, day: date, minutes: int) -> None:
        if day > self.known.today:
            raise ValueError(f"{day.isoformat()} is in the future")
        if day.isoformat()[:7] in self.known.closed:
            raise ValueError(f"{day.isoformat()[:7]} is closed, so you can't log time in it")
        self._days[person.id, day] += minutes
        if self._days[person.id, day] > MINUTES_A_DAY:
            raise ValueError(f"with this line, this person would have more than 24 hours on {day.isoformat()}")

    def _key(self, get: Mapping[str, str]) -> str:
        """Return 32 hex digits from the tool's line and the number of equal lines before it."""
        said = SEPARATOR.join((self.tool.name, *(f"{name}={get[name]}" for name in sorted(get))))
        digest = blake2b(said.encode(), digest_size=16).digest()
        self._equal[digest] += 1
        count = self._equal[digest]
        return digest.hex() if count == 1 else blake2b(digest + str(count).encode(), digest_size=16).hexdigest()
