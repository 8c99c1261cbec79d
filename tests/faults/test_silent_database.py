"""A database that goes silent: the person is answered in time, and never with something that isn't so."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from storage.store import Store
from tests.conftest import make_bot
from tests.faults.conftest import SilentServer
from tests.handlers.conftest import Desk, buttons, texts
from tests.handlers.slack.timekeeping.test_time_entries import minutes

pytestmark = pytest.mark.parametrize("store", ["postgresql"], indirect=True)
SLACKS_PATIENCE = 3.0
MANY = 24
# The last statement of a line of time keeps the answer for a delivery that comes again.
LAST = "UPDATE deliveries"


def warm(desk: Desk) -> None:
    desk.person("maya").command("desk", "/logtime", "1h ACME-101")
    desk.sandbox.faults.ack_within = SLACKS_PATIENCE


@pytest.mark.parametrize(
    "word", ["", pytest.param(LAST, marks=pytest.mark.long)], ids=["at once", "just before the commit"]
)
def test_silence_before_the_commit_is_told_in_time_and_nothing_is_saved(
    desk: Desk, store: Store, server: SilentServer, word: str
) -> None:
    warm(desk)
    maya = desk.person("maya")
    server.fall_silent_at(word)
    outcome = maya.command("desk", "/logtime", "2h ACME-102")
    assert outcome.ok
    assert "nothing was saved" in texts(outcome.appeared[0]["blocks"])
    server.recover()
    assert minutes(make_bot(store, desk.bot.clock)) == [60]
    assert maya.command("desk", "/logtime", "2h ACME-102").ok
    assert minutes(desk.bot) == [60, 120]


@pytest.mark.parametrize("committed", [True, pytest.param(False, marks=pytest.mark.long)])
def test_silence_after_the_commit_was_sent_is_neither_logged_nor_failed(
    desk: Desk, store: Store, server: SilentServer, committed: bool
) -> None:
    warm(desk)
    maya = desk.person("maya")
    server.fall_silent_at("COMMIT", after=committed)
    outcome = maya.command("desk", "/logtime", "2h ACME-102")
    assert outcome.ok
    (unsure,) = outcome.appeared
    assert "nothing was saved" not in texts(unsure["blocks"])
    assert buttons(unsure["blocks"]) == ["Show my week"]
    server.recover()
    assert minutes(make_bot(store, desk.bot.clock)) == ([60, 120] if committed else [60])
    (week,) = maya.click(unsure, "Show my week").appeared
    assert ("ACME-102" in texts(week["blocks"])) == committed
    again = maya.command("desk", "/logtime", "2h ACME-102")
    asks = ["Yes, log it again"] if committed else []
    assert [each for each in buttons(again.appeared[0]["blocks"]) if each.startswith("Yes")] == asks
    assert minutes(desk.bot) == [60, 120]


def test_one_person_whose_row_is_locked_never_makes_others_wait(desk: Desk, store: Store) -> None:
    warm(desk)
    together, outcomes = Barrier(MANY + 1), []

    def log(number: int) -> None:
        together.wait()
        outcomes.append(desk.person("sam").command("desk", "/logtime", f"{number}m ACME-102"))

    with store.begin() as session:
        session.execute(text("SELECT * FROM people WHERE name = 'Sam Okafor' FOR UPDATE"))
        threads = [Thread(target=log, args=[number]) for number in range(1, MANY + 1)]
        for thread in threads:
            thread.start()
        together.wait()
        assert desk.person("maya").command("desk", "/logtime", "2h ACME-102").text.startswith("Logged")
        assert not any(outcome.text.startswith("Logged") for outcome in outcomes)
        for thread in threads:
            thread.join()
    assert [outcome.ok for outcome in outcomes] == [True] * MANY
    assert minutes(desk.bot) == [60, 120]


def test_a_locked_table_is_told_to_everybody_in_time(desk: Desk, store: Store) -> None:
    warm(desk)
    together, outcomes = Barrier(MANY), []

    def log(number: int) -> None:
        person = desk.person(("maya", "sam", "grace")[number % 3])
        together.wait()
        outcomes.append(person.command("desk", "/logtime", f"{number + 1}m ACME-102"))

    with store.begin() as session:
        session.execute(text("LOCK TABLE time_entries IN ACCESS EXCLUSIVE MODE"))
        threads = [Thread(target=log, args=[number]) for number in range(MANY)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [outcome.ok for outcome in outcomes] == [True] * MANY
    assert minutes(desk.bot) == [60]
