"""The composition objects and interactive elements that the sandbox supports."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from sandbox.block_kit.shapes import (
    Check,
    Problems,
    array,
    boolean,
    by_type,
    integer,
    iso_date,
    name,
    names,
    number_as_text,
    object_of,
    one_of,
    string,
    web_address,
)
from sandbox.limits import LIMITS
from sandbox.values import Json


def _valid_type(_value: object, _at: str, _problems: Problems) -> None:
    """Accepts anything: `by_type` has already checked the type."""


def plain_text(limit: str) -> Check:
    """A plain_text object."""
    return by_type({"plain_text": object_of({"type": _valid_type, "text": string(limit)}, {"emoji": boolean})})


def any_text(limit: str) -> Check:
    """A plain_text or an mrkdwn object."""
    plain = object_of({"type": _valid_type, "text": string(limit)}, {"emoji": boolean})
    mrkdwn = object_of({"type": _valid_type, "text": string(limit)}, {"verbatim": boolean})
    return by_type({"plain_text": plain, "mrkdwn": mrkdwn})


def _option(text: Check) -> Check:
    return object_of({"text": text, "value": string("option.value")}, {"description": any_text("option.description")})


OPTION = _option(plain_text("option.text"))
RICH_OPTION = _option(any_text("option.text"))
OPTION_GROUP = object_of({"label": plain_text("option_group.label"), "options": array(OPTION, "static_select.options")})

CONFIRM = object_of(
    {
        "title": plain_text("confirm.title"),
        "text": any_text("confirm.text"),
        "confirm": plain_text("confirm.confirm"),
        "deny": plain_text("confirm.deny"),
    },
    {"style": one_of("primary", "danger")},
)


def _initial_is_among_options(value: object, at: str, problems: Problems) -> None:
    assert isinstance(value, dict)  # noqa: S101 - object_of has checked it
    chosen = value.get("initial_options", [value["initial_option"]] if "initial_option" in value else [])
    if any(one not in value["options"] for one in chosen):
        problems.add("initial options must match exactly options provided", at)


def _option_values_differ(value: object, at: str, problems: Problems) -> None:
    assert isinstance(value, dict)  # noqa: S101 - object_of has checked it
    values = [one["value"] for one in value["options"]]
    if len(set(values)) < len(values):
        problems.add("option values must be unique", f"{at}/options")
    _initial_is_among_options(value, at, problems)


def _lengths_fit(value: object, at: str, problems: Problems) -> None:
    assert isinstance(value, dict)  # noqa: S101 - object_of has checked it
    if value.get("min_length", 0) > value.get("max_length", LIMITS["plain_text_input.length"]):
        problems.add("min_length must not be more than max_length", at)


def _bounds_fit(value: object, at: str, problems: Problems) -> None:
    assert isinstance(value, dict)  # noqa: S101 - object_of has checked it
    given = [Decimal(value[key]) for key in ("min_value", "initial_value", "max_value") if key in value]
    if given != sorted(given):
        problems.add("initial_value must be from min_value to max_value", at)
    if not value["is_decimal_allowed"] and any(one % 1 for one in given):
        problems.add("must be whole numbers where is_decimal_allowed is false", at)


def one_source(value: object, at: str, problems: Problems) -> None:
    """Requires exactly one source for an image."""
    if isinstance(value, dict) and ("image_url" in value) == ("slack_file" in value):
        problems.add("must have either image_url or slack_file", at)


def _one_reference(value: object, at: str, problems: Problems) -> None:
    if isinstance(value, dict) and len(value) != 1:
        problems.add("must have either id or url", at)


def _not_empty(value: object, at: str, problems: Problems) -> None:
    if not value:
        problems.add("must have at least one field", at)


# Shared by image blocks and image elements.
IMAGE: dict[str, Check] = {
    "image_url": web_address,
    "slack_file": object_of({}, {"id": name, "url": name}, _one_reference),
}
ALT_TEXT: dict[str, Check] = {"alt_text": string("image.alt_text")}


def _element(required: Mapping[str, Check], optional: Mapping[str, Check], also: Check | None = None) -> Check:
    base: dict[str, Check] = {"type": _valid_type}
    return object_of({**base, **required}, {"action_id": string("action_id"), **optional}, also)


_PLACEHOLDER: dict[str, Check] = {"placeholder": plain_text("placeholder"), "focus_on_load": boolean}
_CONFIRM: dict[str, Check] = {"confirm": CONFIRM}
_WHEN = array(one_of("on_enter_pressed", "on_character_entered"), "actions.elements")
_TYPED: dict[str, Check] = {"dispatch_action_config": object_of({"trigger_actions_on": _WHEN}), **_PLACEHOLDER}
_CHOOSER: dict[str, Check] = {**_PLACEHOLDER, **_CONFIRM}
_SEVERAL: dict[str, Check] = {"max_selected_items": integer(1, 1_000), **_CHOOSER}
_OPTIONS: dict[str, Check] = {"options": array(OPTION, "static_select.options")}
_INITIAL_OPTIONS: dict[str, Check] = {"initial_options": array(OPTION, "static_select.options")}
_FILTER = object_of(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), "actions.elements"),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    _not_empty,
)
_FROM_WORDS = {"initial_value": string("plain_text_input.length", least=0), **_TYPED}

ELEMENTS: dict[str, Check] = {
    "button": _element(
        {"text": plain_text("button.text")},
        {"value": string("button.value"), "style": one_of("primary", "danger"), **_CONFIRM},
    ),
    "overflow": _element({"options": array(OPTION, "overflow.options")}, _CONFIRM, _option_values_differ),
    "static_select": _element(_OPTIONS, {"initial_option": OPTION, **_CHOOSER}, _option_values_differ),
    "multi_static_select": _element(_OPTIONS, {**_INITIAL_OPTIONS, **_SEVERAL}, _option_values_differ),
    "external_select": _element({}, {"initial_option": OPTION, "min_query_length": integer(0, 3_000), **_CHOOSER}),
    "multi_external_select": _element({}, {**_INITIAL_OPTIONS, "min_query_length": integer(0, 3_000), **_SEVERAL}),
    "users_select": _element({}, {"initial_user": name, **_CHOOSER}),
    "multi_users_select": _element({}, {"initial_users": names, **_SEVERAL}),
    "channels_select": _element({}, {"initial_channel": name, **_CHOOSER}),
    "multi_channels_select": _element({}, {"initial_channels": names, **_SEVERAL}),
    "conversations_select": _element({}, {"initial_conversation": name, "filter": _FILTER, **_CHOOSER}),
    "multi_conversations_select": _element({}, {"initial_conversations": names, "filter": _FILTER, **_SEVERAL}),
    "datepicker": _element({}, {"initial_date": iso_date, **_CHOOSER}),
    "number_input": _element(
        {"is_decimal_allowed": boolean},
        {"initial_value": number_as_text, "min_value": number_as_text, "max_value": number_as_text, **_TYPED},
        _bounds_fit,
    ),
    "email_text_input": _element({}, _FROM_WORDS),
    "url_text_input": _element({}, _FROM_WORDS),
    "file_input": _element({}, {"filetypes": names, "max_files": integer(1, LIMITS["file_input.files"])}),
    "plain_text_input": _element(
        {},
        {
            "multiline": boolean,
            "min_length": integer(0, LIMITS["plain_text_input.length"]),
            "max_length": integer(1, LIMITS["plain_text_input.length"]),
            **_FROM_WORDS,
        },
        _lengths_fit,
    ),
    "radio_buttons": _element(
        {"options": array(RICH_OPTION, "radio_buttons.options")},
        {"initial_option": RICH_OPTION, "focus_on_load": boolean, **_CONFIRM},
        _option_values_differ,
    ),
    "checkboxes": _element(
        {"options": array(RICH_OPTION, "checkboxes.options")},
        {"initial_options": array(RICH_OPTION, "checkboxes.options"), "focus_on_load": boolean, **_CONFIRM},
        _option_values_differ,
    ),
}


# An image is an element that takes no clicks, so it has no action_id.
IMAGE_ELEMENT = by_type({"image": object_of({"type": _valid_type, **ALT_TEXT}, IMAGE, one_source)})


def element(allowed: Collection[str]) -> Check:
    """One of the elements allowed in a given place."""
    return by_type(ELEMENTS, allowed)


def options_of(answer: Json) -> list[str]:
    """Returns the problems with a bot's answer to a block_suggestion; empty if it is right."""
    problems = Problems()
    options = array(OPTION, "static_select.options", least=0)
    groups = array(OPTION_GROUP, "option_groups", least=0)
    shape = object_of({"option_groups": groups}) if "option_groups" in answer else object_of({"options": options})
    shape(answer, "", problems)
    return problems.found
