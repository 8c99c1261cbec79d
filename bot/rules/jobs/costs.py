"""A job's money other than time: reading its lines from forms."""

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
    """Return a purchase order's or an invoice's number on one line. Raises UsageError."""
    words = " ".join(text.split())
    if needed and not words:
        raise UsageError(f"Which {what} is it? For example 4500012345.")
    if len(words) > LONGEST_NUMBER:
        raise UsageError(f"That number is {len(words)} characters; the limit is {LONGEST_NUMBER}.")
    return words


def check_note(text: str) -> str:
    """Return a note, or a vendor's name, on one line. Raises UsageError if it's too long."""
    words = " ".join(text.split())
    if len(words) > LONGEST_NOTE:
        raise UsageError(f"That's {len(words)} characters; the limit is {LONGEST_NOTE}.")
    return words


def check_date(day: date, today: date) -> date:
    """Return the date of money spent, ordered or billed. Raises UsageError for the future, or long ago."""
    if day > today:
        raise UsageError(f"{day.isoformat()} is in the future.")
    if day < EARLIEST:
        raise UsageError(f"{day.isoformat()} is long ago. Please check the year.")
    return day
