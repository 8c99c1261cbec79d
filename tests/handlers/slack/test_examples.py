"""Every view has an example that Slack would take, and looks as it did: `make snapshots` keeps what changed."""

import inspect
import json
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from slack_sdk.models.views import View

from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.example import Example, examples
from handlers.slack.table import modules, table
from sandbox.block_kit.blocks import check_message_blocks
from sandbox.block_kit.views import check_view

ROOMS = Path(__file__).parent
EVERY = list(examples())


def drawn(example: Example) -> Any:
    """What an example shows, as plain data."""
    match example.shown():
        case Message() as message:
            return message.payload()
        case View() as view:
            return view.to_dict()
        case Files(text, files):
            return {"text": text, "files": [{"name": each.name, "title": each.title} for each in files]}


def snapshots(room: str) -> Path:
    return ROOMS / room / "snapshots.json"


def test_every_view_of_every_room_has_an_example() -> None:
    shown = {example.view for example in EVERY}
    missing = [
        f"{module.__name__}.{name}"
        for module in modules()
        if module.__name__.endswith("_views")
        for name, view in inspect.getmembers(module, inspect.isfunction)
        if view.__module__ == module.__name__ and not name.startswith("_")
        if get_type_hints(view).get("return") in (Message, View, Files) and view not in shown
    ]
    assert missing == []


def test_no_two_examples_of_a_room_have_one_name() -> None:
    names = [(example.room, example.name) for example in EVERY]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("example", EVERY, ids=lambda each: f"{each.room} {each.name}")
def test_slack_would_take_it(example: Example) -> None:
    match example.shown():
        case Message() as message:
            assert message.text.strip()
            check_message_blocks(message.payload()["blocks"])
        case View() as view:
            check_view(view.to_dict(), str(view.type))


def test_a_message_reads_in_order_though_slack_draws_its_table_last() -> None:
    kinds = [[block["type"] for block in drawn(each).get("blocks", [])] for each in EVERY]
    assert {kind for each in kinds if "table" in each for kind in each[-1:]} == {"table"}


@pytest.mark.parametrize("room", sorted({example.room for example in EVERY}))
def test_each_view_looks_as_it_did(room: str, pytestconfig: pytest.Config) -> None:
    now = {example.name: drawn(example) for example in EVERY if example.room == room}
    if pytestconfig.getoption("--write-snapshots"):
        snapshots(room).parent.mkdir(exist_ok=True)
        snapshots(room).write_text(json.dumps(now, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    assert now == json.loads(snapshots(room).read_text())


@pytest.mark.parametrize("example", EVERY, ids=lambda each: f"{each.room} {each.name}")
def test_each_button_menu_and_form_has_its_handler(example: Example) -> None:
    found, known = set(ids(drawn(example))), table()
    handled = {*known.clicks, *known.forms, *known.menus, *(each for each in known.menus), "value"}
    assert {each for each in found if ".".join(each.split(".")[:2]) not in handled} == set()


def ids(node: Any) -> Any:
    if isinstance(node, dict):
        yield from (str(node[key]) for key in ("action_id", "callback_id") if node.get(key))
        for each in node.values():
            yield from ids(each)
    elif isinstance(node, list):
        for each in node:
            yield from ids(each)
