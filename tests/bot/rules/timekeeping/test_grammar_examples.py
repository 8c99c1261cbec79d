"""docs/grammar.md says what becomes of each line; here it is held to its word."""

import re
from pathlib import Path

import pytest

from bot.rules.kit.services import SERVICES
from tests.bot.rules.jobs.book import described

PAGE = (Path(__file__).parents[4] / "docs" / "grammar.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(.+?)` \| ([^|]+) \| (.+) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)


@pytest.mark.parametrize(("line", "place", "becomes"), ROWS)
def test_a_line_becomes_what_the_page_says(line: str, place: str, becomes: str) -> None:
    assert described(line, place) == becomes


def test_the_page_counts_its_lines_and_names_all_services() -> None:
    saved, asked, refused = (
        sum(becomes.startswith(word) for _, _, becomes in ROWS) for word in ("saved", "asks", "refused")
    )
    counts = f"{saved} forms that are taken, {asked} that are asked about and {refused} that are refused"
    assert f"The {len(ROWS)} lines below show {counts}" in PAGE
    assert all(service in PAGE for service in SERVICES)
