"""Overrides: asked with a reason, decided by finance, made just as asked, and exported as corrections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from bot.admin.imports import import_people, import_rates
from bot.core import OPERATOR, Bot
from bot.errors import Conflict, NotAllowed, NotFound, UsageError
from bot.periods.override_requests import OverrideRequest, ask_override, find_locked, override_form
from bot.periods.overrides import OverrideShown, decide_override
from bot.timekeeping.entry_forms import EntryRequest
from bot.timekeeping.time_entries import log_time
from storage.kit.history import HistoryLine
from storage.messaging.notices import QueuedNotice
from storage.messaging.unprompted import UnpromptedNotice
from storage.periods.exports import ExportLine
from storage.periods.overrides import Override
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Asked, Change, Decision, LateStatus, Source
from tests.bot.periods.test_periods import DANIEL, RATE, close, exported, rows
from tests.bot.timekeeping.test_time_entries import entries, log, request
from tests.conftest import PEOPLE, FixedClock, actor

FRIDAY = date(2026, 2, 27)


@pytest.fixture
def closed(finance: Bot) -> Bot:
    """February is closed, with one entry of Maya's: 2h on ACME-101 on Friday 27."""
    log(finance, "2h ACME-101 2026-02-27 copy")
    close(finance)
    return finance


def maya_of(bot: Bot) -> str:
    return entries(bot)[0].person_id


def only(bot: Bot) -> TimeEntry:
    return entries(bot)[0]


def ask(
    bot: Bot, wanted: EntryRequest | None, *, new: bool = False, who: str = "Grace Lindqvist", reason: str = "Timer"
) -> OverrideShown:
    entry_id = None if new else only(bot).id
    asked = OverrideRequest(person_id=maya_of(bot), entry_id=entry_id, wanted=wanted, reason=reason)
    return ask_override(bot, actor(who), asked)


def decide(bot: Bot, shown: OverrideShown, *, granted: bool = True, who: str = "Daniel Kim") -> OverrideShown:
    return decide_override(bot, actor(who), shown.id, granted=granted)


def grant(bot: Bot, wanted: EntryRequest | None, *, new: bool = False) -> None:
    decide(bot, ask(bot, wanted, new=new))


def lines(bot: Bot, number: int) -> list[tuple[str, str, str]]:
    return [(row["Kind"], row["Hours"], row["Amount"]) for row in exported(bot, number)]


def test_nothing_changes_before_finance_grants_it(closed: Bot) -> None:
    shown = ask(closed, request(closed, worked_on=FRIDAY, duration="3h"))
    assert (shown.asked, shown.decision, only(closed).minutes) == (Asked.EDIT, Decision.PENDING, 120)
    decide(closed, shown, granted=False)
    assert only(closed).minutes == 120


def test_a_granted_change_is_made_just_as_asked_and_stays_on_record(closed: Bot, clock: FixedClock) -> None:
    shown = ask(closed, request(closed, worked_on=FRIDAY, duration="3h", job="ACME-102", note="maps"))
    decided = decide(closed, shown)
    entry = only(closed)
    assert (entry.minutes, entry.note, decided.decision, decided.decider) == (
        180, "maps", Decision.GRANTED, "Daniel Kim",
    )  # fmt: skip
    changes = [(line.thing, line.change) for line in rows(closed, HistoryLine) if line.at == clock.now][-4:]
    assert sorted(changes) == sorted(
        [
            ("overrides", Change.MADE),
            ("time_entries", Change.EDITED),
            ("overrides", Change.GRANTED),
            ("export_batches", Change.MADE),
        ]
    )
    (kept,) = rows(closed, Override)
    assert (kept.reason, kept.before["minutes"], kept.wanted["minutes"]) == ("Timer", 120, 180)


def test_finance_is_asked_and_the_asker_is_told(closed: Bot) -> None:
    decide(closed, ask(closed, None))
    told = [(notice.payload["kind"], notice.channel) for notice in rows(closed, QueuedNotice)]
    assert told[-2:] == [("OverrideAsked", "U0DANIEL"), ("OverrideDecided", "U0GRACE")]


def test_what_an_override_makes_is_judged_and_a_late_one_is_approved_by_who_granted_it(closed: Bot) -> None:
    grant(closed, request(closed, worked_on=date(2026, 2, 25)), new=True)
    late = next(entry for entry in entries(closed) if entry.source == Source.OVERRIDE)
    assert late.deadline == datetime(2026, 3, 3, 4, 59, 59, tzinfo=UTC)
    assert (late.late, late.late_status, late.late_reason) == (True, LateStatus.APPROVED, "Timer")


