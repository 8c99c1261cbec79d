"""Every size limit that is checked, in one table. Lengths are in characters, counts in items, sizes in bytes."""

from typing import Final

LIMITS: Final[dict[str, int]] = {
    # message
    "message.text": 40_000,
    "message.blocks": 50,
    "message.all_text": 13_200,
    "message.metadata_bytes": 16_000,
    "message.tables": 1,
    # file
    "file.bytes": 1_000_000_000,
    # view
    "view.blocks": 100,
    "view.bytes": 250_000,
    "view.stack": 3,
    "view.title": 24,
    "view.submit": 24,
    "view.close": 24,
    "view.private_metadata": 3_000,
    "view.callback_id": 255,
    "view.external_id": 255,
    # blocks
    "block_id": 255,
    "action_id": 255,
    "section.text": 3_000,
    "section.fields": 10,
    "section.field": 2_000,
    "header.text": 150,
    "context.elements": 10,
    "context.text": 3_000,
    "actions.elements": 25,
    "table.rows": 100,
    "table.columns": 20,
    "table.column_settings": 20,
    "table.cell": 10_000,
    "table.all_text": 10_000,
    "input.label": 2_000,
    "input.hint": 2_000,
    # elements
    "button.text": 75,
    "button.value": 2_000,
    "placeholder": 150,
    "static_select.options": 100,
    "overflow.options": 5,
    "radio_buttons.options": 10,
    "checkboxes.options": 10,
    "plain_text_input.length": 3_000,
    # composition
    "option.text": 75,
    "option.value": 150,
    "option.description": 75,
    "option_group.label": 75,
    "option_groups": 100,
    "confirm.title": 100,
    "confirm.text": 300,
    "confirm.confirm": 30,
    "confirm.deny": 30,
}
