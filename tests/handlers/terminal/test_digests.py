"""The digest at the terminal."""

import json

import pytest

from bot.core import OPERATOR, Bot
from bot.digests import digest_for_operator
from handlers.terminal.digests import report
from tests.bot.test_time_entries import log


def test_a_digest_prints_each_figure_and_as_json_the_same_with_what_it_is_made_of(
    agency: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    log(agency, "2h ACME-101 copy; 1h nb ACME-102 maps")
    shown = digest_for_operator(agency, OPERATOR, "2026-03")
    report(shown, as_json=False)
    said = capsys.readouterr().out
    assert "Digest of March 2026, so far" in said
    assert "On-time share" in said
    report(shown, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["month"], told["edition"]) == ("2026-03", 0)
    (time,) = [each for each in told["figures"] if (each["about"], each["name"]) == ("ACME", "Time")]
    assert (time["value"], time["text"]) == (180, "3h")
    assert told["snapshot"]["clients"][0]["billable_minutes"] == 120
