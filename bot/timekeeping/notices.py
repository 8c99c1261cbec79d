"""Notices about time entries and timers, and answers to lines; and rendering messages about an entry again."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field
from sqlalchemy.orm import Session

from bot.core import Bot, Work
from bot.errors import Refusal
from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted
from bot.messaging.touch import home_changed
from bot.people.people import zone_of
from bot.rules.kit.dates import local_date
from bot.timekeeping.answers import Answer
from storage.people import people
from storage.timekeeping import time_entries, timers
from storage.timekeeping.time_entries import TimeEntry


class TimeLoggedReply(AlwaysRelevant, Notice):
    """The answer to a direct message that logged time; `named_by` says what named each entry's job."""

    line_id: str
    named_by: list[str] = Field(default_factory=list)

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows."""
        return line_subject(self.line_id)


class LineRefusedReply(AlwaysRelevant, Notice):
    """The answer to a direct message that was refused; its choices carry the notice's own key."""

    refusal: Refusal
    key: str = ""


class LineAnsweredReply(AlwaysRelevant, Notice):
    """The answer to a direct message that asked for something other than logging time."""

    answer: Answer


class LoggedBeforeReply(AlwaysRelevant, Notice):
    """The answer to an edited direct message that logged time before it was edited: the entries are as they were."""

    line_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows."""
        return line_subject(self.line_id)


class LateApprovalAsked(AlwaysRelevant, Unprompted):
    """A late entry waits for the reader's approval."""

    entry_id: str


class LateDecided(AlwaysRelevant, Unprompted):
    """The reader's late entry was approved or declined."""

    entry_id: str


class TimerForgotten(Unprompted):
    """The reader's timer has been running so long that they may have forgotten it."""

    timer_id: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it is still running."""
        with bot.store.read() as session:
            timer = timers.running(session, self.person_id)
            return timer is not None and timer.id == self.timer_id


class TimeEnteredFor(Unprompted):
    """Somebody else entered time for the reader on one of the reader's days."""

    by_id: str
    day: date

    def entries(self, session: Session) -> Sequence[TimeEntry]:
        """Return their entries that still count, with their jobs."""
        zone = zone_of(people.by_id(session, self.person_id))
        entries = time_entries.entered_by_others(session, self.person_id, self.by_id, self.day)
        return [entry for entry in entries if local_date(entry.entered_at, zone) == self.day]

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of it still counts."""
        with bot.store.read() as session:
            return bool(self.entries(session))


ReplyToLine = TimeLoggedReply | LineRefusedReply | LineAnsweredReply | LoggedBeforeReply
TimekeepingNotice = ReplyToLine | LateApprovalAsked | LateDecided | TimerForgotten | TimeEnteredFor


def line_subject(line_id: str) -> str:
    """Return the subject of messages that show the time entries of one line."""
    return f"time_entries:{line_id}"


def entry_changed(work: Work, person_id: str, line_id: str) -> None:
    """Have every message about an entry of this line rendered again."""
    home_changed(work, person_id, line_subject(line_id))
