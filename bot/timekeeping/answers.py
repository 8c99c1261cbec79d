"""What a line is answered with, as data. Doors turn it into messages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.jobs.jobs import JobFound
from bot.model import Model
from storage.words.time import LateStanding

# A timer that ran longer (minutes) may have been forgotten: it is asked about.
SURELY_FORGOTTEN = 10 * 60


class Lateness(Model):
    """What is known of an entry's lateness. `deadline` is empty where the policy does not bind the entry."""

    deadline: datetime | None
    standing: LateStanding | None
    reason: str
    decided_by: str | None = None


class EntryShown(Model):
    """A time entry as it stands. `clock_times` is `09:00–11:30` where told; `entered_by` names another one."""

    id: str
    line_id: str
    job: JobFound
    worked_on: date
    minutes: int
    billable: bool
    job_billable: bool
    note: str
    undone: bool
    service: str
    out_of_scope: bool = False
    clock_times: str = ""
    entered_by: str = ""
    deadline: datetime | None = None
    late: Lateness | None = None


class EntryTold(Model):
    """Entries of one line, with the person's minutes on each of their days and in the first one's week.

    `today` is the person's own; `person` is their name where somebody else asks. `named_by` says for each entry what
    its job was named by, where not by its number; `unestimated` has the jobs without an approved estimate.
    """

    entries: Sequence[EntryShown]
    days: Mapping[date, int]
    week_minutes: int
    today: date
    person: str = ""
    named_by: list[str] = Field(default_factory=list)
    unestimated: list[str] = Field(default_factory=list)

    @property
    def entry(self) -> EntryShown:
        """The first entry; mostly there is just one."""
        return self.entries[0]

    @property
    def day_minutes(self) -> int:
        """The person's minutes on the first entry's day."""
        return self.days[self.entry.worked_on]


class TimeLogged(EntryTold):
    """Time was logged."""

    kind: Literal["time_logged"] = "time_logged"


class EntryEdited(EntryTold):
    """An entry was edited."""

    kind: Literal["entry_edited"] = "entry_edited"


class EntryUndone(EntryTold):
    """Entries were undone; they stay in the history, and count no more."""

    kind: Literal["entry_undone"] = "entry_undone"


class TimerShown(Model):
    """A timer as it stands: its job, since when (clock and day of the person's zone), and its whole minutes."""

    job: JobFound
    since: str
    minutes: int
    note: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it may have been forgotten."""
        return self.minutes > SURELY_FORGOTTEN


class TimerTold(Model):
    """The timer that runs, if any."""

    kind: Literal["timer_told"] = "timer_told"
    timer: TimerShown | None


class TimerStarted(Model):
    """A timer was started; the one that ran before was stopped: `before` is its entry, unless it ran under a minute."""

    kind: Literal["timer_started"] = "timer_started"
    timer: TimerShown
    stopped: TimerShown | None = None
    before: EntryTold | None = None
    named_by: str = ""


class TimerStopped(Model):
    """A timer was stopped; `logged` is its entry, or nothing where it was thrown away or ran under a minute."""

    kind: Literal["timer_stopped"] = "timer_stopped"
    timer: TimerShown
    logged: EntryTold | None


class WeekTold(Model):
    """A person's week: minutes by day (days without time left out) and by job (number, title, minutes)."""

    kind: Literal["week_told"] = "week_told"
    today: date
    monday: date
    expected_minutes: int
    minutes_by_day: Mapping[date, int]
    jobs: Sequence[tuple[str, str, int]]


class HelpTold(Model):
    """Help was asked for."""

    kind: Literal["help_told"] = "help_told"


Answer = Annotated[
    TimeLogged | EntryEdited | EntryUndone | TimerStarted | TimerStopped | TimerTold | WeekTold | HelpTold,
    Field(discriminator="kind"),
]
