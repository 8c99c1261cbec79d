"""The money of an estimate, in integer cents: lines, contingency, tax, totals (docs/estimates.md has the formulas)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.errors import UsageError
from bot.rules.kit.amounts import BASIS_POINTS, MILLIONTHS, MOST_CENTS
from bot.rules.people.rates import amount_cents
from storage.words.signoffs import EstimateLineKind, EstimateStatus

MOST_LINES = 40
# Versions still in the making; a job has one of them at a time.
IN_THE_MAKING = (EstimateStatus.DRAFT, EstimateStatus.IN_REVIEW, EstimateStatus.READY)


class Costed(Protocol):
    """A line with its amount."""

    @property
    def kind(self) -> EstimateLineKind: ...  # noqa: D102
    @property
    def minutes(self) -> int: ...  # noqa: D102
    @property
    def amount_cents(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class Line:
    """A line of an estimate: agency time (minutes at a rate an hour), or an expense (cost with a mark-up)."""

    kind: EstimateLineKind
    service: str = ""
    description: str = ""
    minutes: int = 0
    rate_cents: int = 0
    cost_cents: int = 0
    markup_bp: int = 0
    origin_id: str | None = None

    @property
    def amount_cents(self) -> int:
        """Return the client's price for it."""
        if self.kind == EstimateLineKind.FEE:
            return amount_cents(self.minutes, self.rate_cents)
        return share_of(self.cost_cents, BASIS_POINTS + self.markup_bp, BASIS_POINTS)

    @property
    def name(self) -> str:
        """Return the line's name."""
        return self.service.capitalize() if self.service else self.description


@dataclass(frozen=True)
class Totals:
    """The sums of an estimate, in cents, and its minutes."""

    fees_cents: int = 0
    expenses_cents: int = 0
    contingency_cents: int = 0
    tax_cents: int = 0
    minutes: int = 0

    @property
    def budget_cents(self) -> int:
        """Return the money that work burns: everything except tax."""
        return self.fees_cents + self.expenses_cents + self.contingency_cents

    @property
    def total_cents(self) -> int:
        """Return the client's total."""
        return self.budget_cents + self.tax_cents


def is_in_the_making(status: EstimateStatus, *, was_sent: bool) -> bool:
    """Return whether a version can still change; once a client has seen it, it can't, even if it isn't sent again."""
    return status in IN_THE_MAKING and not was_sent


def share_of(cents: int, parts: int, whole: int) -> int:
    """Return `parts` of `whole` of an amount, in whole cents; half cents round up. No argument may be negative."""
    return (2 * cents * parts + whole) // (2 * whole)


def totals_of(lines: Iterable[Costed], contingency_bp: int, tax_ppm: int) -> Totals:
    """Return the sums: contingency is on fees and expenses, tax on these and the contingency; each rounded once."""
    fees = expenses = minutes = 0
    for line in lines:
        if line.kind == EstimateLineKind.FEE:
            fees, minutes = fees + line.amount_cents, minutes + line.minutes
        else:
            expenses += line.amount_cents
    contingency = share_of(fees + expenses, contingency_bp, BASIS_POINTS)
    tax = share_of(fees + expenses + contingency, tax_ppm, MILLIONTHS)
    return Totals(fees, expenses, contingency, tax, minutes)


def check_lines(lines: Sequence[Costed], totals: Totals) -> None:
    """Raise UsageError for more lines or more money than an estimate can have."""
    if len(lines) > MOST_LINES:
        raise UsageError(f"That would be {len(lines)} lines; the limit is {MOST_LINES}. Please combine some.")
    if totals.total_cents > MOST_CENTS:
        raise UsageError(
            f"That would be {totals.total_cents // 100:,}; the limit for an estimate is {MOST_CENTS // 100:,}."
        )


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of a version's content as JSON with sorted keys: the same content, the same hash."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def title_of(version: int) -> str:
    """Return a version's title; the first is the Letter of Estimate."""
    return "Letter of Estimate" if version == 1 else "Revised Estimate"
