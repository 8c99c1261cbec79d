"""Late time: who has time due today or overdue, and how much."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.core import Actor, Bot
from bot.model import Model
from bot.people.people import require_staff
from bot.people.teams import visible_people
from bot.rules.people.reminders import ShortDay
from bot.rules.permissions import Act
from bot.timesheets.missing import missing_time


class LateLine(Model):
    """One person: their short days, and the missing minutes in all."""

    name: str
    days: Sequence[date]
    missing_minutes: int


class LateReport(Model):
    """The people that the asker sees: those with time due today, and those with overdue time; `seen` counts all."""

    today: date
    due_today: Sequence[LateLine]
    overdue: Sequence[LateLine]
    seen: int


def late_report(bot: Bot, actor: Actor) -> LateReport:
    """Return who has time due today or overdue, the most missing first. Raises NotAllowed, Unknown.

    A supervisor sees their reports, leadership and admins see everybody. It covers the last thirty days.
    """
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_OWN_TIME)
        visible = visible_people(staff.session, staff.person)
        short_days = missing_time(staff.session, visible, staff.now()).values()
        return LateReport(
            today=staff.today,
            due_today=_lines((each.person.name, each.due_today) for each in short_days),
            overdue=_lines((each.person.name, each.overdue) for each in short_days),
            seen=len(visible),
        )


def _lines(short_days: Iterable[tuple[str, Sequence[ShortDay]]]) -> list[LateLine]:
    lines = [
        LateLine(name=name, days=[each.day for each in short], missing_minutes=sum(each.missing for each in short))
        for name, short in short_days
        if short
    ]
    return sorted(lines, key=lambda line: (-line.missing_minutes, line.name))
