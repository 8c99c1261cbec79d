from itertools import groupby

from sqlalchemy import select

from handlers.terminal.demo import WEEKS, open_demo_agency
from storage.store import Store
from storage.time_entries import TimeEntry
from tests.conftest import FixedClock, make_bot, profile


def test_the_demo_has_weeks_of_time_of_whoever_is_in_the_workspace_and_is_made_once(
    sqlite_store: Store, clock: FixedClock
) -> None:
    bot = make_bot(sqlite_store, clock)
    people = [profile("Maya Torres"), profile("Sam Okafor"), profile("Nobody Known")]
    people = [each.model_copy(update={"email": each.email.replace("hv", "harbourvale")}) for each in people]
    for _ in range(2):
        open_demo_agency(bot, people)
    with bot.store.read() as session:
        entries = session.scalars(select(TimeEntry).order_by(TimeEntry.person_id, TimeEntry.worked_on)).all()
    days = {person: {each.worked_on for each in some} for person, some in groupby(entries, lambda each: each.person_id)}
    assert [len(each) for each in days.values()] == [WEEKS * 5] * 2
    assert max(each.worked_on for each in entries) < clock.now.date()
    assert all(each.entered_at.date() == each.worked_on and each.rate_cents for each in entries)
