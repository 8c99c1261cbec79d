"""An opportunity that is open past its close date is put to its owner, once for each date."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.accounts.notices import OpportunityOverdue
from bot.accounts.opportunity_estimates import owner_now
from bot.core import Bot
from bot.messaging.unprompted import tell
from bot.people.people import zone_of
from bot.rules.kit.dates import local_date
from storage.accounts import goals
from storage.accounts.goals import Opportunity
from storage.messaging import unprompted as news
from storage.people.people import Person

A_DAY = timedelta(days=1)


def queue_overdue_opportunities(bot: Bot) -> None:
    """Tell owners of opportunities that should be won or lost by now; who minds the client, where they left (scan)."""
    with bot.store.read() as session:
        overdue = goals.overdue_opportunities(session, bot.now().date() + A_DAY)
        due = [each.id for each in overdue if _reader(bot, session, each) and not news.with_key(session, _key(each))]
    for opportunity_id in due:
        with bot.store.begin() as session:
            row = goals.opportunity(session, opportunity_id, locked=True)
            reader = _reader(bot, session, row) if row else None
            if row and reader and row.is_open:
                notice = OpportunityOverdue(person_id=reader.id, opportunity_id=row.id, closes_on=row.closes_on)
                tell(bot, session, reader, notice, _key(row))


def _reader(bot: Bot, session: Session, row: Opportunity) -> Person | None:
    """Who is told today; None where it is not overdue on their own date."""
    reader = owner_now(bot, session, row)
    return reader if reader and row.closes_on < local_date(bot.now(), zone_of(reader)) else None


def _key(row: Opportunity) -> str:
    return f"opportunity-overdue:{row.id}:{row.closes_on.isoformat()}"
