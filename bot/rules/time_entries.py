"""The rules that a time entry keeps."""

from datetime import date
from enum import StrEnum

from bot.errors import UsageError
from bot.rules.dates import describe_day
from bot.rules.durations import MINUTES_A_DAY, format_duration

LONGEST_NOTE = 1000
EXAMPLE = "2h ACME-101 copy edits"


class Billing(StrEnum):
    """What a form says of billing."""

    AS_JOB = "as the job is set"
    BILLABLE = "billable"
    NON_BILLABLE = "non-billable"


def check_billing(billing: Billing, number: str, *, job_is_billable: bool) -> None:
    """Raise UsageError where time on a non-billable job is asked to be billed."""
    if billing == Billing.BILLABLE and not job_is_billable:
        raise UsageError(f"{number} is a non-billable job.")


def is_billable(billing: Billing, *, job_is_billable: bool) -> bool:
    """Whether an entry is billable, by what the form says and by its job."""
    return job_is_billable if billing == Billing.AS_JOB else billing == Billing.BILLABLE


def check_note(note: str) -> None:
    """Raise UsageError for a note that is too long to keep."""
    if len(note) > LONGEST_NOTE:
        message = f"The note has {len(note):,} characters; an entry keeps up to {LONGEST_NOTE:,}."
        raise UsageError(message, example=EXAMPLE)


def check_day(minutes: int, others: int, day: date, today: date) -> None:
    """Raise UsageError where an entry makes more than 24 hours of a day that has `others` minutes already."""
    if minutes + others <= MINUTES_A_DAY:
        return
    room = MINUTES_A_DAY - others
    has = f"{describe_day(day, today)} already has {format_duration(others)}" if others else "a day has 24 hours"
    way_out = f"There is room for {format_duration(room)}." if room else "There is no room left."
    message = f"{format_duration(minutes)} does not fit: {has}. {way_out}"
    example = f"{format_duration(room)} ACME-101 copy edits" if room else ""
    raise UsageError(message, example=example)
