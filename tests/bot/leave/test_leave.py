from datetime import date

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.errors import Conflict, NotFound, UsageError
from bot.leave.leave import (
    LeaveRequest,
    cancel_leave,
    cancel_leave_line,
    leave_told,
    list_leave,
    take_leave,
    take_leave_line,
    was_off,
)
from storage.leave.leave import Leave
from storage.messaging.unprompted import UnpromptedNotice
from storage.words.time import DayPart
from tests.conftest import FixedClock, actor

MAYA, SAM = "Maya Torres", "Sam Okafor"


def news(bot: Bot) -> list[tuple[str, bool]]:
    """What the supervisor is told, and whether it went out at once."""
    with bot.store.read() as session:
        rows = session.scalars(select(UnpromptedNotice).order_by(UnpromptedNotice.id))
        return [(row.payload["kind"], row.told_in is not None) for row in rows]


def kept(bot: Bot) -> list[Leave]:
    with bot.store.read() as session:
        return list(session.scalars(select(Leave).order_by(Leave.first)))


def test_leave_is_taken_and_the_supervisor_hears_in_the_morning(agency: Bot) -> None:
    taken = take_leave_line(agency, actor(MAYA), "24 Dec - 2 Jan")
    # Christmas and New Year's Day are holidays, four days fall on weekends.
    assert (taken.leave.first, taken.leave.last) == (date(2026, 12, 24), date(2027, 1, 2))
    assert (taken.leave.business_days, taken.told) == (5, "Grace Lindqvist")
    assert news(agency) == [("LeaveTold", False)]


def test_of_leave_that_begins_today_or_tomorrow_the_supervisor_hears_at_once(agency: Bot) -> None:
    take_leave_line(agency, actor(MAYA), "tomorrow")
    assert news(agency) == [("LeaveTold", True)]


def test_without_a_supervisor_nobody_is_told(agency: Bot) -> None:
    assert take_leave_line(agency, actor(SAM), "tomorrow").told is None
    assert news(agency) == []


def test_a_form_takes_half_a_day(agency: Bot) -> None:
    day = date(2026, 3, 20)
    taken = take_leave(agency, actor(MAYA), LeaveRequest(first=day, last=day, part=DayPart.MORNING))
    assert taken.leave.part == DayPart.MORNING


def test_a_form_that_ends_before_it_begins_is_refused(agency: Bot) -> None:
    request = LeaveRequest(first=date(2026, 3, 20), last=date(2026, 3, 19), part=DayPart.WHOLE)
    with pytest.raises(UsageError, match="comes before"):
        take_leave(agency, actor(MAYA), request)


@pytest.mark.parametrize("text", ["24 Dec", "half 26 Dec", "20 Dec - 24 Dec", "1 Jan - 5 Jan", "1 Dec - 31 Jan"])
def test_nobody_is_off_twice(agency: Bot, text: str) -> None:
    take_leave_line(agency, actor(MAYA), "24 Dec - 2 Jan")
    with pytest.raises(Conflict, match="already off"):
        take_leave_line(agency, actor(MAYA), text)
    assert len(kept(agency)) == 1


def test_the_same_delivery_twice_takes_leave_once(agency: Bot) -> None:
    same = actor(MAYA, "slack:1")
    assert take_leave_line(agency, same, "24 Dec") == take_leave_line(agency, same, "24 Dec")
    assert len(kept(agency)) == 1


def test_cancelled_leave_stays_and_counts_no_more(agency: Bot, clock: FixedClock) -> None:
    taken = take_leave_line(agency, actor(MAYA), "24 Dec")
    assert cancel_leave(agency, actor(MAYA), taken.leave.id).leave.cancelled
    assert cancel_leave(agency, actor(MAYA), taken.leave.id).leave.cancelled
    assert [row.cancelled_at for row in kept(agency)] == [clock.now]
    assert list_leave(agency, actor(MAYA)).leave == []
    assert take_leave_line(agency, actor(MAYA), "24 Dec")


def test_who_has_not_heard_of_the_leave_is_not_told_that_it_is_off(agency: Bot) -> None:
    taken = take_leave_line(agency, actor(MAYA), "24 Dec")
    cancel_leave(agency, actor(MAYA), taken.leave.id)
    assert news(agency) == []


def test_who_has_heard_of_the_leave_is_told_that_it_is_off(agency: Bot) -> None:
    taken = take_leave_line(agency, actor(MAYA), "today")
    cancel_leave_line(agency, actor(MAYA), "today")
    assert [kind for kind, _ in news(agency)] == ["LeaveTold", "LeaveCancelledTold"]
    with agency.store.read() as session:
        reader = session.scalars(select(UnpromptedNotice.person_id)).first()
    assert leave_told(agency, taken.leave.id, reader or "").leave.cancelled


def test_leave_is_cancelled_by_any_of_its_days(agency: Bot) -> None:
    take_leave_line(agency, actor(MAYA), "24 Dec - 2 Jan")
    assert cancel_leave_line(agency, actor(MAYA), "2026-12-30").leave.first == date(2026, 12, 24)
    with pytest.raises(NotFound, match="aren't off"):
        cancel_leave_line(agency, actor(MAYA), "2026-12-30")


def test_a_line_that_touches_two_leaves_cancels_none(agency: Bot) -> None:
    for text in ("20 Dec", "24 Dec"):
        take_leave_line(agency, actor(MAYA), text)
    with pytest.raises(Conflict, match="more than one"):
        cancel_leave_line(agency, actor(MAYA), "20 Dec - 24 Dec")
    assert len(list_leave(agency, actor(MAYA)).leave) == 2


def test_nobody_cancels_anothers_leave(agency: Bot) -> None:
    taken = take_leave_line(agency, actor(MAYA), "24 Dec")
    with pytest.raises(NotFound):
        cancel_leave(agency, actor(SAM), taken.leave.id)


def test_i_was_off_takes_the_day_whatever_part_of_it_was_taken(agency: Bot) -> None:
    take_leave_line(agency, actor(MAYA), "half 2026-03-11")
    for _ in range(2):
        assert was_off(agency, actor(MAYA), date(2026, 3, 11)).leave.part == DayPart.WHOLE
    assert [leave.part for leave in list_leave(agency, actor(MAYA)).leave] == [DayPart.WHOLE]
