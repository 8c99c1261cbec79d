"""What holds on every floor, whatever the room."""

from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]


@pytest.mark.parametrize("floor", ["bot", "storage"])
def test_below_the_doors_nobody_names_a_chat_platform(floor: str) -> None:
    files = [each for each in (HOUSE / floor).rglob("*") if each.is_file() and each.suffix != ".pyc"]
    assert len(files) > 50
    assert [str(each.relative_to(HOUSE)) for each in files if b"slack" in each.read_bytes().lower()] == []
