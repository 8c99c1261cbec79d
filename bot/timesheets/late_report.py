"""Late time: who is due today, who is overdue, by how much."""

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
    """One person: the days that are short, and minutes short of what is expected in all."""

    name: str
    days: Sequence[date]
    missing_minutes: int


class LateReport(Model):
    """Those whom the asker sees: who can still enter time today, and whose deadline has passed; `seen` counts all."""

    today: date
    due_today: Sequence[LateLine]
    overdue: Sequence[LateLine]
    seen: int


def late_report(bot: Bot, actor: Actor) -> LateReport:
    """Who is due today and who is overdue, the most missing first. Raises NotAllowed, Unknown.

    A supervisor sees those below them, leadership and admins see everybody. Asked of the last thirty days.
    """
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_OWN_TIME)
        visible = visible_people(staff.session, staff.person)
        standing = missing_time(staff.session, visible, staff.now()).values()
        return LateReport(
            today=staff.today,
            due_today=_lines((each.person.name, each.due_today) for each in standing),
            overdue=_lines((each.person.name, each.overdue) for each in standing),
            seen=len(visible),
        )


def _lines(standing: Iterable[tuple[str, Sequence[ShortDay]]]) -> list[LateLine]:
    lines = [
        LateLine(name=name, days=[each.day for each in short], missing_minutes=sum(each.missing for each in short))
        for name, short in standing
        if short
    ]
    return sorted(lines, key=lambda line: (-line.missing_minutes, line.name))
