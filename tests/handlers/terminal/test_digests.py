"""The digest at the terminal."""

import json

import pytest

from bot.core import OPERATOR, Bot
from bot.digests.digests import digest_for_operator
from bot.errors import UsageError
from bot.rules.digests.rows import rows_of
from handlers.terminal.digests import report
from tests.bot.timekeeping.test_time_entries import log


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
    assert list(told) == ["month", "edition", "made_on", "changed", "figures", "snapshot"]
    keys = "about name unit value numerator denominator currency formula hint is_partial text"
    assert [*told["figures"][0]] == keys.split()
    for row, line in zip(rows_of(shown.figures), told["figures"], strict=True):
        assert (row.value, row.numerator, row.denominator) == (line["value"], line["numerator"], line["denominator"])
    (time,) = [each for each in told["figures"] if (each["about"], each["name"]) == ("ACME", "Time")]
    assert (time["value"], time["text"]) == (180, "3h")
    assert told["snapshot"]["clients"][0]["billable_minutes"] == 120


@pytest.mark.parametrize("month", ["2026-13", "some day", "0001-01", "2026-04", "9999-12"])
def test_what_is_no_month_or_has_not_begun_is_refused_with_one_that_would_work(agency: Bot, month: str) -> None:
    with pytest.raises(UsageError, match="as a month. Try 2026-02|hasn't begun yet"):
        digest_for_operator(agency, OPERATOR, month)
