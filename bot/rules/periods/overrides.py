"""Overrides: who may ask for whom, and what a reason is."""

from collections.abc import Collection
from typing import Protocol

from bot.errors import UsageError

LONGEST_REASON = 1000


class Reporting(Protocol):
    """Somebody, and whom they report to."""

    id: str
    supervisor_id: str | None


def reports_of(person_id: str, everyone: Collection[Reporting]) -> set[str]:
    """All who report to a person, straight or through others; themselves not, even where people report in a ring."""
    found: set[str] = set()
    newest = {person_id}
    while newest:
        newest = {one.id for one in everyone if one.supervisor_id in newest} - found - {person_id}
        found |= newest
    return found


def check_reason(reason: str) -> None:
    """Raise UsageError for a reason that says nothing, or too much to keep."""
    if not reason.strip():
        raise UsageError("Please say why: finance decides by it, and it stays on record.")
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"The reason has {len(reason):,} characters; up to {LONGEST_REASON:,} are kept.")
