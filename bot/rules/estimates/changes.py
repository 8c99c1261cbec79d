"""The changes of a Revised Estimate, line by line: before, after, and the difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.estimates.estimates import Line


class LineChanged(StrEnum):
    """The kind of change to a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class LineChange:
    """A line before and after; one of the two is None for a line that was added or removed."""

    was: Line | None
    now: Line | None

    @property
    def what(self) -> LineChanged:
        """Return the kind of change."""
        if self.was is None:
            return LineChanged.ADDED
        return LineChanged.REMOVED if self.now is None else LineChanged.CHANGED

    @property
    def delta_cents(self) -> int:
        """Return the difference it makes to the sum of lines; negative for less."""
        return (self.now.amount_cents if self.now else 0) - (self.was.amount_cents if self.was else 0)


def changes(before: Sequence[Line], after: Sequence[Line]) -> list[LineChange]:
    """Return the lines that differ, in the order of the new version; removed ones come last.

    Lines are matched by their origin; lines typed again by their kind, service and description.
    """
    left = list(before)
    pairs: list[tuple[Line | None, Line]] = []
    for line in after:
        was = next((each for each in left if each.origin_id and each.origin_id == line.origin_id), None)
        if was:
            left.remove(was)
        pairs.append((was, line))
    found = []
    for known, line in pairs:
        was = known or next((each for each in left if _alike(each, line)), None)
        if was and was is not known:
            left.remove(was)
        if was is None or _content(was) != _content(line):
            found.append(LineChange(was, line))
    return [*found, *(LineChange(line, None) for line in left)]


def _alike(one: Line, other: Line) -> bool:
    return (one.kind, one.service, one.description.casefold()) == (
        other.kind,
        other.service,
        other.description.casefold(),
    )


def _content(line: Line) -> tuple[object, ...]:
    return line.service, line.description, line.minutes, line.rate_cents, line.cost_cents, line.markup_bp
