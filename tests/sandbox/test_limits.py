"""Every row of the limits table: what just fits is taken, one more is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.limits import LIMITS

Bot = Any
Json = dict[str, Any]


def text(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def options(count: int) -> list[Json]:
    return [option(value=f"{number}") for number in range(count)]


def option(value: str = "v", label: int = 1, **more: Any) -> Json:
    return {"text": text(label), "value": value, **more}


def message(*blocks: Json) -> Json:
    return {"method": "chat.postMessage", "channel": "C0DESK", "text": "x", "blocks": list(blocks)}


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": text(1), "submit": text(1), "blocks": list(blocks), **more}
    return {"method": "views.open", "view": view}


def cell(length: int = 1) -> Json:
    return {"type": "raw_text", "text": "x" * length}


def table(*rows: list[Json], **more: Any) -> Json:
    return {"type": "table", "rows": list(rows), **more}


def actions(*elements: Json) -> Json:
    return message({"type": "actions", "elements": list(elements)})


def button(**more: Any) -> Json:
    return {"type": "button", "text": text(1), **more}


def image(**more: Any) -> Json:
    return {"type": "image", "alt_text": "x", "image_url": "https://a.example/x.png", **more}


def confirm(**more: Any) -> Json:
    return actions(button(confirm={"title": text(1), "text": text(1), "confirm": text(1), "deny": text(1), **more}))


def chooser(kind: str, count: int) -> Json:
    return actions({"type": kind, "options": options(count)})


def field(**more: Any) -> Json:
    element = {"type": "plain_text_input"}
    return modal({"type": "input", "label": text(1), "element": element, **more})


def filled(total: int) -> list[Json]:
    """Sections with so many characters in all."""
    return [{"type": "section", "text": mrkdwn(min(2_500, total - at))} for at in range(0, total, 2_500)]


def heavy_modal(size: int) -> Json:
    blocks = [{"type": "section", "text": mrkdwn(2_600)} for _ in range(95)]
    call = modal(*blocks)
    spare = len(json.dumps(call["view"])) - size
    for block in blocks:
        cut = min(spare, 2_599)
        block["text"] = mrkdwn(2_600 - cut)
        spare -= cut
    return call


def metadata(size: int) -> Json:
    event = {"event_type": "e", "event_payload": {"x": ""}}
    event["event_payload"] = {"x": "x" * (size - len(json.dumps(event)))}
    return message() | {"metadata": event}


def suggestion(**answer: Any) -> Json:
    return {"method": "block_suggestion", "answer": answer}


BUILDERS: dict[str, Callable[[int], Json]] = {
    "message.text": lambda n: message() | {"text": "x" * n},
    "message.blocks": lambda n: message(*[{"type": "divider"}] * n),
    "message.all_text": lambda n: message(*filled(n)),
    "message.metadata_bytes": metadata,
    "view.blocks": lambda n: modal(*[{"type": "divider"}] * n),
    "view.bytes": heavy_modal,
    "view.title": lambda n: modal(title=text(n)),
    "view.submit": lambda n: modal(submit=text(n)),
    "view.close": lambda n: modal(close=text(n)),
    "view.private_metadata": lambda n: modal(private_metadata="x" * n),
    "view.callback_id": lambda n: modal(callback_id="x" * n),
    "view.external_id": lambda n: modal(external_id="x" * n),
    "block_id": lambda n: message({"type": "divider", "block_id": "x" * n}),
    "action_id": lambda n: actions(button(action_id="x" * n)),
    "section.text": lambda n: message({"type": "section", "text": mrkdwn(n)}),
    "section.fields": lambda n: message({"type": "section", "fields": [mrkdwn(1)] * n}),
    "section.field": lambda n: message({"type": "section", "fields": [mrkdwn(n)]}),
    "message.tables": lambda n: message(*[table([cell()])] * n),
    "image.url": lambda n: message(image(image_url=f"https://a.example/{'x' * n}"[:n])),
    "image.alt_text": lambda n: message(image(alt_text="x" * n)),
    "image.title": lambda n: message(image(title=text(n))),
    "table.rows": lambda n: message(table(*[[cell()]] * n)),
    "table.columns": lambda n: message(table([cell()] * n)),
    "table.column_settings": lambda n: message(table([cell()], column_settings=[{}] * n)),
    "table.cell": lambda n: message(table([cell(n)])),
    "table.all_text": lambda n: message(table([cell(n - 1), cell()])),
    "header.text": lambda n: message({"type": "header", "text": text(n)}),
    "context.elements": lambda n: message({"type": "context", "elements": [mrkdwn(1)] * n}),
    "context.text": lambda n: message({"type": "context", "elements": [mrkdwn(n)]}),
    "actions.elements": lambda n: actions(*[button()] * n),
    "input.label": lambda n: field(label=text(n)),
    "input.hint": lambda n: field(hint=text(n)),
    "button.text": lambda n: actions(button(text=text(n))),
    "button.value": lambda n: actions(button(value="x" * n)),
    "placeholder": lambda n: actions({"type": "datepicker", "placeholder": text(n)}),
    "static_select.options": lambda n: chooser("static_select", n),
    "overflow.options": lambda n: chooser("overflow", n),
    "radio_buttons.options": lambda n: chooser("radio_buttons", n),
    "checkboxes.options": lambda n: chooser("checkboxes", n),
    "plain_text_input.length": lambda n: field(element={"type": "plain_text_input", "initial_value": "x" * n}),
    "file_input.files": lambda n: field(element={"type": "file_input", "max_files": n}),
    "option.text": lambda n: actions({"type": "static_select", "options": [option(label=n)]}),
    "option.value": lambda n: actions({"type": "static_select", "options": [option("x" * n)]}),
    "option.description": lambda n: actions({"type": "static_select", "options": [option(description=text(n))]}),
    "option_group.label": lambda n: suggestion(option_groups=[{"label": text(n), "options": options(1)}]),
    "option_groups": lambda n: suggestion(option_groups=[{"label": text(1), "options": options(1)}] * n),
    "confirm.title": lambda n: confirm(title=text(n)),
    "confirm.text": lambda n: confirm(text=mrkdwn(n)),
    "confirm.confirm": lambda n: confirm(confirm=text(n)),
    "confirm.deny": lambda n: confirm(deny=text(n)),
    "file.bytes": lambda n: {"method": "files.getUploadURLExternal", "filename": "x.csv", "length": f"{n}"},
}
TESTED_WITH_MODALS = {"view.stack", "file_input.bytes"}


def refusal(bot: Bot, call: Json) -> str | None:
    """Slack's error code for what was built, None when it is taken."""
    method = call.pop("method")
    if method == "block_suggestion":
        return suggested(bot, call["answer"])
    try:
        if method == "views.open":
            call["trigger_id"] = trigger(bot)
        bot.client.api_call(method, json=call)
    except SlackApiError as error:
        return str(error.response["error"])
    return None


