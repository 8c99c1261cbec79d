"""Notices about weeks and missing time: nudges, weeks to approve, the weekly summary, a week as a file."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.core import Bot
from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted
from bot.timesheets.approval_states import weeks_waiting
from bot.timesheets.missing import missing_of, missing_time
from storage.people import people
from storage.timesheets import approvals
from storage.words.time import WeekStatus


class DeadlineNudge(Unprompted):
    """The reader still has short days, and `day` is the last day to log them on time."""

    rank = -2

    day: date
    last_call: bool = False

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of them is still short."""
        with bot.store.read() as session:
            mine = missing_of(session, people.by_id(session, self.person_id), bot.now())
            return any(each.due == self.day for each in mine.on_time)


class DeadlineMissed(Unprompted):
    """The deadline of these worked dates has passed, and they are short."""

    rank = -1

    days: Sequence[date]

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of them is still short."""
        with bot.store.read() as session:
            mine = missing_of(session, people.by_id(session, self.person_id), bot.now())
            return any(each.day in self.days for each in mine.overdue)

    def merged_with(self, other: Unprompted) -> Unprompted | None:
        """Return one notice with all missed days."""
        if not isinstance(other, DeadlineMissed):
            return None
        return DeadlineMissed(person_id=self.person_id, days=sorted({*self.days, *other.days}))


class TeamMissing(Unprompted):
    """People who report to the reader have missing time on `day`."""

    rank = 1  # one's own things come first

    day: date

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of them still has."""
        with bot.store.read() as session:
            reports = people.reports_of(session, self.person_id)
            return any(each.overdue for each in missing_time(session, reports, bot.now()).values())


class SupervisorReminds(AlwaysRelevant, Unprompted):
    """A supervisor reminds the reader of their missing time."""

    by_id: str
    day: date


class WeeksToApprove(Unprompted):
    """Weeks of people wait for the reader's approval; it shows all that wait."""

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any week waits."""
        return bool(weeks_waiting(bot, self.person_id).weeks)


class WeekSentBack(Unprompted):
    """The reader's week was sent back."""

    approval_id: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it has not been sent again."""
        with bot.store.read() as session:
            week = approvals.by_id(session, self.approval_id)
            return week is not None and week.status == WeekStatus.SENT_BACK


class WeeklySummary(AlwaysRelevant, Notice):
    """How complete the time of an office's teams is for the week of that Monday; it goes to a channel."""

    office_id: str
    monday: date


class TimesheetFile(AlwaysRelevant, Notice):
    """A person's week as a file, for the person who asked at that instant (aware UTC)."""

    person_id: str
    monday: date
    asked_at: datetime


MissingTimeNotice = DeadlineNudge | DeadlineMissed | TeamMissing | SupervisorReminds
TimesheetNotice = MissingTimeNotice | WeeksToApprove | WeekSentBack | WeeklySummary | TimesheetFile
