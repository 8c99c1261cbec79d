"""What a person has entered: the `state.values` of a view or message, and what Slack's client checks itself."""

from sandbox.block_kit.blocks import elements_of
from sandbox.values import Json, JsonValue, Refused

Values = dict[str, dict[str, Json]]

# For each element that keeps state: the field that holds it, and the field that it begins with.
STATE_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "checkboxes": ("selected_options", "initial_options"),
}


def values_of(blocks: list[Json], entered: Values) -> Values:
    """The values of every element that keeps state: what was entered, else what it began with."""
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in STATE_FIELDS:
                given = entered.get(block["block_id"], {}).get(element["action_id"])
                values.setdefault(block["block_id"], {})[element["action_id"]] = _value(element, given)
    return values


def _value(element: Json, given: Json | None) -> Json:
    field, initial = STATE_FIELDS[element["type"]]
    nothing: JsonValue = [] if element["type"] == "checkboxes" else None
    if given is None or given.get("type", element["type"]) != element["type"]:
        value = element.get(initial, nothing)
    else:
        value = chosen(element, given.get(field)) or nothing
    return {"type": element["type"], field: value}


def chosen(element: Json, value: JsonValue) -> JsonValue:
    """What was chosen in an element, with options in the element's own words; refuses an option it does not offer."""
    if value is None or "options" not in element:
        return value
    offered = {option["value"]: option for option in element["options"]}
    wanted = value if isinstance(value, list) else [value]
    if any(not isinstance(one, dict) or one.get("value") not in offered for one in wanted):
        raise Refused("invalid_option", "That option is not on offer.")
    full = [offered[one["value"]] for one in wanted]
    return full if isinstance(value, list) else full[0]


def input_errors(blocks: list[Json], values: Values) -> dict[str, str]:
    """Per block_id, what Slack's own client says before it submits: required inputs, and lengths."""
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
    if element["type"] == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"Must be {element['min_length']} or more characters long."
        if len(value) > element.get("max_length", 3_000):
            return f"Must be {element.get('max_length', 3_000)} or fewer characters long."
    return None
