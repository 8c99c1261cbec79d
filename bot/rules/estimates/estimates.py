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
# Versions that are still being made: one of them at a time.
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
        """What the client pays for it."""
        if self.kind == EstimateLineKind.FEE:
            return amount_cents(self.minutes, self.rate_cents)
        return share_of(self.cost_cents, BASIS_POINTS + self.markup_bp, BASIS_POINTS)

    @property
    def name(self) -> str:
        """What it is called."""
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
        """The money that work is burned against: all but tax."""
        return self.fees_cents + self.expenses_cents + self.contingency_cents

    @property
    def total_cents(self) -> int:
        """What the client pays."""
        return self.budget_cents + self.tax_cents


def is_in_the_making(status: EstimateStatus, *, was_sent: bool) -> bool:
    """Whether a version can still become another; one that a client has seen never does, sent again or not."""
    return status in IN_THE_MAKING and not was_sent


def share_of(cents: int, parts: int, whole: int) -> int:
    """So many parts of `whole`, in whole cents; half a cent goes up. Nothing may be negative."""
    return (2 * cents * parts + whole) // (2 * whole)


def totals_of(lines: Iterable[Costed], contingency_bp: int, tax_ppm: int) -> Totals:
    """The sums: contingency is on fees and expenses, tax on these and the contingency; each rounded once."""
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
    """Raise UsageError for more lines or more money than an estimate holds."""
    if len(lines) > MOST_LINES:
        raise UsageError(f"An estimate has {MOST_LINES} lines at most; this would be {len(lines)}. Put some together.")
    if totals.total_cents > MOST_CENTS:
        raise UsageError(f"An estimate holds up to {MOST_CENTS // 100:,}; this would be {totals.total_cents // 100:,}.")


def content_hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 (hex) of what a version says, as JSON with sorted keys: the same content, the same hash."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def title_of(version: int) -> str:
    """What a version is called: the first is the Letter of Estimate."""
    return "Letter of Estimate" if version == 1 else "Revised Estimate"
