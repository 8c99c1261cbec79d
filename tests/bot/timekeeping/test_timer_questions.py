"""A timer that may have been forgotten is asked about once, in its person's own hours."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core import Bot
from bot.errors import Conflict, NotFound, UsageError
from bot.rules.kit.lines import Line
from bot.timekeeping.answers import TimerStopped
from bot.timekeeping.notices import TimerForgotten
from bot.timekeeping.timer_questions import forget_timer, forgotten_shown, queue_timer_questions, stop_forgotten
from bot.timekeeping.timers import start_timer, stop_timer
from storage.kit.history import HistoryLine
from storage.messaging.notices import QueuedNotice
from storage.messaging.unprompted import UnpromptedNotice
from storage.timekeeping.timers import Timer
from tests.bot.periods.test_periods import rows
from tests.bot.timekeeping.test_time_entries import entries
from tests.conftest import FixedClock, actor

MAYA, SAM = "Maya Torres", "Sam Okafor"
# Thursday 12 March, 7:30 in New York: the hours to write in end at 18:00.
EARLY = datetime(2026, 3, 12, 11, 30, tzinfo=UTC)


@pytest.fixture
def running(agency: Bot, clock: FixedClock) -> Bot:
    clock.now = EARLY
    start_timer(agency, actor(MAYA), Line("ACME-101 copy"))
    return agency


def timer_id(bot: Bot) -> str:
    return rows(bot, Timer)[0].id


def stop(bot: Bot, until: datetime | None, who: str = MAYA) -> TimerStopped:
    return stop_forgotten(bot, actor(who), timer_id(bot), until)


def test_it_is_asked_once_after_ten_hours_and_at_once_in_waking_hours(running: Bot, clock: FixedClock) -> None:
    clock.forward(hours=10)
    queue_timer_questions(running)
    assert rows(running, UnpromptedNotice) == []
    clock.forward(minutes=1)
    for _ in range(2):
        queue_timer_questions(running)
    (queued,) = rows(running, QueuedNotice)
    assert (queued.payload["kind"], queued.channel) == ("TimerForgotten", "U0MAYA")


def test_at_night_the_question_waits_for_the_morning(running: Bot, clock: FixedClock) -> None:
    clock.forward(hours=12)
    queue_timer_questions(running)
    assert rows(running, QueuedNotice) == []
    assert [(row.payload["kind"], row.told_in) for row in rows(running, UnpromptedNotice)] == [("TimerForgotten", None)]


def test_the_hour_at_which_it_ended_is_logged_as_it_was(running: Bot, clock: FixedClock) -> None:
    clock.forward(hours=11)
    question = forgotten_shown(running, rows(running, Timer)[0].person_id, timer_id(running))
    assert question
    assert (question.ends[0], len(question.ends), question.may_stop_now) == (EARLY + timedelta(minutes=15), 44, True)
    stop(running, EARLY + timedelta(hours=4))
    (entry,) = entries(running)
    assert (entry.minutes, entry.started_at, entry.ended_at) == (240, EARLY, EARLY + timedelta(hours=4))
    assert [line.thing for line in rows(running, HistoryLine)].count("timers") == 2


def test_it_is_stopped_as_a_whole_or_forgotten_or_refused_where_it_is_over_a_day(
    running: Bot, clock: FixedClock
) -> None:
    clock.forward(hours=25)
    for until in (None, EARLY, clock.now + timedelta(hours=1)):
        with pytest.raises(UsageError):
            stop(running, until)
    assert forget_timer(running, actor(MAYA), timer_id(running)).logged is None
    assert entries(running) == []


def test_a_question_that_was_settled_is_moot_and_its_buttons_say_so(running: Bot, clock: FixedClock) -> None:
    clock.forward(hours=11)
    queue_timer_questions(running)
    asked, person_id = timer_id(running), rows(running, Timer)[0].person_id
    with pytest.raises((Conflict, NotFound)):
        stop_forgotten(running, actor(SAM), asked, None)
    stop_timer(running, actor(MAYA), Line("2h"))
    assert forgotten_shown(running, person_id, asked) is None
    assert not TimerForgotten(person_id=person_id, timer_id=asked).still_relevant(running)
    with pytest.raises(Conflict, match="stopped in the meantime"):
        stop_forgotten(running, actor(MAYA), asked, None)
