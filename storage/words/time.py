"""The words that tables and rules share: people, jobs, time and what the bot sends. Standard library only.

The rules import this file too. Those of clients are in `account_enums.py`, those of estimates and sign-offs in
`signoff_enums.py`.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a person is at the agency."""

    COORDINATOR = "account coordinator"
    MANAGER = "account manager"
    DIRECTOR = "account director"
    SENIOR_DIRECTOR = "senior account director"
    HEAD = "head of accounts"
    LEADERSHIP = "leadership"
    FINANCE = "finance"
    TEAM = "team member"


class JobStatus(StrEnum):
    """Where a job stands; closed and archived jobs take no more time."""

    OPENED = "opened"
    IN_PROGRESS = "in progress"
    WITH_CLIENT = "with client"
    ON_HOLD = "on hold"
    COMPLETED = "completed"
    CLOSED = "closed"
    ARCHIVED = "archived"


TAKES_NO_TIME = (JobStatus.CLOSED, JobStatus.ARCHIVED)


class DateOrder(StrEnum):
    """How an office reads `3/10`."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


class Source(StrEnum):
    """Where a time entry was made."""

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
    """What was done to a thing, as its history tells it."""

    MADE = "made"
    EDITED = "edited"
    UNDONE = "undone"
    ENDED = "ended"
    REMOVED = "removed"
    CLOSED = "closed"
    GRANTED = "granted"
    REFUSED = "refused"


class Asked(StrEnum):
    """What an override asks for."""

    NEW = "new"
    EDIT = "edit"
    UNDO = "undo"


class Decision(StrEnum):
    """What became of an override that was asked for."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"


class Rounding(StrEnum):
    """How an export rounds minutes."""

    EXACT = "exact minutes"
    NEAREST_6 = "nearest 6 minutes"
    UP_6 = "up to 6 minutes"
    NEAREST_15 = "nearest 15 minutes"
    UP_15 = "up to 15 minutes"


class LineKind(StrEnum):
    """What a line of an export does."""

    LINE = "line"
    REVERSAL = "reversal"


class Sending(StrEnum):
    """How far a notice is on its way."""

    QUEUED = "queued"
    SENT = "sent"
    SET_ASIDE = "set aside"
    DROPPED = "dropped"


class DayPart(StrEnum):
    """How much of a day somebody is off."""

    WHOLE = "whole day"
    HALF = "half day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class LateStanding(StrEnum):
    """What became of a late entry."""

    REASON_MISSING = "reason missing"
    REASON_GIVEN = "reason given"
    PENDING = "pending approval"
    APPROVED = "approved"
    DECLINED = "declined"


class WeekStanding(StrEnum):
    """How far a week is on its way to approval, where it was sent at all."""

    SENT = "sent for approval"
    APPROVED = "approved"
    SENT_BACK = "sent back"
