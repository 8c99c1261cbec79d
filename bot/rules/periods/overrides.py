"""Overrides: the people a supervisor may ask for, and valid reasons."""

from collections.abc import Collection
from typing import Protocol

from bot.errors import UsageError

LONGEST_REASON = 1000


class Reporting(Protocol):
    """A person and their supervisor."""

    id: str
    supervisor_id: str | None


def reports_of(person_id: str, everyone: Collection[Reporting]) -> set[str]:
    """Return everyone who reports to a person, directly or through others; never themselves, even in a circle."""
    found: set[str] = set()
    newest = {person_id}
    while newest:
        newest = {one.id for one in everyone if one.supervisor_id in newest} - found - {person_id}
        found |= newest
    return found


def check_reason(reason: str) -> None:
    """Raise UsageError for a reason that is empty or too long."""
    if not reason.strip():
        raise UsageError("Please say why. Finance uses it to decide, and it stays on record.")
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"That reason is {len(reason):,} characters; the limit is {LONGEST_REASON:,}.")
