"""What Slack refuses in blocks and views, and where it says the fault is."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

Bot = Any
Json = dict[str, Any]

T: Json = {"type": "plain_text", "text": "T"}
M: Json = {"type": "mrkdwn", "text": "*T*"}
R: Json = {"type": "raw_text", "text": "x"}
A: Json = {"text": T, "value": "a"}
B: Json = {"text": T, "value": "b"}


def actions(**element: Any) -> list[Json]:
    return [{"type": "actions", "elements": [element]}]


REFUSED: dict[str, tuple[list[Json], str]] = {
    "a block of another kind": ([{"type": "video"}], "unsupported type: video [json-pointer:/blocks/0/type]"),
    "an empty table": ([{"type": "table", "rows": []}], "no fewer than 1 items allowed [json-pointer:/blocks/0/rows]"),
    "an empty cell": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ),
    "rows of different lengths": (
        [{"type": "table", "rows": [[R], [R, R]]}],
        "rows must have the same number of cells [json-pointer:/blocks/0/rows]",
    ),
    "an input in a message": (
        [{"type": "input", "label": T, "element": {"type": "plain_text_input"}}],
        "unsupported type: input [json-pointer:/blocks/0/type]",
    ),
    "an unknown field": ([{"type": "divider", "x": 1}], "invalid additional property: x [json-pointer:/blocks/0]"),
    "a missing field": ([{"type": "header"}], "missing required field: text [json-pointer:/blocks/0]"),
    "an empty text": (
        [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}],
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "a number as text": (
        [{"type": "section", "text": {"type": "mrkdwn", "text": 7}}],
        "must be a string [json-pointer:/blocks/0/text/text]",
    ),
    "a section that says nothing": (
        [{"type": "section"}],
        "missing required field: text or fields [json-pointer:/blocks/0]",
    ),
    "mrkdwn in a header": (
        [{"type": "header", "text": M}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "emoji in mrkdwn": (
        [{"type": "section", "text": M | {"emoji": True}}],
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "no elements": ([{"type": "actions", "elements": []}], "no fewer than 1 items allowed"),
    "a text input among actions": (actions(type="plain_text_input"), "unsupported type: plain_text_input"),
    "a button in a strange style": (actions(type="button", text=T, style="loud"), "must be a valid enum value"),
    "a button of mrkdwn": (actions(type="button", text=M), "unsupported type: mrkdwn"),
    "a select without options": (actions(type="static_select", options=[]), "no fewer than 1 items allowed"),
    "an initial option that is not on offer": (
        actions(type="static_select", options=[A], initial_option=B),
        "initial options must match exactly options provided",
    ),
    "options of one value": (actions(type="overflow", options=[A, A]), "option values must be unique"),
    "a day that is none": (actions(type="datepicker", initial_date="2026-02-30"), "must be a date"),
    "an incomplete confirm": (actions(type="button", text=T, confirm={"title": T}), "missing required field: text"),
    "an image from nowhere": ([{"type": "image", "alt_text": "x"}], "must have either image_url or slack_file"),
    "an image that is no address": (
        [{"type": "image", "alt_text": "x", "image_url": "cat.png"}],
        "must be a valid URL [json-pointer:/blocks/0/image_url]",
    ),
    "an image that nobody uploaded": (
        [{"type": "image", "alt_text": "x", "slack_file": {"id": "F0NONE"}}],
        "invalid slack file",
    ),
    "several people among actions": (actions(type="multi_users_select"), "unsupported type: multi_users_select"),
    "an empty filter": (
        actions(type="conversations_select", filter={}),
        "must have at least one field [json-pointer:/blocks/0/elements/0/filter]",
    ),
    "a filter for what there is not": (
        actions(type="conversations_select", filter={"include": ["all"]}),
        "must be a valid enum value",
    ),
    "rich text of another kind": (
        [{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}],
        "unsupported type: text [json-pointer:/blocks/0/elements/0/type]",
    ),
    "a list of plain text": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [T]}]}],
        "unsupported type: plain_text [json-pointer:/blocks/0/elements/0/elements/0/type]",
    ),
    "a block_id twice": (
        [{"type": "divider", "block_id": "x"}, {"type": "divider", "block_id": "x"}],
        "block_id already exists [json-pointer:/blocks/1/block_id]",
    ),
    "an action_id twice in a block": (
        [{"type": "actions", "elements": [{"type": "button", "text": T, "action_id": "x"}] * 2}],
        "action_id already exists [json-pointer:/blocks/0]",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_message_is_refused(shared_bot: Bot, case: str) -> None:
    blocks, problem = REFUSED[case]

    with pytest.raises(SlackApiError) as refused:
        shared_bot.client.chat_postMessage(channel="C0DESK", text="x", blocks=blocks)

    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    assert any(f"[ERROR] {problem}" in message for message in answer["response_metadata"]["messages"])


def question(**element: Any) -> Json:
    return {"type": "input", "block_id": "q", "label": T, "element": element}


VIEWS: dict[str, tuple[Json, str]] = {
    "no title": ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    "inputs without submit": (
        {"type": "modal", "title": T, "blocks": [question(type="plain_text_input")]},
        "missing required field: submit",
    ),
    "another kind of view": ({"type": "home", "blocks": []}, "unsupported type: home [json-pointer:/view/type]"),
    "lengths that cannot be met": (
        {
            "type": "modal",
            "title": T,
            "submit": T,
            "blocks": [question(type="plain_text_input", min_length=5, max_length=4)],
        },
        "min_length must not be more than max_length [json-pointer:/view/blocks/0/element]",
    ),
    "a button as input": (
        {"type": "modal", "title": T, "submit": T, "blocks": [question(type="button", text=T)]},
        "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
    ),
    "a number that is none": (
        {
            "type": "modal",
            "title": T,
            "submit": T,
            "blocks": [question(type="number_input", is_decimal_allowed=False, min_value=1)],
        },
        "must be a number as a string [json-pointer:/view/blocks/0/element/min_value]",
    ),
    "bounds the wrong way round": (
        {
            "type": "modal",
            "title": T,
            "submit": T,
            "blocks": [question(type="number_input", is_decimal_allowed=False, min_value="2", max_value="1")],
        },
        "initial_value must be from min_value to max_value [json-pointer:/view/blocks/0/element]",
    ),
    "a number without saying of which kind": (
        {"type": "modal", "title": T, "submit": T, "blocks": [question(type="number_input")]},
        "missing required field: is_decimal_allowed",
    ),
    "focus in two places": (
        {
            "type": "modal",
            "title": T,
            "submit": T,
            "blocks": [question(type="datepicker", focus_on_load=True) | {"block_id": name} for name in "ab"],
        },
        "only one element may have focus_on_load [json-pointer:/view/blocks]",
    ),
}


@pytest.mark.parametrize("case", VIEWS)
def test_a_view_is_refused(shared_bot: Bot, case: str) -> None:
    view, problem = VIEWS[case]

    with pytest.raises(SlackApiError) as refused:
        shared_bot.client.views_open(trigger_id="1.2.3", view=view)

    answer = refused.value.response
    assert answer["error"] == "invalid_arguments"
    assert any(f"[ERROR] {problem}" in message for message in answer["response_metadata"]["messages"])


def test_a_table_is_drawn_last(shared_bot: Bot) -> None:
    table = {"type": "table", "rows": [[R]]}
    blocks = [{"type": "header", "text": T}, table, {"type": "divider"}]
    answer = shared_bot.client.chat_postMessage(channel="C0DESK", text="x", blocks=blocks)
    assert [block["type"] for block in answer["message"]["blocks"]] == ["header", "divider", "table"]


def test_every_kind_of_block_and_element_is_taken(shared_bot: Bot) -> None:
    confirm = {"title": T, "text": M, "confirm": T, "deny": T, "style": "danger"}
    elements = [
        {"type": "button", "text": T, "value": "1", "style": "primary", "confirm": confirm},
        {"type": "overflow", "options": [A, B]},
        {"type": "static_select", "options": [A, B], "initial_option": A, "placeholder": T},
        {"type": "external_select", "min_query_length": 0, "initial_option": A},
        {"type": "datepicker", "initial_date": "2026-03-12"},
        {"type": "radio_buttons", "options": [A | {"text": M, "description": M}, B]},
        {"type": "checkboxes", "options": [A, B], "initial_options": [B]},
        {"type": "users_select", "initial_user": "U0MAYA"},
        {"type": "channels_select"},
        {"type": "conversations_select", "filter": {"include": ["private"], "exclude_bot_users": True}},
    ]
    image = {"type": "image", "alt_text": "A cat", "image_url": "https://pictures.example/cat.png"}
    bold = {"type": "text", "text": "x", "style": {"bold": True}}
    line = {"type": "rich_text_section", "elements": [bold, {"type": "link", "url": "https://a.example"}]}
    rich = [
        line,
        {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "U0MAYA"}]},
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [line]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
    ]
    blocks = [
        {"type": "header", "text": T},
        {"type": "section", "text": M | {"verbatim": True}, "fields": [T, M], "accessory": elements[0]},
        {"type": "divider"},
        {"type": "section", "text": M, "accessory": image},
        {"type": "section", "text": M, "accessory": {"type": "multi_static_select", "options": [A, B]}},
        {"type": "context", "elements": [T | {"emoji": True}, M, image]},
        image | {"title": T},
        {"type": "rich_text", "elements": rich},
        {"type": "actions", "elements": elements},
    ]

    message = shared_bot.client.chat_postMessage(channel="C0DESK", text="x", blocks=blocks)["message"]

    assert len({block["block_id"] for block in message["blocks"]}) == len(blocks)
    assert all(element["action_id"] for element in message["blocks"][-1]["elements"])
