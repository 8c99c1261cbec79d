"""Ask owners about opportunities that are open past their close date, once for each date."""

from datetime import timedelta

from bot.accounts.notices import OpportunityOverdue
from bot.accounts.opportunity_estimates import owner_now
from bot.core import Bot, Work
from bot.messaging.unprompted import tell
from bot.people.people import today_of
from storage.accounts import goals
from storage.accounts.goals import Opportunity
from storage.messaging import unprompted
from storage.people.people import Person

A_DAY = timedelta(days=1)


def queue_overdue_opportunities(bot: Bot) -> None:
    """Tell owners of opportunities past their close date, or the client's lead if the owner left (scan)."""
    with bot.read() as work:
        overdue = goals.overdue_opportunities(work.session, bot.now().date() + A_DAY)
        due = [each.id for each in overdue if _reader(work, each) and not unprompted.with_key(work.session, _key(each))]
    for opportunity_id in due:
        with bot.begin() as work:
            row = goals.opportunity(work.session, opportunity_id, locked=True)
            reader = _reader(work, row) if row else None
            if row and reader and row.is_open:
                notice = OpportunityOverdue(person_id=reader.id, opportunity_id=row.id, closes_on=row.closes_on)
                tell(work, reader, notice, _key(row))


def _reader(work: Work, row: Opportunity) -> Person | None:
    """Return who to tell today; None if it isn't overdue on their own date."""
    reader = owner_now(work, row)
    return reader if reader and row.closes_on < today_of(work.bot, reader) else None


def _key(row: Opportunity) -> str:
    return f"opportunity-overdue:{row.id}:{row.closes_on.isoformat()}"
