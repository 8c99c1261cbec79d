"""A Revised Estimate from actuals: work and expenses beyond the approved lines are added to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.rules.estimates.estimates import Line
from bot.rules.people.rates import MINUTES_AN_HOUR
from storage.words.signoffs import EstimateLineKind

BEYOND = "Expenses beyond the estimate"


@dataclass(frozen=True)
class Worked:
    """The work on one service: minutes, and their cents at the entries' own rates."""

    service: str
    minutes: int
    cents: int


@dataclass(frozen=True)
class Actuals:
    """The work and expenses so far: `cost_cents` at cost, and the mark-up for expenses beyond the estimate."""

    worked: Sequence[Worked]
    cost_cents: int
    markup_bp: int


def from_actuals(lines: Sequence[Line], actuals: Actuals) -> list[Line]:
    """Return the approved lines, each raised to at least the time worked.

    Time beyond a service's lines goes to its last line, at that line's rate; a service without a line gets one, at the
    average rate of its entries. Expenses beyond those estimated become one line at cost with the usual mark-up.
    """
    found = list(lines)
    for worked in actuals.worked:
        own = [place for place, line in enumerate(found) if _is_for(line, worked.service)]
        beyond = worked.minutes - sum(found[place].minutes for place in own)
        if beyond > 0 and own:
            found[own[-1]] = replace(found[own[-1]], minutes=found[own[-1]].minutes + beyond)
        elif beyond > 0:
            found.append(Line(EstimateLineKind.FEE, worked.service, "", worked.minutes, _average(worked)))
    estimated = sum(line.cost_cents for line in lines if line.kind == EstimateLineKind.EXPENSE)
    if actuals.cost_cents > estimated:
        beyond_cents, markup = actuals.cost_cents - estimated, actuals.markup_bp
        found.append(Line(EstimateLineKind.EXPENSE, "", BEYOND, cost_cents=beyond_cents, markup_bp=markup))
    return found


def _is_for(line: Line, service: str) -> bool:
    return line.kind == EstimateLineKind.FEE and line.service == service


def _average(worked: Worked) -> int:
    """Return cents an hour, to the nearest cent, half a cent up."""
    return (2 * worked.cents * MINUTES_AN_HOUR + worked.minutes) // (2 * worked.minutes)
