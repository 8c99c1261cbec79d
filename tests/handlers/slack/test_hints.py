"""A command is shown as people type it in their workspace: the floors below name it, and the door writes it."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.slack.kit.example import Example, examples
from handlers.slack.table import table
from tests.handlers.slack.test_examples import drawn

ROOT = Path(__file__).parents[3]
NAMES = "|".join(table().commands)
TYPED = re.compile(rf"(?<![\w/.])/({NAMES})\b")
OTHERS = "jj-"
TAKES_A_PREFIX = [each for each in examples() if "prefix" in inspect.signature(each.view).parameters]


def strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def texts(shown: object) -> Iterator[str]:
    match shown:
        case str():
            yield shown
        case dict():
            for each in shown.values():
                yield from texts(each)
        case list() | tuple():
            for each in shown:
                yield from texts(each)


def with_prefix(example: Example) -> Example:
    given = inspect.signature(example.view).bind(*example.given, **example.named)
    given.arguments["prefix"] = OTHERS
    return replace(example, given=given.args, named=given.kwargs)


@pytest.mark.parametrize("floor", ["bot", "storage"])
def test_no_text_below_the_doors_has_a_command_as_it_is_typed(floor: str) -> None:
    found = {file: [each for each in strings(file) if TYPED.search(each)] for file in (ROOT / floor).rglob("*.py")}
    assert {file.name: typed for file, typed in found.items() if typed} == {}


def test_a_workspace_with_a_prefix_reads_its_own_commands_in_every_view() -> None:
    assert any(OTHERS in text for each in TAKES_A_PREFIX for text in texts(drawn(with_prefix(each))))
    wrong = [
        f"{each.room} {each.name}: {text}"
        for each in examples()
        for text in texts(drawn(with_prefix(each) if each in TAKES_A_PREFIX else each))
        if TYPED.search(text)
    ]
    assert wrong == []
