"""The answers to lines, as data."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.jobs.jobs import JobFound
from bot.model import Model
from storage.words.time import LateStatus

# A timer that ran longer (minutes) may have been forgotten, so we ask.
SURELY_FORGOTTEN = 10 * 60


class Lateness(Model):
    """Whether and why an entry is late. `deadline` is None if the policy doesn't apply to the entry."""

    deadline: datetime | None
    status: LateStatus | None
    reason: str
    decided_by: str | None = None


class EntryShown(Model):
    """The current state of a time entry. `clock_times` is `09:00–11:30` if given; `entered_by` is set for others'."""

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

    `today` is the person's own; `person` is their name if somebody else asks. `named_by` says for each entry what named
    its job, if not the number; `unestimated` has the jobs without an approved estimate.
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
        """Return the first entry; usually there is only one."""
        return self.entries[0]

    @property
    def day_minutes(self) -> int:
        """Return the person's minutes on the first entry's day."""
        return self.days[self.entry.worked_on]


class TimeLogged(EntryTold):
    """Time was logged."""

    kind: Literal["time_logged"] = "time_logged"


class EntryEdited(EntryTold):
    """An entry was edited."""

    kind: Literal["entry_edited"] = "entry_edited"


class EntryUndone(EntryTold):
    """Entries were undone; they no longer count, and stay in the history."""

    kind: Literal["entry_undone"] = "entry_undone"


class TimerShown(Model):
    """The state of a timer: its job, since when (clock and day in the person's zone), and its whole minutes."""

    job: JobFound
    since: str
    minutes: int
    note: str = ""

    @property
    def is_long(self) -> bool:
        """Return whether it may have been forgotten."""
        return self.minutes > SURELY_FORGOTTEN


class TimerTold(Model):
    """The running timer, if any."""

    kind: Literal["timer_told"] = "timer_told"
    timer: TimerShown | None


class TimerStarted(Model):
    """A timer was started and the previous one stopped; `before` is its entry, unless it ran for less than a minute."""

    kind: Literal["timer_started"] = "timer_started"
    timer: TimerShown
    stopped: TimerShown | None = None
    before: EntryTold | None = None
    named_by: str = ""


class TimerStopped(Model):
    """A timer was stopped; `logged` is its entry, None if it was discarded or ran for less than a minute."""

    kind: Literal["timer_stopped"] = "timer_stopped"
    timer: TimerShown
    logged: EntryTold | None


class WeekTold(Model):
    """A person's week: minutes by day (without empty days) and by job (number, title, minutes)."""

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
