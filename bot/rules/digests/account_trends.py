"""The trends of an account review: a few figures, month by month."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from bot.model import Model
from bot.rules.digests.client_rows import client_rows
from bot.rules.digests.figures import ClientFigures
from bot.rules.digests.row import MARK, FigureRow, Unit
from bot.rules.kit.figures import Ratio, rounded
from bot.rules.kit.periods import days_of

TRENDS = ("Time", "Time at rate", "Retainer burn", "Out-of-scope share", "Realization", "Effective rate",
          "Sign-off turnaround", "On-time share")  # fmt: skip
NOTHING = "–"
CENTS = 100


class AccountReviewed(Model):
    """A client's current month so far, and the months before it, earliest first."""

    client_id: str
    code: str
    name: str
    day: date
    month: str
    now: ClientFigures
    trend: Sequence[tuple[str, ClientFigures | None]]
    completeness: Mapping[str, Ratio] = {}

    def is_complete(self, month: str) -> bool:
        """Return whether everybody entered all of a month's time, and on time."""
        found = self.completeness.get(month, Ratio(None, None)).value
        return found is not None and found >= 1

    @property
    def rests_on(self) -> str:
        """Return the note about the current month's marked figures; empty if its time is complete."""
        percent = self.completeness.get(self.month, Ratio(None, None)).percent
        if self.is_complete(self.month):
            return ""
        if percent is None:
            return f"{MARK} Rests on incomplete time: nobody is expected to have logged any so far."
        return f"{MARK} Rests on incomplete time: {percent} % of this month's expected time so far was entered on time."


def trend_rows(shown: AccountReviewed) -> list[list[str]]:
    """Return a table: the head (`May 26`, …; marked if time is incomplete), then a row per figure; a dash for no data.

    Money is in whole units. Months before anybody at the agency logged time have no figures.
    """
    columns = [
        {row.name: row for row in client_rows(each) if row.about == each.code} if each else {}
        for _, each in shown.trend
    ]
    head = ["", *(_head(month, has_mark=bool(each) and not shown.is_complete(month)) for month, each in shown.trend)]
    return [head, *([name, *(_cell(rows.get(name)) for rows in columns)] for name in TRENDS)]


def _head(month: str, *, has_mark: bool) -> str:
    return f"{days_of(month)[0]:%b %y}" + (f" {MARK}" if has_mark else "")


def _cell(row: FigureRow | None) -> str:
    """Return a figure's text, money in whole units, so that six months fit side by side."""
    if row is None or row.value is None:
        return NOTHING
    return f"{rounded(Fraction(row.value, CENTS)):,}" if row.unit in (Unit.MONEY, Unit.RATE) else row.text
