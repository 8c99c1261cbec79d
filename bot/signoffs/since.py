"""Changes since the version that the client approved last."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.estimates.shown import as_line
from bot.model import Model
from bot.rules.estimates.changes import LineChange, LineChanged, changes
from bot.rules.estimates.estimates import Line
from bot.rules.kit.dates import local_date
from bot.rules.people.rates import format_money
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.signoffs import signoffs
from storage.signoffs.signoffs import Signoff
from storage.words.signoffs import SignoffStatus

APPROVED = (SignoffStatus.APPROVED, SignoffStatus.APPROVED_WITH_CHANGES)
MOST_LINES = 12


class SinceApproved(Model):
    """The changes since the version that was approved last, as plain lines, the most important first."""

    version: int
    approved_on: date
    lines: Sequence[str]


def since_approved(session: Session, signoff: Signoff, estimate: Estimate | None, zone: str) -> SinceApproved | None:
    """Return the changes since the version that was approved last; None if none was."""
    earlier = [each for each in signoffs.in_series(session, signoff.series_id) if each.version < signoff.version]
    approved = next((each for each in earlier if each.status in APPROVED), None)
    if approved is None or approved.settled_at is None:
        return None
    before = estimates.by_id(session, approved.estimate_id) if approved.estimate_id else None
    return SinceApproved(
        version=version_of(approved, before),
        approved_on=local_date(approved.settled_at, zone),
        lines=_of_estimates(session, before, estimate) if before and estimate else _of_content(approved, signoff),
    )


def version_of(signoff: Signoff, estimate: Estimate | None) -> int:
    """Return the version of the thing itself: an estimate that's asked for again keeps its version."""
    return estimate.version if estimate else signoff.version


def _of_estimates(session: Session, before: Estimate, now: Estimate) -> list[str]:
    change = now.total_cents - before.total_cents
    old, new, by = (format_money(each, now.currency) for each in (before.total_cents, now.total_cents, abs(change)))
    total = f"Total {new} instead of {old} ({'+' if change > 0 else '−'}{by})" if change else f"The total stays {new}"
    was, is_now = ([as_line(row) for row in estimates.lines_of(session, each.id)] for each in (before, now))
    lines = [_of_line(each, now.currency) for each in changes(was, is_now)]
    more = [f"and {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return [total, *([f"Why: {now.reason}"] if now.reason else []), *lines[:MOST_LINES], *more]


def _of_line(change: LineChange, currency: str) -> str:
    line = change.now or change.was
    name = _name(line) if line else ""
    was, now = (format_money(each.amount_cents, currency) if each else "" for each in (change.was, change.now))
    match change.what:
        case LineChanged.ADDED:
            return f"New: {name}, {now}"
        case LineChanged.REMOVED:
            return f"Removed: {name}, {was}"
        case LineChanged.CHANGED:
            return f"{name}: {now} instead of {was}" if now != was else f"{name}: reworded, still {now}"


def _name(line: Line) -> str:
    return f"{line.name} ({line.description})" if line.service and line.description else line.name


def _of_content(before: Signoff, now: Signoff) -> list[str]:
    if before.content_hash == now.content_hash:
        return ["The content is exactly the same."]
    return ["The content has changed. The version approved before stays on record as it was."]
