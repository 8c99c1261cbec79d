from bot.core import Bot
from bot.rollups import count_anew, months_that_differ
from bot.rules.lines import Line
from bot.time_entries import log_line
from storage import rollups
from storage.enums import Source
from tests.conftest import actor


def test_counting_anew_gives_the_sums_that_the_entries_make(agency: Bot) -> None:
    log_line(agency, actor("Maya"), Line("2h ACME-101 copy; 1h nb ACME-102 maps; 20m oos ACME-101"), Source.COMMAND)
    with agency.store.begin() as session:
        rollups.forget(session, None)
    with agency.store.read() as session:
        assert months_that_differ(session) == ["2026-03"]
    with agency.store.begin() as session:
        count_anew(session)
    with agency.store.read() as session:
        assert months_that_differ(session) == []
        sums = rollups.of_months(session, ["2026-03"])
    assert sorted((row.billable, row.out_of_scope, row.entries, row.minutes) for row in sums) == [
        (False, False, 1, 60),
        (True, False, 1, 120),
        (True, True, 1, 20),
    ]
