"""A person's own page: today, this week, and what they logged last."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, once
from bot.deadlines import lateness
from bot.model import Model
from bot.notices import show_home
from bot.people import require_person, zone_of
from bot.rules.dates import local_date, week_of
from bot.rules.permissions import Act
from bot.time_entries import EntryShown, shown
from storage import notices, people, time_entries
from storage.notices import Place

RECENT_DAYS = 14
RECENT_ENTRIES = 8


class HomeState(Model):
    """What a person's page shows: minutes by day of this week (days without time left out), and recent entries.

    An admin's also says how many messages were set aside.
    """

    name: str
    today: date
    monday: date
    expected_minutes: int
    minutes_by_day: Mapping[date, int]
    recent: Sequence[EntryShown]
    is_admin: bool = False
    set_aside: int = 0


class HomeOpened(Model):
    """A person opened their page; the outbox shows it."""

    person_id: str


def open_home(bot: Bot, actor: Actor, place: Place) -> HomeOpened:
    """Have the asker's page shown as things stand. Raises Unknown."""

    def work(session: Session) -> HomeOpened:
        person = require_person(session, actor, Act.SEE_OWN_TIME)
        show_home(bot, session, person.id, place)
        return HomeOpened(person_id=person.id)

    return once(bot, actor, HomeOpened, work)


def home_state(bot: Bot, person_id: str) -> HomeState:
    """What a person's page shows. Asked by the outbox alone."""
    with bot.store.read() as session:
        person = people.by_id(session, person_id)
        today = local_date(bot.now(), zone_of(person))
        monday, sunday = week_of(today)
        since = today - timedelta(days=RECENT_DAYS)
        return HomeState(
            name=person.name,
            today=today,
            monday=monday,
            expected_minutes=person.expected_minutes,
            is_admin=person.is_admin,
            set_aside=notices.count_set_aside(session) if person.is_admin else 0,
            minutes_by_day=time_entries.by_day(session, person.id, monday, sunday),
            recent=[
                shown(entry, entry.job).model_copy(update={"late": lateness(session, entry)})
                for entry in time_entries.recent(session, person.id, since, RECENT_ENTRIES)
            ],
        )