def test_finance_gets_no_more_than_two_unprompted_messages_a_day(closed: Bot, clock: FixedClock) -> None:
    for day in (23, 24, 25):
        ask(closed, request(closed, worked_on=date(2026, 2, day)), new=True)
    queued = [notice for notice in rows(closed, QueuedNotice) if notice.payload["kind"] == "OverrideAsked"]
    assert [notice.channel for notice in queued] == ["U0DANIEL"] * 2
    (waiting,) = [row for row in rows(closed, UnpromptedNotice) if row.told_in is None]
    assert waiting.payload["kind"] == "OverrideAsked"


def test_a_correction_goes_out_once_as_a_reversal_and_a_new_line(closed: Bot, clock: FixedClock) -> None:
    grant(closed, request(closed, worked_on=FRIDAY, duration="3h"))
    clock.now = clock.now.replace(month=4, day=2)
    close(closed, "2026-03")
    assert lines(closed, 1) == [("line", "2.00", "200.00")]
    assert lines(closed, 2) == [("reversal", "-2.00", "-200.00"), ("line", "3.00", "300.00")]
    close(closed, "2026-01")
    assert lines(closed, 3) == []


def test_an_entry_that_is_taken_back_goes_out_as_a_reversal_alone(closed: Bot) -> None:
    grant(closed, None)
    close(closed, "2026-01")
    assert lines(closed, 2) == [("reversal", "-2.00", "-200.00")]
    assert only(closed).voided_at


def test_a_new_entry_for_a_closed_month_goes_out_in_the_next_batch(closed: Bot) -> None:
    grant(closed, request(closed, worked_on=FRIDAY, duration="1h"), new=True)
    close(closed, "2026-01")
    assert lines(closed, 2) == [("line", "1.00", "100.00")]


def test_a_move_into_an_open_month_is_reversed_now_and_goes_out_with_its_new_month(
    closed: Bot, clock: FixedClock
) -> None:
    grant(closed, request(closed, worked_on=date(2026, 3, 2), duration="2h"))
    close(closed, "2026-01")
    assert lines(closed, 2) == [("reversal", "-2.00", "-200.00")]
    clock.now = clock.now.replace(month=4, day=2)
    close(closed, "2026-03")
    assert lines(closed, 3) == [("line", "2.00", "200.00")]


def test_a_change_that_is_changed_back_before_the_next_batch_needs_no_correction(closed: Bot) -> None:
    grant(closed, request(closed, worked_on=FRIDAY, duration="3h", note="copy"))
    grant(closed, request(closed, worked_on=FRIDAY, duration="2h", note="copy"))
    close(closed, "2026-01")
    assert lines(closed, 2) == []


def test_over_all_batches_each_entry_counts_for_what_it_says(closed: Bot, clock: FixedClock) -> None:
    for number, duration in enumerate(("3h", "45m", "1h20", "5h")):
        grant(closed, request(closed, worked_on=FRIDAY, duration=duration))
        clock.now = clock.now.replace(month=4 + number, day=2)
        close(closed, f"2026-{3 + number:02d}")
    assert sum(line.minutes for line in rows(closed, ExportLine)) == only(closed).minutes == 300
    assert sum(line.amount_cents for line in rows(closed, ExportLine)) == 50_000


def test_a_correction_keeps_the_rate_that_was_fixed(closed: Bot) -> None:
    import_rates(closed, OPERATOR, [RATE | {"amount": "999"}], save=True)
    grant(closed, request(closed, worked_on=FRIDAY, duration="3h"))
    assert only(closed).rate_cents == 10_000


@pytest.mark.parametrize("who", ["Maya Torres", "Sam Okafor", "Daniel Kim"])
def test_only_a_supervisor_or_an_admin_asks(closed: Bot, who: str) -> None:
    with pytest.raises(NotAllowed):
        find_locked(closed, actor(who), "")
    with pytest.raises(NotAllowed, match="You can't ask for an override"):
        ask(closed, None, who=who)


def test_a_supervisor_asks_for_their_own_people_only(closed: Bot) -> None:
    import_people(closed, OPERATOR, [PEOPLE[0] | {"supervisor": "sam@hv.example"}], save=True)
    import_people(closed, OPERATOR, [PEOPLE[2] | {"office_zone": ""}], save=True)
    assert ask(closed, None, who="Sam Okafor").person == "Maya Torres"  # who reports to Grace, who reports to Sam
    import_people(closed, OPERATOR, [PEOPLE[1] | {"supervisor": DANIEL["email"]}], save=True)
    with pytest.raises(NotFound, match="among those who report to you"):
        ask(closed, None, who="Sam Okafor")


