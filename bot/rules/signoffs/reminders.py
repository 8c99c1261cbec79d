"""The timing of reminders to the approvers of a sign-off."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum


class Due(StrEnum):
    """The stages around the due date that trigger a message."""

    BEFORE = "before"
    TODAY = "today"
    PAST = "past"


def how_due(
    today: date, due_on: date, asked_on: date, remind_days: int, is_business_day: Callable[[date], bool]
) -> Due | None:
    """Return the stage of a sign-off on that day; None if no message is due.

    The first reminder comes on the last business day that is at least `remind_days` before the due date, and can be
    made up for until then. Approvers asked on that day or later get none; nor does anybody if `remind_days` is 0.
    """
    if today > due_on:
        return Due.PAST
    if today == due_on:
        return Due.TODAY if asked_on < due_on else None
    first = due_on - timedelta(days=remind_days)
    while not is_business_day(first) and first > asked_on:
        first -= timedelta(days=1)
    return Due.BEFORE if asked_on < first <= today else None
