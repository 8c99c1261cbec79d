"""Unprompted notices to people, all sent from here: at most two direct messages per person and day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.core import Work
from bot.messaging.notices import MorningMessage, Unprompted, destination_of, queue
from bot.people.calendars import calendar_of, half_days
from bot.people.people import zone_of
from bot.rules.kit.dates import local_date
from bot.rules.people.reminders import Hours, speaking_hours
from storage.leave import leave
from storage.messaging import notices, unprompted
from storage.messaging.notices import Slot, Window
from storage.people.people import Person

SLOTS = (1, 2)
# How many fit into a message; the rest waits for the next morning.
MOST_AT_ONCE = 8


class Telling(StrEnum):
    """When a person gets a notice."""

    NOW = "now"
    IN_THE_MORNING = "in the morning"


def tell(work: Work, person: Person, notice: Unprompted, key: str, *, urgent: bool = False) -> Telling:
    """Send a person (loaded with their office) something they didn't ask for; once for each key.

    An urgent notice goes out at once if it isn't too early, too late or a day off, and one of the day's messages is
    left. Everything else waits for the morning message, and is never lost.
    """
    if not unprompted.add(work.session, key, person.id, notice.model_dump(mode="json"), work.now()):
        return Telling.IN_THE_MORNING
    if urgent and say_now(work, person, notice, key):
        unprompted.mark_told(work.session, unprompted.with_key(work.session, key), key)
        return Telling.NOW
    return Telling.IN_THE_MORNING


def say_now(work: Work, person: Person, notice: Unprompted, key: str) -> bool:
    """Queue an unprompted message for right now; return False outside their hours or without a free slot."""
    hours = hours_of(work.session, person, work.now())
    if hours is None or not hours.morning <= work.now() < hours.ends:
        return False
    return _queue(work, person, notice, key, hours.ends)


def say_good_morning(work: Work, person: Person, today: date, found: Sequence[Unprompted], ends: datetime) -> bool:
    """Queue a person's one morning message of `today`, with what was found and what waits; return whether it was new.

    `ends` is when their day ends. A message that couldn't be sent by then is stale, and the waiting notices keep
    waiting.
    """
    key = f"morning:{person.id}:{today.isoformat()}"
    waiting = unprompted.waiting(work.session, person.id, MOST_AT_ONCE)
    items = [*found, *_merged([Unprompted.read(each.payload) for each in waiting])]
    items.sort(key=lambda item: item.rank)
    message = MorningMessage(person_id=person.id, day=today, items=items)
    if not items or notices.is_queued(work.session, key) or not _queue(work, person, message, key, ends):
        return False
    unprompted.mark_told(work.session, waiting, key)
    return True


def say_again(work: Work, person: Person, notice: Unprompted, key: str, at: datetime, ends: datetime) -> None:
    """Queue a notice that the person asked to see again at that instant; as they asked, it takes no slot."""
    destination = destination_of(work.session, person.id)
    if destination:
        queue(work, notice, destination, f"{key}:{at.isoformat()}", Window(not_before=at, expires_at=ends))


def hours_of(session: Session, person: Person, now: datetime) -> Hours | None:
    """Return the hours of a person's own day in which we may message them; None on a day off."""
    today = local_date(now, zone_of(person))
    calendar, policy = calendar_of(session, person, today - timedelta(days=1))
    return speaking_hours(today, calendar, policy, half_days(leave.of_person(session, person.id, today)).get(today))


def _queue(work: Work, person: Person, notice: Unprompted, key: str, ends: datetime) -> bool:
    destination = destination_of(work.session, person.id)
    today = local_date(work.now(), zone_of(person))
    return destination is not None and any(
        queue(work, notice, destination, key, Window(expires_at=ends), Slot(person.id, today, number))
        for number in SLOTS
    )


def _merged(items: Sequence[Unprompted]) -> list[Unprompted]:
    """Combine notices that can be one, in the place of the first."""
    merged: list[Unprompted] = []
    for item in items:
        for number, earlier in enumerate(merged):
            if together := earlier.merged_with(item):
                merged[number] = together
                break
        else:
            merged.append(item)
    return merged
