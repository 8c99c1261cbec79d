"""The values a person has entered: the `state.values` of a view or message, and the checks of Slack's own client."""

import re
from collections.abc import Callable
from decimal import Decimal

from sandbox.block_kit.blocks import elements_of
from sandbox.block_kit.shapes import NUMBER
from sandbox.limits import LIMITS
from sandbox.values import Json, JsonValue, Refused

Values = dict[str, dict[str, Json]]

# For each element that keeps state: the field that holds it, and the field with its initial value.
STATE_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "file_input": ("files", ""),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://[^\s/]\S*")


def values_of(blocks: list[Json], entered: Values) -> Values:
    """Returns the value of every element that keeps state: the entered one, or its initial one."""
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in STATE_FIELDS:
                given = entered.get(block["block_id"], {}).get(element["action_id"])
                values.setdefault(block["block_id"], {})[element["action_id"]] = _value(element, given)
    return values


def _value(element: Json, given: Json | None) -> Json:
    field, initial = STATE_FIELDS[element["type"]]
    nothing: JsonValue = [] if field.endswith("s") else None
    if given is None or given.get("type", element["type"]) != element["type"]:
        value = element.get(initial, nothing)
    else:
        value = chosen(element, given.get(field)) or nothing
    return {"type": element["type"], field: value}


def chosen(element: Json, value: JsonValue) -> JsonValue:
    """Returns the choice in an element, with the options as the element has them; refuses one it doesn't offer."""
    if isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        raise Refused("invalid_option", f"No more than {element['max_selected_items']} can be chosen.")
    if value is None or "options" not in element:
        return value
    offered = {option["value"]: option for option in element["options"]}
    wanted = value if isinstance(value, list) else [value]
    if any(not isinstance(one, dict) or one.get("value") not in offered for one in wanted):
        raise Refused("invalid_option", "That option is not on offer.")
    full = [offered[one["value"]] for one in wanted]
    return full if isinstance(value, list) else full[0]


def input_errors(blocks: list[Json], values: Values) -> dict[str, str]:
    """Returns the errors by block_id that Slack's own client shows before it submits: required inputs, and lengths."""
    errors = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            value = values[block["block_id"]][element["action_id"]][STATE_FIELDS[element["type"]][0]]
            if problem := _input_error(element, value, optional=bool(block.get("optional"))):
                errors[block["block_id"]] = problem
    return errors


def _input_error(element: Json, value: JsonValue, *, optional: bool) -> str | None:
    if not value or (isinstance(value, str) and not value.strip()):
        return None if optional else "Please complete this required field."
    check = _CHECKS.get(element["type"])
    return check(element, value) if check else None


def _length_error(element: Json, value: str) -> str | None:
    if len(value) < element.get("min_length", 0):
        return f"Must be {element['min_length']} or more characters long."
    if len(value) > element.get("max_length", 3_000):
        return f"Must be {element.get('max_length', 3_000)} or fewer characters long."
    return None


def _number_error(element: Json, value: str) -> str | None:
    if not NUMBER.fullmatch(value.strip()):
        return "Enter a number."
    number = Decimal(value.strip())
    if number % 1 and not element["is_decimal_allowed"]:
        return "Enter a whole number."
    if number < Decimal(element.get("min_value", "-Infinity")):
        return f"Enter {element['min_value']} or more."
    if number > Decimal(element.get("max_value", "Infinity")):
        return f"Enter {element['max_value']} or less."
    return None


def _files_error(element: Json, files: list[Json]) -> str | None:
    most, allowed = element.get("max_files", LIMITS["file_input.files"]), element.get("filetypes")
    if len(files) > most:
        return f"Add no more than {most}."
    if allowed and any(file["filetype"] not in allowed for file in files):
        return f"Only these kinds of file can be added: {', '.join(allowed)}."
    if any(file["size"] > LIMITS["file_input.bytes"] for file in files):
        return "Each file can have up to 10 MB."
    return None


_CHECKS: dict[str, Callable[[Json, JsonValue], str | None]] = {
    "plain_text_input": _length_error,
    "number_input": _number_error,
    "email_text_input": lambda _, value: None if _EMAIL.fullmatch(value) else "Enter a valid e-mail address.",
    "url_text_input": lambda _, value: None if _URL.fullmatch(value) else "Enter a valid URL.",
    "file_input": _files_error,
}
