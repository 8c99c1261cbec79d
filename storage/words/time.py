"""Enums that tables and rules share about people, jobs, time and notices. Standard library only.

The rules import this file too. The enums for clients are in `accounts.py`, those for estimates and sign-offs in
`signoffs.py`.
"""

from enum import StrEnum


class Role(StrEnum):
    """A person's role at the agency."""

    COORDINATOR = "account coordinator"
    MANAGER = "account manager"
    DIRECTOR = "account director"
    SENIOR_DIRECTOR = "senior account director"
    HEAD = "head of accounts"
    LEADERSHIP = "leadership"
    FINANCE = "finance"
    TEAM = "team member"


class JobStatus(StrEnum):
    """The status of a job; nobody can log time on closed and archived jobs."""

    OPENED = "opened"
    IN_PROGRESS = "in progress"
    WITH_CLIENT = "with client"
    ON_HOLD = "on hold"
    COMPLETED = "completed"
    CLOSED = "closed"
    ARCHIVED = "archived"


TAKES_NO_TIME = (JobStatus.CLOSED, JobStatus.ARCHIVED)


class DateOrder(StrEnum):
    """The order in which an office reads `3/10`."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


class Source(StrEnum):
    """The place where a time entry was made."""

    COMMAND = "command"
    MENTION = "mention"
    DIRECT_MESSAGE = "direct message"
    BUTTON = "button"
    FORM = "form"
    TERMINAL = "terminal"
    OVERRIDE = "override"
    IMPORT = "import"
    TIMER = "timer"


class Change(StrEnum):
    """The kind of change in a thing's history."""

    MADE = "made"
    EDITED = "edited"
    UNDONE = "undone"
    ENDED = "ended"
    REMOVED = "removed"
    CLOSED = "closed"
    GRANTED = "granted"
    REFUSED = "refused"


class Asked(StrEnum):
    """The change that an override requests."""

    NEW = "new"
    EDIT = "edit"
    UNDO = "undo"


class Decision(StrEnum):
    """The outcome of an override."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"


class Rounding(StrEnum):
    """The way an export rounds minutes."""

    EXACT = "exact minutes"
    NEAREST_6 = "nearest 6 minutes"
    UP_6 = "up to 6 minutes"
    NEAREST_15 = "nearest 15 minutes"
    UP_15 = "up to 15 minutes"


class LineKind(StrEnum):
    """The kind of an export line."""

    LINE = "line"
    REVERSAL = "reversal"


class Sending(StrEnum):
    """The progress of sending a notice."""

    QUEUED = "queued"
    SENT = "sent"
    SET_ASIDE = "set aside"
    DROPPED = "dropped"


class DayPart(StrEnum):
    """The part of a day that somebody is off."""

    WHOLE = "whole day"
    HALF = "half day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class LateStatus(StrEnum):
    """The status of a late entry."""

    REASON_MISSING = "reason missing"
    REASON_GIVEN = "reason given"
    PENDING = "pending approval"
    APPROVED = "approved"
    DECLINED = "declined"


class WeekStatus(StrEnum):
    """The approval status of a week that was sent."""

    SENT = "sent for approval"
    APPROVED = "approved"
    SENT_BACK = "sent back"
