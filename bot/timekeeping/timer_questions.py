"""Asking about a timer that runs so long that it may have been forgotten: once, with buttons to answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core import Bot, Work, once
from bot.errors import Conflict
from bot.messaging.touch import ClickedMessage, touch_clicked
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import require_person, zone_of
from bot.rules.permissions import Act
from bot.rules.timekeeping.timers import ends_offered
from bot.timekeeping.answers import SURELY_FORGOTTEN, TimerShown, TimerStopped
from bot.timekeeping.notices import TimerForgotten
from bot.timekeeping.timers import end_at, running_timer, throw_away
from storage.messaging import unprompted
from storage.people import people
from storage.people.people import Person
from storage.timekeeping import timers


class TimerQuestion(Model):
    """A timer that may have been forgotten, and the instants (UTC) when it may have ended; `zone` is its person's.

    `may_stop_now`: it is no longer than a day.
    """

    timer_id: str
    timer: TimerShown
    ends: Sequence[datetime]
    zone: str
    may_stop_now: bool


def queue_timer_questions(bot: Bot) -> None:
    """Ask about each timer that has been running for over ten hours, once (scan): now, or in its person's morning."""
    with bot.read() as work:
        long = timers.started_before(work.session, bot.now() - timedelta(minutes=SURELY_FORGOTTEN))
        new = [(timer.id, timer.person_id) for timer in long if not unprompted.with_key(work.session, _key(timer.id))]
    for timer_id, person_id in new:
        with bot.begin() as work:
            notice = TimerForgotten(person_id=person_id, timer_id=timer_id)
            tell(work, people.by_id(work.session, person_id), notice, _key(timer_id), urgent=True)


def forgotten_shown(bot: Bot, person_id: str, timer_id: str) -> TimerQuestion | None:
    """Return the timer in question, as it is running; None once it is stopped. For the outbox only."""
    with bot.read() as work:
        person, timer = people.by_id(work.session, person_id), timers.running(work.session, person_id)
        seen = running_timer(work, person)
        if timer is None or seen is None or timer.id != timer_id:
            return None
        ends = ends_offered(timer.started_at, bot.now(), zone_of(person))
        is_within_a_day = bot.now() - timer.started_at <= timedelta(days=1)
        return TimerQuestion(
            timer_id=timer.id, timer=seen, ends=ends, zone=zone_of(person), may_stop_now=is_within_a_day
        )


@once
def stop_forgotten(
    work: Work, timer_id: str, until: datetime | None, clicked: ClickedMessage | None = None
) -> TimerStopped:
    """Log it, for *It ran until…* or *Stop now*. Raises Conflict if it was stopped before, UsageError, Unknown."""
    person = _clicks(work, timer_id, clicked)
    return end_at(work, person, until or work.now())


@once
def forget_timer(work: Work, timer_id: str, clicked: ClickedMessage | None = None) -> TimerStopped:
    """Discard it, for *Forget it*; nothing is logged. Raises Conflict if it was stopped before, Unknown."""
    return throw_away(work, _clicks(work, timer_id, clicked))


def _clicks(work: Work, timer_id: str, clicked: ClickedMessage | None) -> Person:
    person = require_person(work, Act.LOG_OWN_TIME, locked=True)
    timer = timers.running(work.session, person.id)
    if timer is None or timer.id != timer_id:
        raise Conflict("That timer was stopped in the meantime, so there's nothing left to answer.")
    if clicked:
        touch_clicked(work.session, clicked)
    return person


def _key(timer_id: str) -> str:
    return f"timer-forgotten:{timer_id}"
