"""The app manifest: `manifest.json` serves Socket Mode; here we adapt it to HTTP, and to other command names."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from handlers.slack.http import PATH
from handlers.slack.table import table

MANIFEST = Path(__file__).parents[2] / "manifest.json"


def load_manifest() -> dict[str, Any]:
    """Return the manifest for Socket Mode."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest


def fitted(manifest: dict[str, Any], url: str | None = None, prefix: str = "") -> dict[str, Any]:
    """Return the manifest for signed HTTP at that public address, if given, and with prefixed commands."""
    made = deepcopy(manifest)
    for command in made["features"]["slash_commands"]:
        command["command"] = f"/{prefix}{command['command'].removeprefix('/')}"
    if url:
        address = url.rstrip("/") + PATH
        for command in made["features"]["slash_commands"]:
            command["url"] = address
        settings = made["settings"]
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"]["request_url"] = address
        settings["interactivity"] |= {"request_url": address, "message_menu_options_url": address}
    return made


def derived(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest with the commands and shortcuts of the rooms' doors, and the rest unchanged."""
    made, doors = deepcopy(manifest), table()
    made["features"]["slash_commands"] = [
        {"command": f"/{each.name}", "description": each.description, "usage_hint": each.hint, "should_escape": True}
        for each in sorted(doors.commands.values(), key=lambda command: command.name)
    ]
    made["features"]["shortcuts"] = [
        {
            "name": each.name,
            "type": "message" if each.on_message else "global",
            "callback_id": callback_id,
            "description": each.description,
        }
        for callback_id, each in sorted(doors.shortcuts.items(), key=lambda pair: (pair[1].on_message, pair[0]))
    ]
    return made


def write() -> None:
    """Write `manifest.json` from the doors."""
    text = json.dumps(derived(load_manifest()), indent=2, ensure_ascii=False)
    MANIFEST.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
