"""Time that somebody else entered for a person, who is notified once a day, in the morning."""

from collections.abc import Sequence
from datetime import date

from bot.core import Bot
from bot.model import Model
from bot.people.people import today_of, zone_of
from bot.timekeeping.answers import EntryShown
from bot.timekeeping.entries import shown
from bot.timekeeping.notices import TimeEnteredFor
from storage.people import people


class EnteredFor(Model):
    """The entries that somebody made for the reader on one of the reader's days, and that still count."""

    by: str
    day: date
    today: date
    entries: Sequence[EntryShown]


def entered_shown(bot: Bot, notice: TimeEnteredFor) -> EnteredFor:
    """Return the current entries that somebody made for the reader on that day. For the outbox only."""
    with bot.store.read() as session:
        person = people.by_id(session, notice.person_id)
        zone = zone_of(person)
        return EnteredFor(
            by=people.by_id(session, notice.by_id).name,
            day=notice.day,
            today=today_of(bot, person),
            entries=[shown(session, entry, entry.job, zone) for entry in notice.entries(session)],
        )