def trigger(bot: Bot) -> str:
    bot.sandbox.as_person("maya").command("open", "/logtime")
    return str(bot.sandbox.deliveries[-1].payload["trigger_id"])


def suggested(bot: Bot, answer: Json) -> str | None:
    select = {"type": "external_select", "action_id": "find", "min_query_length": 0}
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [select]}]}
    bot.client.views_publish(user_id="U0MAYA", view=view)
    bot.answer = answer
    maya = bot.sandbox.as_person("maya")
    try:
        maya.options(maya.home(), "find", "")
    except LookupError as error:
        return str(error)
    return None


@pytest.fixture(scope="module")
def strict_bot(shared_bot: Bot) -> Bot:
    shared_bot.app.command("/logtime")(lambda ack: ack())
    shared_bot.app.options("find")(lambda ack: ack(**shared_bot.answer))
    return shared_bot


@pytest.mark.parametrize("limit", sorted(LIMITS.keys() - TESTED_WITH_MODALS))
def test_what_fits_is_taken_and_one_more_is_refused(strict_bot: Bot, limit: str) -> None:
    build = BUILDERS[limit]

    assert refusal(strict_bot, build(LIMITS[limit])) is None
    assert refusal(strict_bot, build(LIMITS[limit] + 1)) is not None


def test_no_builder_is_left_over() -> None:
    assert BUILDERS.keys() == LIMITS.keys() - TESTED_WITH_MODALS
