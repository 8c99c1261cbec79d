"""When the approvers of a sign-off are reminded."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum


class Due(StrEnum):
    """How near the due date is, as far as anybody is to be told of it."""

    BEFORE = "before"
    TODAY = "today"
    PAST = "past"


def how_due(
    today: date, due_on: date, asked_on: date, remind_days: int, is_business_day: Callable[[date], bool]
) -> Due | None:
    """What is to be told on that day; None where nothing is.

    The first reminder comes on the last business day that is at least `remind_days` before the due date, and is made up
    for until then; who was asked on that day or later gets none, nor does anybody where `remind_days` is 0.
    """
    if today > due_on:
        return Due.PAST
    if today == due_on:
        return Due.TODAY if asked_on < due_on else None
    first = due_on - timedelta(days=remind_days)
    while not is_business_day(first) and first > asked_on:
        first -= timedelta(days=1)
    return Due.BEFORE if asked_on < first <= today else None
