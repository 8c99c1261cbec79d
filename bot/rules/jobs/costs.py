"""The money of a job besides its time: what a line of it says, read from a form."""

from datetime import date
from enum import StrEnum

from bot.errors import UsageError

LONGEST_NUMBER = 60
LONGEST_NOTE = 300
EARLIEST = date(2000, 1, 1)


class CostKind(StrEnum):
    """The kinds of money lines of a job."""

    EXPENSE = "expense"
    ORDER = "purchase order"
    BILLED = "billed amount"


def check_number(text: str, what: str, *, needed: bool) -> str:
    """A purchase order's or an invoice's number on one line. Raises UsageError."""
    words = " ".join(text.split())
    if needed and not words:
        raise UsageError(f"Which {what} is it? For example 4500012345.")
    if len(words) > LONGEST_NUMBER:
        raise UsageError(f"A number has up to {LONGEST_NUMBER} characters; this one has {len(words)}.")
    return words


def check_note(text: str) -> str:
    """A note, or a vendor's name, on one line. Raises UsageError where it is too long."""
    words = " ".join(text.split())
    if len(words) > LONGEST_NOTE:
        raise UsageError(f"That is {len(words)} characters; {LONGEST_NOTE} fit.")
    return words


def check_date(day: date, today: date) -> date:
    """The date of money that was spent, ordered or billed. Raises UsageError for one to come, or from long ago."""
    if day > today:
        raise UsageError(f"{day.isoformat()} is still to come.")
    if day < EARLIEST:
        raise UsageError(f"{day.isoformat()} is long ago. Please check the year.")
    return day
