"""Rules for time entries."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from bot.errors import UsageError
from bot.rules.jobs.line_context import EXAMPLE_JOB
from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import MINUTES_A_DAY, format_duration

LONGEST_NOTE = 1000
EXAMPLE_NOTE = "copy edits"
EXAMPLE = f"2h {EXAMPLE_JOB} {EXAMPLE_NOTE}"


class Billing(StrEnum):
    """A form's choice of billing."""

    AS_JOB = "as the job is set"
    BILLABLE = "billable"
    NON_BILLABLE = "non-billable"


def check_billing(billing: Billing, number: str, *, job_is_billable: bool) -> None:
    """Raise UsageError if a form wants to bill time on a non-billable job."""
    if billing == Billing.BILLABLE and not job_is_billable:
        raise UsageError(f"{number} is a non-billable job.")


def is_billable(billing: Billing, *, job_is_billable: bool) -> bool:
    """Return whether an entry is billable, by the form and its job."""
    return job_is_billable if billing == Billing.AS_JOB else billing == Billing.BILLABLE


def example_of(job_number: str, duration: str = "2h") -> str:
    """Return a line that would work."""
    return f"{duration} {job_number} {EXAMPLE_NOTE}"


def check_note(note: str, example: str = EXAMPLE) -> None:
    """Raise UsageError for a note that is too long; `example` is a line that would work."""
    if len(note) > LONGEST_NOTE:
        message = f"The note has {len(note):,} characters; the limit is {LONGEST_NOTE:,}."
        raise UsageError(message, example=example)


def check_day(
    minutes: int, others: int, day: date, today: date, example_job: Callable[[], str] = lambda: EXAMPLE_JOB
) -> None:
    """Raise UsageError if an entry brings a day that already has `others` minutes to more than 24 hours.

    `example_job` is called only then, for the job of a line that would fit.
    """
    if minutes + others <= MINUTES_A_DAY:
        return
    room = MINUTES_A_DAY - others
    has = f"{describe_day(day, today)} already has {format_duration(others)}" if others else "a day has 24 hours"
    way_out = f"There's room for {format_duration(room)}." if room else "There's no room left."
    message = f"{format_duration(minutes)} doesn't fit: {has}. {way_out}"
    example = example_of(example_job(), format_duration(room)) if room else ""
    raise UsageError(message, example=example)
