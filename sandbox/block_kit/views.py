"""Modals and home views, as a bot sends them."""

import json

from sandbox.block_kit.blocks import VIEW_BLOCKS, ids_differ, with_ids
from sandbox.block_kit.elements import plain_text
from sandbox.block_kit.shapes import Check, Problems, boolean, by_type, object_of, one_of, string
from sandbox.limits import LIMITS
from sandbox.values import Json, JsonValue, Refused

_ANY_VIEW: dict[str, Check] = {
    "private_metadata": string("view.private_metadata", least=0),
    "callback_id": string("view.callback_id", least=0),
    "external_id": string("view.external_id", least=0),
}


def _modal_can_be_submitted(value: object, at: str, problems: Problems) -> None:
    if isinstance(value, dict) and "submit" not in value and any(b["type"] == "input" for b in value["blocks"]):
        problems.add("missing required field: submit, as there are input blocks", at)


_MODAL = object_of(
    {"type": one_of("modal"), "title": plain_text("view.title"), "blocks": VIEW_BLOCKS},
    {
        "submit": plain_text("view.submit"),
        "close": plain_text("view.close"),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        **_ANY_VIEW,
    },
    _modal_can_be_submitted,
)
_HOME = object_of({"type": one_of("home"), "blocks": VIEW_BLOCKS}, _ANY_VIEW)


def check_view(view: JsonValue, kind: str) -> Json:
    """Returns the view (`modal` or `home`) with every id filled in, or raises Slack's refusal."""
    problems = Problems()
    by_type({"modal": _MODAL, "home": _HOME}, [kind])(view, "/view", problems)
    if not problems.found:
        ids_differ(view["blocks"], "/view/blocks", problems)
    if problems.found:
        messages = [f"[ERROR] {problem}" for problem in problems.found]
        raise Refused("invalid_arguments", response_metadata={"messages": messages})
    if len(json.dumps(view).encode()) > LIMITS["view.bytes"]:
        raise Refused("view_too_large")
    return {**view, "blocks": with_ids(view["blocks"])}
