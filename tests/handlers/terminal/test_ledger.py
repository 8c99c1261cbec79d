"""`app.py verify`, as the operator runs it."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from typer.testing import CliRunner, Result

from bot.core import OPERATOR, Bot
from bot.signoffs import ledger
from handlers.terminal.commands import commands
from storage.store import Store
from storage.words.signoffs import SignoffDecision
from tests.bot.signoffs.signoff_desk import OMAR, ask, decide, open_account
from tests.bot.signoffs.test_ledger import tamper
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock, make_bot, open_agency


def verify(bot: Bot, *arguments: str) -> Result:
    front = SimpleNamespace(bot=lambda: bot)
    for name in ("run", "web", "worker", "migrate", "sandbox"):
        made = lambda: None  # noqa: E731
        made.__name__ = name
        setattr(front, name, made)
    return CliRunner().invoke(commands(front), ["verify", *arguments])


def test_the_operator_is_told_the_head_and_the_first_broken_event(sqlite_store: Store, clock: FixedClock) -> None:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    assert verify(bot).output.startswith("0 events, all in order")
    open_account(bot)
    decide(bot, ask(bot), OMAR, SignoffDecision.APPROVED)
    whole = verify(bot)
    head = whole.output.split("Head: ")[1].split()[0]
    assert (whole.exit_code, "3 events, all in order" in whole.output) == (0, True)
    assert "The head that you gave is event 3: nothing up to it" in verify(bot, "--head", head).output
    lost = verify(bot, "--head", "0" * 64)
    assert (lost.exit_code, "nowhere in the log" in lost.output) == (1, True)
    tamper(bot, "UPDATE ledger SET body = replace(body, 'approved', 'declined') WHERE position = 2")
    broken = verify(bot)
    assert broken.exit_code == 1
    assert "Event 2: its content isn't what was hashed." in broken.output
    assert "1 event before that is in order." in broken.output


def test_the_operator_is_told_which_kept_sums_are_not_those_of_the_entries(
    sqlite_store: Store, clock: FixedClock
) -> None:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    log(bot, "2h ACME-101 copy; 1h nb ACME-102 maps")
    assert "those of the entries" in verify(bot).output
    tamper(bot, "UPDATE time_rollups SET minutes = minutes + 5, entries = 0 WHERE billable")
    wrong = verify(bot)
    assert wrong.exit_code == 1
    assert (
        "2026-03 ACME-101 Maya Torres: 0 entries of 125 minutes and 0.00 kept, 1 entry of 120 minutes" in wrong.output
    )
    assert "ACME-102" not in wrong.output
    assert "To recalculate them, add --recalculate-sums" in wrong.output
    redone = verify(bot, "--recalculate-sums")
    assert (redone.exit_code, "Recalculated from the entries: 2026-03." in redone.output) == (0, True)
    assert "Recalculated" not in verify(bot, "--recalculate-sums").output


def test_the_ten_lines_of_the_documentation_check_the_chain_too(sqlite_store: Store, clock: FixedClock) -> None:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    open_account(bot)
    decide(bot, ask(bot), OMAR, SignoffDecision.APPROVED)
    document = (Path(__file__).parents[3] / "docs" / "signoff-log.md").read_text()
    script = document.split("```python\n")[1].split("```")[0]

    def check() -> subprocess.CompletedProcess[str]:
        database = str(bot.store.url.database)
        return subprocess.run([sys.executable, "-c", script, database], capture_output=True, text=True, check=False)

    assert check().stdout.split() == ["3", ledger.verify(bot, OPERATOR).head]
    tamper(bot, "UPDATE ledger SET body = body || ' ' WHERE position = 2")
    assert check().stderr == "broken at 2\n"
