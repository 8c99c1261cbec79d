from datetime import date

import pytest

from bot.core import Bot
from bot.desk.home import home_state, open_home
from bot.errors import Unknown
from bot.rules.kit.lines import Line
from bot.timekeeping.time_entries import log_line, undo_entry
from handlers.slack.kit.platform import SLACK
from storage.messaging.notices import Destination
from storage.words.time import Source
from tests.conftest import TEAM, actor

MAYA = Destination(SLACK, TEAM, "U0MAYA")


def test_a_home_has_this_weeks_days_and_the_last_entries(agency: Bot) -> None:
    person_id = open_home(agency, actor("Maya Torres"), MAYA).person_id
    for text in ("1h ACME-101 2026-03-08 last week", "2h ACME-101 2026-03-09", "30m INT-ADM", "45m ACME-102 map"):
        log_line(agency, actor("Maya Torres"), Line(text), Source.COMMAND)
    log_line(agency, actor("Sam Okafor"), Line("5h ACME-101"), Source.COMMAND)
    state = home_state(agency, person_id)
    assert (state.name, state.today, state.monday) == ("Maya Torres", date(2026, 3, 12), date(2026, 3, 9))
    assert state.minutes_by_day == {date(2026, 3, 9): 120, date(2026, 3, 12): 75}
    assert [entry.minutes for entry in state.recent] == [45, 30, 120, 60]


def test_an_undone_entry_is_on_no_home(agency: Bot) -> None:
    person_id = open_home(agency, actor("Maya Torres"), MAYA).person_id
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.COMMAND)
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    state = home_state(agency, person_id)
    assert (state.minutes_by_day, list(state.recent)) == ({}, [])


def test_a_stranger_has_no_home(agency: Bot) -> None:
    with pytest.raises(Unknown):
        open_home(agency, actor("Zoe Park"), MAYA._replace(channel="U0ZOE"))
