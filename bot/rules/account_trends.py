"""The trends of an account review: a few figures, month by month."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from bot.model import Model
from bot.rules.digest_client_rows import client_rows
from bot.rules.digest_figures import ClientFigures
from bot.rules.digest_row import FigureRow, Unit
from bot.rules.figures import rounded
from bot.rules.periods import days_of

TRENDS = ("Time", "Time at rate", "Retainer burn", "Out-of-scope share", "Realization", "Effective rate",
          "Sign-off turnaround", "On-time share")  # fmt: skip
NOTHING = "–"
CENTS = 100


class AccountReviewed(Model):
    """A client's running month so far, and the months before it, the earliest first."""

    client_id: str
    code: str
    name: str
    day: date
    month: str
    now: ClientFigures
    trend: Sequence[tuple[str, ClientFigures | None]]


def trend_rows(months: Sequence[tuple[str, ClientFigures | None]]) -> list[list[str]]:
    """A table: its head (`May 26`, …), then a row a figure; a dash where a month has no data, money in whole units.

    None stands for a month in which nobody at the agency kept time yet.
    """
    columns = [
        {row.name: row for row in client_rows(each) if row.about == each.code} if each else {} for _, each in months
    ]
    head = ["", *(f"{days_of(month)[0]:%b %y}" for month, _ in months)]
    return [head, *([name, *(_cell(rows.get(name)) for rows in columns)] for name in TRENDS)]


def _cell(row: FigureRow | None) -> str:
    """Money in whole units, so that six months fit side by side."""
    if row is None or row.value is None:
        return NOTHING
    return f"{rounded(Fraction(row.value, CENTS)):,}" if row.unit in (Unit.MONEY, Unit.RATE) else row.text