@pytest.mark.parametrize("who", ["Maya Torres", "Grace Lindqvist"])
def test_only_finance_decides(closed: Bot, who: str) -> None:
    with pytest.raises(NotAllowed, match="You can't grant overrides"):
        decide(closed, ask(closed, None), who=who)
    assert only(closed).voided_at is None


def test_nobody_grants_what_they_asked_for_themselves(closed: Bot) -> None:
    import_people(closed, OPERATOR, [DANIEL | {"admin": "yes"}], save=True)
    shown = ask(closed, None, who="Daniel Kim")
    with pytest.raises(NotAllowed, match="somebody else in finance decides"):
        decide(closed, shown)


def test_of_two_who_decide_at_once_the_first_counts_and_the_other_is_told(closed: Bot) -> None:
    shown = ask(closed, request(closed, worked_on=FRIDAY, duration="3h"))

    def attempt(number: int) -> str:
        try:
            return decide(closed, shown, granted=number % 2 == 0).decision
        except Conflict as error:
            assert "Daniel Kim already" in str(error)
            return "told"

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(attempt, range(4)))
    assert results.count("told") == 3
    assert only(closed).minutes == (180 if Decision.GRANTED in results else 120)


def test_an_entry_that_changed_since_it_was_asked_for_is_not_overwritten(closed: Bot) -> None:
    shown = ask(closed, request(closed, worked_on=FRIDAY, duration="3h"))
    with closed.store.begin() as session:
        entry = session.get(TimeEntry, only(closed).id)
        assert entry
        entry.minutes = 90
    with pytest.raises(Conflict, match="has changed since this was asked"):
        decide(closed, shown)
    assert only(closed).minutes == 90


def test_one_entry_is_asked_for_once_at_a_time(closed: Bot) -> None:
    ask(closed, None)
    with pytest.raises(Conflict, match="Grace Lindqvist already asked for this entry"):
        ask(closed, None)


def test_what_nobody_could_grant_is_not_asked(closed: Bot) -> None:
    import_people(closed, OPERATOR, [DANIEL | {"role": "team member"}], save=True)
    with pytest.raises(Conflict, match="Nobody in finance is in chat"):
        ask(closed, None)
    assert rows(closed, Override) == []


def test_what_could_just_be_edited_needs_no_override(closed: Bot) -> None:
    log_time(closed, actor("Maya Torres"), request(closed, worked_on=date(2026, 3, 2)))
    with pytest.raises(UsageError, match="March 2026 is still open"):
        ask(closed, request(closed, worked_on=date(2026, 3, 3)), new=True)
    march = next(each.id for each in entries(closed) if each.worked_on.month == 3)
    moved = OverrideRequest(
        person_id=maya_of(closed), entry_id=march, wanted=request(closed, worked_on=date(2026, 1, 30)), reason="Moved"
    )
    with pytest.raises(UsageError, match="January 2026 and March 2026 are still open"):
        ask_override(closed, actor("Grace Lindqvist"), moved)


@pytest.mark.parametrize(
    ("field", "wanted", "reason"),
    [
        ("reason", {}, "  "),
        ("reason", {}, "x" * 1001),
        ("duration", {"duration": "1:75"}, "x"),
        ("duration", {"duration": "23h"}, "x"),
        ("worked_on", {"worked_on": date(2026, 3, 20)}, "x"),
        ("note", {"note": "x" * 1001}, "x"),
    ],
)
def test_what_is_asked_must_be_possible(closed: Bot, field: str, wanted: dict[str, object], reason: str) -> None:
    with pytest.raises(UsageError) as refused:
        ask(closed, request(closed, **({"worked_on": FRIDAY} | wanted)), new=True, reason=reason)
    assert field in refused.value.refusal.fields
    assert rows(closed, Override) == []


def test_the_menu_has_locked_entries_and_people_by_name_job_and_date(closed: Bot) -> None:
    log(closed, "1h ACME-102 2026-03-02")
    found = find_locked(closed, actor("Grace Lindqvist"), "maya")
    assert [(person.name, entry.minutes) for person, entry in found.entries] == [("Maya Torres", 120)]
    assert [person.name for person in found.people] == ["Maya Torres"]
    for query, count in (("27 feb copy", 1), ("2026-02-27", 1), ("acme-102", 0), ("sam", 0)):
        assert len(find_locked(closed, actor("Grace Lindqvist"), query).entries) == count
    form = override_form(closed, actor("Grace Lindqvist"), None, only(closed).id)
    assert (form.person.name, form.entry and form.entry.minutes) == ("Maya Torres", 120)
