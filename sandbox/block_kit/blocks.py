"""The blocks of messages and views."""

import json
from collections.abc import Iterator

from sandbox.block_kit.elements import ALT_TEXT, IMAGE, IMAGE_ELEMENT, any_text, element, one_source, plain_text
from sandbox.block_kit.rich_text import RICH_TEXT_ELEMENTS
from sandbox.block_kit.shapes import Check, Problems, array, boolean, by_type, object_of, one_of, string
from sandbox.files import PRIVATE_PATH
from sandbox.limits import LIMITS
from sandbox.values import Json, JsonValue, Refused

_REFERENCES = ("users_select", "channels_select", "conversations_select")
_CHOOSERS = ("static_select", "external_select", *_REFERENCES, "datepicker", "radio_buttons", "checkboxes")
_SEVERAL = ("multi_static_select", "multi_external_select", *(f"multi_{one}" for one in _REFERENCES))
_ACTIONS = ("button", "overflow", *_CHOOSERS)
_TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
_INPUTS = (*_TYPED, "file_input", *_CHOOSERS, *_SEVERAL)


def _valid_type(_value: object, _at: str, _problems: Problems) -> None:
    """Accepts anything: `by_type` has already checked the type."""


def _section_says_something(value: object, at: str, problems: Problems) -> None:
    if isinstance(value, dict) and "text" not in value and "fields" not in value:
        problems.add("missing required field: text or fields", at)


def _block(required: dict[str, Check], optional: dict[str, Check] | None = None, also: Check | None = None) -> Check:
    base: dict[str, Check] = {"type": _valid_type}
    return object_of({**base, **required}, {"block_id": string("block_id"), **(optional or {})}, also)


def _either(image: Check, other: Check) -> Check:
    def check(value: object, at: str, problems: Problems) -> None:
        is_image = isinstance(value, dict) and value.get("type") == "image"
        (image if is_image else other)(value, at, problems)

    return check


_DISPLAY: dict[str, Check] = {
    "section": _block(
        {},
        {
            "text": any_text("section.text"),
            "fields": array(any_text("section.field"), "section.fields"),
            "accessory": _either(IMAGE_ELEMENT, element((*_ACTIONS, *_SEVERAL))),
        },
        _section_says_something,
    ),
    "header": _block({"text": plain_text("header.text")}),
    "divider": _block({}),
    "context": _block({"elements": array(_either(IMAGE_ELEMENT, any_text("context.text")), "context.elements")}),
    "actions": _block({"elements": array(element(_ACTIONS), "actions.elements")}),
    "image": _block(ALT_TEXT, {"title": plain_text("image.title"), **IMAGE}, one_source),
    "rich_text": _block({"elements": RICH_TEXT_ELEMENTS}),
}
_CELL = object_of({"type": one_of("raw_text"), "text": string("table.cell")})
_COLUMN = object_of({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _table_fits(value: object, at: str, problems: Problems) -> None:
    rows = value["rows"] if isinstance(value, dict) else []
    if len({len(row) for row in rows}) > 1:
        problems.add("rows must have the same number of cells", f"{at}/rows")
    if sum(len(cell["text"]) for row in rows for cell in row) > LIMITS["table.all_text"]:
        problems.add(f"no more than {LIMITS['table.all_text']} characters allowed over all cells", f"{at}/rows")


# Only messages take tables. Of the kinds of cells, only plain text is in use.
_TABLE = _block(
    {"rows": array(array(_CELL, "table.columns"), "table.rows")},
    {"column_settings": array(_COLUMN, "table.column_settings", least=0)},
    _table_fits,
)
_INPUT = _block(
    {"label": plain_text("input.label"), "element": element(_INPUTS)},
    {"hint": plain_text("input.hint"), "optional": boolean, "dispatch_action": boolean},
)

MESSAGE_BLOCKS = array(by_type({**_DISPLAY, "table": _TABLE}), "message.blocks", least=0)
VIEW_BLOCKS = array(by_type({**_DISPLAY, "input": _INPUT}), "view.blocks", least=0)


def elements_of(block: Json) -> list[Json]:
    """The interactive elements of a block."""
    found = [block.get("accessory"), block.get("element")]
    found += block["elements"] if block["type"] == "actions" else []
    return [one for one in found if one and one["type"] != "image"]


def slack_files_of(blocks: list[Json]) -> list[str]:
    """The ids of the uploaded files that images among the blocks show."""
    found = [one for block in blocks for one in (block, block.get("accessory") or {}, *block.get("elements", []))]
    named = [one["slack_file"] for one in found if one.get("type") == "image" and "slack_file" in one]
    return [one.get("id") or one["url"].partition(PRIVATE_PATH)[2].partition("/")[0] for one in named]


def ids_differ(blocks: list[Json], at: str, problems: Problems) -> None:
    """Requires unique block_ids, unique action_ids within a block, and at most one element with focus."""
    for number in _repeats([block.get("block_id") for block in blocks]):
        problems.add("block_id already exists", f"{at}/{number}/block_id")
    for number, block in enumerate(blocks):
        for _ in _repeats([one.get("action_id") for one in elements_of(block)]):
            problems.add("action_id already exists", f"{at}/{number}")
    if sum(bool(one.get("focus_on_load")) for block in blocks for one in elements_of(block)) > 1:
        problems.add("only one element may have focus_on_load", at)


def _repeats(ids: list[str | None]) -> Iterator[int]:
    return (number for number, one in enumerate(ids) if one is not None and one in ids[:number])


def check_message_blocks(blocks: JsonValue) -> list[Json]:
    """Returns a message's blocks with every id filled in, a table last as Slack draws it; or raises Slack's refusal."""
    problems = Problems()
    MESSAGE_BLOCKS(blocks, "/blocks", problems)
    if not problems.found:
        ids_differ(blocks, "/blocks", problems)
        if sum(block["type"] == "table" for block in blocks) > LIMITS["message.tables"]:
            problems.add("only one table allowed", "/blocks")
    if problems.found:
        messages = [f"[ERROR] {problem}" for problem in problems.found]
        raise Refused("invalid_blocks", errors=problems.found, response_metadata={"messages": messages})
    if sum(map(len, _texts(blocks))) > LIMITS["message.all_text"]:
        raise Refused("msg_blocks_too_long")
    return sorted(with_ids(blocks), key=lambda block: block["type"] == "table")


def with_ids(blocks: list[Json]) -> list[Json]:
    """Returns a copy in which each block has a block_id and each element an action_id, as unique as Slack's."""
    copy: list[Json] = json.loads(json.dumps(blocks))
    taken = {block.get("block_id") for block in copy}
    for number, block in enumerate(copy):
        if "block_id" not in block:
            block["block_id"] = next(name for n in range(999) if (name := f"b{number}{n or ''}") not in taken)
            taken.add(block["block_id"])
        for place, one in enumerate(elements_of(block)):
            one.setdefault("action_id", f"{block['block_id']}-{place}")
    return copy


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
