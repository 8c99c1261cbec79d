from collections.abc import Sequence

import pytest

from bot.admin.imports import import_rates
from bot.core import OPERATOR, Bot
from bot.periods.override_requests import OverrideRequest, ask_override
from bot.periods.overrides import decide_override
from bot.rules.kit.lines import Line
from bot.rules.people.policies import WhenLate
from bot.timekeeping import time_imports
from bot.timekeeping.deadlines import decide_late_entry
from bot.timekeeping.lines import take_line
from bot.timekeeping.rollups import SumsDiffer, count_anew, differences, verify_sums
from bot.timekeeping.time_entries import log_line
from storage.timekeeping import rollups
from storage.words.time import Source
from tests.bot.periods.test_overrides import FRIDAY
from tests.bot.periods.test_periods import close
from tests.bot.timekeeping.test_deadlines import set_policy
from tests.bot.timekeeping.test_time_entries import entries, log, request
from tests.bot.timekeeping.test_time_imports import File, bring, lines
from tests.conftest import FixedClock, actor


def test_counting_anew_gives_the_sums_that_the_entries_make(agency: Bot) -> None:
    log_line(agency, actor("Maya"), Line("2h ACME-101 copy; 1h nb ACME-102 maps; 20m oos ACME-101"), Source.COMMAND)
    with agency.store.begin() as session:
        rollups.forget(session, "2026-03")
    with agency.store.read() as session:
        assert {(each.month, each.job, each.person) for each in differences(session)} == {
            ("2026-03", "ACME-101", "Maya Torres"),
            ("2026-03", "ACME-102", "Maya Torres"),
        }
    with agency.store.begin() as session:
        count_anew(session)
    with agency.store.read() as session:
        assert differences(session) == []
        sums = rollups.of_months(session, ["2026-03"])
    assert sorted((row.billable, row.out_of_scope, row.entries, row.minutes) for row in sums) == [
        (False, False, 1, 60),
        (True, False, 1, 120),
        (True, True, 1, 20),
    ]


def test_the_sums_stay_true_whatever_becomes_of_entries(
    finance: Bot,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Logged, changed, moved, undone, late and declined, imported, taken back, overridden."""
    monkeypatch.setattr(time_imports, "BATCH", 3)

    def say(line: str) -> None:
        take_line(finance, actor("Maya"), Line(line), Source.COMMAND)
        assert differing(finance) == []

    say("2h ACME-101 2026-02-27 copy; 1h nb ACME-102 2026-03-09 maps; 20m oos ACME-101 2026-02-25")
    for line in ("3h ACME-102 layout", "edit last 2h15", "move last to ACME-101", "1h30 ACME-101 proof", "undo"):
        say(line)
    assert minutes(finance) == {"2026-02": 140, "2026-03": 195}
    prices = (("90", "2026-03-01"), ("120", "2026-03-11"))
    card = [{"amount": amount, "currency": "USD", "from_date": day} for amount, day in prices]
    import_rates(finance, OPERATOR, card, save=True)
    for line in ("edit last 2h oos", "edit last nb", "edit last yesterday", "edit last 2h15 billable"):
        say(line)

    set_policy(finance, when_late=WhenLate.APPROVAL)
    clock.forward(days=6)
    told = log(finance, "45m ACME-101 2026-03-10 copy")
    assert told.entry.late
    assert minutes(finance)["2026-03"] == 240
    decide_late_entry(finance, actor("Grace"), told.entry.id, approve=False)
    assert minutes(finance)["2026-03"] == 195

    bring(finance, File(lines(7)))
    assert minutes(finance)["2026-02"] == 175
    with pytest.raises(OSError, match="the disk is gone"):
        bring(finance, File([*lines(7, "2026-02-03"), *lines(2, "2026-03-05")], name="second.csv", fails_at=8))
    assert minutes(finance) == {"2026-02": 175, "2026-03": 195}

    close(finance)
    friday = next(entry for entry in entries(finance) if entry.worked_on == FRIDAY)
    wanted = request(finance, worked_on=FRIDAY, duration="3h", job="ACME-102", note="maps")
    for entry_id, change in ((friday.id, wanted), (None, wanted), (friday.id, None)):
        asked = OverrideRequest(person_id=friday.person_id, entry_id=entry_id, wanted=change, reason="Timer")
        shown = ask_override(finance, actor("Grace"), asked)
        decide_override(finance, actor("Daniel Kim"), shown.id, granted=True)
        assert differing(finance) == []
    assert minutes(finance)["2026-02"] == 175 - 120 + 180


def test_a_month_at_millions_an_hour_is_summed_up(agency: Bot) -> None:
    """In some currencies an hour costs half a million, and a hundredth of that is what is counted."""
    import_rates(agency, OPERATOR, [{"amount": "500000", "currency": "IDR", "from_date": "2026-01-01"}], save=True)
    for day in ("2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"):
        log_line(agency, actor("Maya"), Line(f"12h ACME-101 {day} copy"), Source.COMMAND)
    with agency.store.begin() as session:
        assert [row.cents for row in rollups.of_months(session, ["2026-03"])] == [48 * 50_000_000]
        assert differences(session) == []
        count_anew(session)
    with agency.store.read() as session:
        assert [row.cents for row in rollups.of_months(session, ["2026-03"])] == [48 * 50_000_000]


def differing(bot: Bot) -> Sequence[SumsDiffer]:
    return verify_sums(bot, OPERATOR)


def minutes(bot: Bot) -> dict[str, int]:
    """The minutes that are kept, by month, once they are held against the entries."""
    assert differing(bot) == []
    found: dict[str, int] = {}
    with bot.store.read() as session:
        for row in rollups.of_months(session, ["2026-02", "2026-03", "2026-04"]):
            found[row.month] = found.get(row.month, 0) + row.minutes
    return found
